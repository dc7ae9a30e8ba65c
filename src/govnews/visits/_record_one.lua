-- Records one hit of a person, which is what most batches are: _record.lua in a third of its time.
-- KEYS   counts, writer, the day's figures, the day's HyperLogLog, the generation of the hit, the
--        one after and the one before, then with a page the sorted sets of all time and the day.
-- ARGV   seq, timeout, the visitor, when, name of the day, then perhaps the page.
-- Reply  whether the batch was a duplicate, and how many visits it began.
local counts, writer, figures, now = KEYS[1], KEYS[2], KEYS[3], KEYS[5]
local seq, timeout, visitor = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local at, day, page = tonumber(ARGV[4]), ARGV[5], ARGV[6]

local offset = at % timeout
local held, gap = now, call('HGET', now, visitor)
if gap then
  gap = offset - gap
else
  held = KEYS[7]
  gap = call('HGET', held, visitor)
  if gap then
    gap = offset - gap + timeout
  else
    held = KEYS[6]
    gap = call('HGET', held, visitor)
    if gap then gap = offset - gap - timeout end
  end
end
local live = gap and gap < timeout and -gap < timeout
local begun = live and 0 or 1

-- Nothing is changed before this, so that one call can ask and answer.
local known = call('SET', writer, ARGV[1] .. ':' .. begun, 'EX', 172800, 'GET')
if known then
  local last_seq, visits = string.match(known, '^(%d+):(%d+)$')
  if tonumber(last_seq) >= seq then
    call('SET', writer, known, 'EX', 172800)
    return {1, tonumber(last_seq) == seq and tonumber(visits) or 0}
  end
end

if not live or gap > 0 then
  if gap and held ~= now then call('HDEL', held, visitor) end
  if call('HSET', now, visitor, offset) == 1 and call('HLEN', now) == 1 then
    call('EXPIRE', now, 3 * timeout + 60)
  end
  local minute, before = math.floor(at / 60), live and math.floor((at - gap) / 60)
  if minute ~= before then
    if live then count(counts, timeout, before, -1) end
    count(counts, timeout, minute, 1)
  end
end

if live then
  call('HINCRBY', figures, day .. 'r', 1)
else
  call('HINCRBY', figures, day .. 'v', 1)
  call('HINCRBY', counts, 'v', 1)
  local distinct = KEYS[4]
  if call('PFADD', distinct, visitor) == 1 and call('TTL', distinct) < 0 then
    call('EXPIRE', distinct, 3456000)
  end
end

if page then
  call('ZINCRBY', KEYS[8], 1, page)
  call('ZINCRBY', KEYS[9], 1, page)
  call('EXPIRE', KEYS[9], 3456000)
end

return {0, begun}
