-- Requests of 512 visitors in turn, as a proxy on this machine passes them on.
local requests, last = {}, 0

function init()
  for number = 0, 511 do
    local network = number < 256 and "198.51.100." or "203.0.113."
    wrk.headers["X-Forwarded-For"] = network .. number % 256
    requests[number] = wrk.format("GET")
  end
end

function request()
  last = (last + 1) % 512
  return requests[last]
end
