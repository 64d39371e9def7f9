-- Removes a budget. Returns 1, or 0 when there was none, or another version than expected.
--
-- ARGV[1] name     ARGV[2] expected version, empty for any

local stored = version(ARGV[1])
if stored == '0' or (ARGV[2] ~= '' and ARGV[2] ~= stored) then
  return 0
end
revise()
redis.call('HDEL', KEYS[1], ARGV[1])
return 1
