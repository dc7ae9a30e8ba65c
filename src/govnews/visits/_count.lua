-- What both scripts that record begin with: how visitors of a minute are counted.
local call = redis.call

-- Changes how many visitors have their latest hit in a minute; old minutes go as new ones come.
local function count(counts, timeout, minute, change)
  local visitors = call('HINCRBY', counts, 'm' .. minute, change)
  if visitors <= 0 then
    call('HDEL', counts, 'm' .. minute)
  elseif visitors == change and call('HLEN', counts) > 100 + timeout / 20 then
    for _, field in ipairs(call('HKEYS', counts)) do
      local old = tonumber(string.match(field, '^m(%d+)$'))
      if old and old < minute - timeout / 20 then call('HDEL', counts, field) end
    end
  end
end

