-- Claims a mark. Returns 1 for the first, else 0.
--
-- KEYS[3] the mark     ARGV[3] lifetime in ms

local lifetime = tonumber(ARGV[3])
local marked = redis.call('GET', KEYS[3])
if marked and tonumber(marked) > now then
  return 0
end
redis.call('SET', KEYS[3], text(now + lifetime), 'PX', text(lifetime + MINUTE))
return 1
