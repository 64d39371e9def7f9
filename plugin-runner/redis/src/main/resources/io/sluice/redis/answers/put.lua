-- Keeps an entry, and makes room for it. Returns the message's id.
--
-- ARGV[3] id     ARGV[4] head     ARGV[5] vector, empty for none     ARGV[6] payload
-- ARGV[7] lifetime in ms     ARGV[8], ARGV[9] entries and bytes at most
-- ARGV[10] partition, empty where there are no vector sets     ARGV[11] answer

-- Of each kind of work at most so much, so that a call does not stop the server for others. It is
-- more than one entry adds: what piled up is gone soon.
local EXPIRED, EVICTED, SAMPLES = 20, 50, 2
-- What Redis takes for an entry besides its own bytes, and for one in a vector set beside a quarter
-- of the vector: measured with 10,000 of 384 dimensions.
local OVERHEAD, IN_SET = 800, 1100
-- Longer than anybody wants an answer: 65 days.
local UNUSED = '5616000000'

local id, vector, partition, answer = ARGV[3], ARGV[5], ARGV[10], ARGV[11]
-- Fails where memory is full, before anything is done: later commands of a script do not.
call('HINCRBY', BOOKS, 'bytes', 0)
forget(id)

local bytes = #ARGV[4] + #vector + #ARGV[6] + OVERHEAD
if partition ~= '' then
  bytes = bytes + #vector / 4 + IN_SET
end
local known = format('%.0f', bytes)
local set, same = prefix .. 'v:' .. partition, prefix .. 's:' .. partition
if partition ~= '' then
  if vector ~= '' then
    local added = try('VADD', set, 'FP32', vector, id)
    if type(added) == 'table' and added.err then
      return added
    end
  end
  known = known .. ' ' .. partition .. ' ' .. answer
  call('HINCRBY', same, answer, 1)
  call('ZADD', prefix .. 'ids', 0, id)
  call('PEXPIRE', prefix .. 'ids', UNUSED)
  for _, key in ipairs({set, same}) do
    if call('PTTL', key) < tonumber(ARGV[7]) + 60000 then
      call('PEXPIRE', key, format('%.0f', ARGV[7] + 60000))
    end
  end
end
local key = prefix .. 'e:' .. id
call('HSET', key, 'h', ARGV[4], 'p', ARGV[6])
if vector ~= '' then
  call('HSET', key, 'v', vector)
end
call('PEXPIRE', key, ARGV[7])
call('HSET', BOOKS, id, known)
local total = call('HINCRBY', BOOKS, 'bytes', known:match('^%d+'))
local now = micros()
call('ZADD', USED, format('%.0f', now), id)
local millis = math.floor(now / 1000)
call('ZADD', ENDS, format('%.0f', millis + ARGV[7]), id)

-- Runners know themselves what expired.
for _, gone in ipairs(call('ZRANGEBYSCORE', ENDS, '-inf', millis, 'LIMIT', 0, EXPIRED)) do
  forget(gone)
end
local changed = {id}
-- Where Redis itself evicts, nobody is told.
for _, some in ipairs(call('ZRANDMEMBER', USED, SAMPLES)) do
  if call('EXISTS', prefix .. 'e:' .. some) == 0 then
    forget(some)
    changed[#changed + 1] = some
  end
end
local entries, most = tonumber(ARGV[8]), tonumber(ARGV[9])
for _ = 1, EVICTED do
  if call('ZCARD', USED) <= entries and tonumber(call('HGET', BOOKS, 'bytes')) <= most then
    break
  end
  local oldest = call('ZRANGE', USED, 0, 0)[1]
  if not oldest then
    break
  end
  forget(oldest)
  changed[#changed + 1] = oldest
end
local told = tell(changed)
for i = 1, #KEYS do
  call('PEXPIRE', KEYS[i], UNUSED)
end
return told
