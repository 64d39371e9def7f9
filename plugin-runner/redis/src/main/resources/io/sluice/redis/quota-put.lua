-- Stores a budget. Returns its version, or 0 when another one than expected is stored.
--
-- ARGV[1] name     ARGV[2] json     ARGV[3] expected version, 0 for none, empty for any

if ARGV[3] ~= '' and ARGV[3] ~= version(ARGV[1]) then
  return 0
end
local revision = revise()
redis.call('HSET', KEYS[1], ARGV[1], revision .. ' ' .. ARGV[2])
return tonumber(revision)
