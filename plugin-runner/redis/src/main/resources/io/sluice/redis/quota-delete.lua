-- Removes a budget. Returns whether the expected version was stored, as 1 or 0.
--
-- ARGV[1] name     ARGV[2] expected version, 0 for none, empty for any

local stored = version(ARGV[1])
if ARGV[2] ~= '' and ARGV[2] ~= stored then
  return 0
end
if stored ~= '0' then
  revise()
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 1
