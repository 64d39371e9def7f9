-- Claims a mark. Returns 1 for the first, else 0.
--
-- KEYS[3] the mark     ARGV[3] lifetime in ms

local lifetime = tonumber(ARGV[3])
local marked = call('GET', KEYS[3])
if marked and tonumber(marked) > now then
  return 0
end
call('SET', KEYS[3], format(WHOLE, now + lifetime), 'PX', format(WHOLE, lifetime + MINUTE))
return 1
