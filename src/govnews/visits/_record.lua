-- Records one batch of one shard's hits; see _valkey_layout.py for the keys.
-- KEYS   counts, writer, then for each day its figures and its HyperLogLog, then for each
--        group of sessions the generation of the hit, the one after and the one before,
--        then the sorted sets of pages.
-- ARGV   seq, timeout, number of days, number of the first session key, the hits, then for
--        each day its name, hits and bots, then for each page key, name and hits.
-- Reply  whether the batch was a duplicate, and how many visits it began.
local unpack_hit = struct.unpack
local counts, writer = KEYS[1], KEYS[2]
local seq = tonumber(ARGV[1])
local known = call('GET', writer)
if known then
  local last_seq, visits = string.match(known, '^(%d+):(%d+)$')
  if tonumber(last_seq) == seq then return {1, tonumber(visits)} end
  if tonumber(last_seq) > seq then return {1, 0} end
end

local timeout, days = tonumber(ARGV[2]), tonumber(ARGV[3])
local sessions, hits = tonumber(ARGV[4]), ARGV[5]
-- A generation is written for one timeout after its first visitor and read for another; the
-- third is for clocks that disagree.
local lifetime = 3 * timeout + 60
local minutes, visitors = {}, {}
for day = 1, days do visitors[day] = {} end

-- The latest hit known of a digest, and the key that holds it.
local function latest(id, group, start)
  local first = sessions + 3 * group
  local offset = call('HGET', KEYS[first], id)
  if offset then return start + offset, KEYS[first] end
  offset = call('HGET', KEYS[first + 1], id)
  if offset then return start + timeout + offset, KEYS[first + 1] end
  offset = call('HGET', KEYS[first + 2], id)
  if offset then return start - timeout + offset, KEYS[first + 2] end
end

local place, size = 1, #hits
while place <= size do
  local visitor, at, group, day, alias_group, name, alias
  visitor, at, group, day, alias_group, place = unpack_hit('>c8I4I2BI2', hits, place)
  name = visitor
  local start = at - at % timeout
  local last, held = latest(visitor, group, start)
  if alias_group > 0 then
    alias, place = unpack_hit('>c8', hits, place)
    local other, other_held = latest(alias, alias_group - 1, start)
    if other and (not last or other > last) then name, last, held = alias, other, other_held end
  end
  local gap = last and at - last
  local live = gap and gap < timeout and -gap < timeout
  if not live or gap > 0 then
    local key = KEYS[sessions + 3 * group]
    if last and (held ~= key or name ~= visitor) then call('HDEL', held, name) end
    if call('HSET', key, visitor, at - start) == 1 and call('HLEN', key) == 1 then
      call('EXPIRE', key, lifetime)
    end
    local minute = math.floor(at / 60)
    if live then
      local before = math.floor(last / 60)
      minutes[before] = (minutes[before] or 0) - 1
    else
      table.insert(visitors[day], visitor)
    end
    minutes[minute] = (minutes[minute] or 0) + 1
  end
end

for minute, change in pairs(minutes) do
  if change ~= 0 then count(counts, timeout, minute, change) end
end

local begun, argument = 0, 6
for day = 1, days do
  local figures, distinct = KEYS[1 + 2 * day], KEYS[2 + 2 * day]
  local name, seen, bots = ARGV[argument], tonumber(ARGV[argument + 1]), tonumber(ARGV[argument + 2])
  argument = argument + 3
  local visits = #visitors[day]
  if visits > 0 then
    begun = begun + visits
    call('HINCRBY', figures, name .. 'v', visits)
    call('PFADD', distinct, unpack(visitors[day]))
    call('EXPIRE', distinct, 3456000)
  end
  if seen > visits then call('HINCRBY', figures, name .. 'r', seen - visits) end
  if bots > 0 then call('HINCRBY', figures, name .. 'b', bots) end
end
if begun > 0 then call('HINCRBY', counts, 'v', begun) end

local all_time = KEYS[tonumber(ARGV[argument] or 0)]
while ARGV[argument] do
  local key = KEYS[tonumber(ARGV[argument])]
  call('ZINCRBY', key, ARGV[argument + 2], ARGV[argument + 1])
  if key ~= all_time then call('EXPIRE', key, 3456000) end
  argument = argument + 3
end

call('SET', writer, seq .. ':' .. begun, 'EX', 172800)
return {0, begun}
