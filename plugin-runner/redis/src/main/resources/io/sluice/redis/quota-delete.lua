-- Removes a budget. Returns whether the expected version was stored, as 1 or 0.
--
-- KEYS[1] the budgets, each "version json"     KEYS[2] the revision
-- ARGV[1] name     ARGV[2] expected version, 0 for none, empty for any

local stored = redis.call('HGET', KEYS[1], ARGV[1])
local version = stored and string.match(stored, '^%d+') or '0'
if ARGV[2] ~= '' and ARGV[2] ~= version then
  return 0
end
if not stored then
  return ARGV[2] == '0' and 1 or 0
end
local time = redis.call('TIME')
local revision = math.max(
    tonumber(redis.call('GET', KEYS[2]) or 0) + 1, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('SET', KEYS[2], string.format('%.0f', revision))
redis.call('HDEL', KEYS[1], ARGV[1])
return 1
