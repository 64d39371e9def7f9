-- Stores a budget. Returns its version, or 0 when another one than expected is stored.
--
-- KEYS[1] the budgets, each "version json"     KEYS[2] the revision
-- ARGV[1] name     ARGV[2] json     ARGV[3] expected version, 0 for none, empty for any

local stored = redis.call('HGET', KEYS[1], ARGV[1])
local version = stored and string.match(stored, '^%d+') or '0'
if ARGV[3] ~= '' and ARGV[3] ~= version then
  return 0
end
-- Of the clock, so that a store that lost everything does not number again from 1.
local time = redis.call('TIME')
local revision = math.max(
    tonumber(redis.call('GET', KEYS[2]) or 0) + 1, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('SET', KEYS[2], string.format('%.0f', revision))
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', revision) .. ' ' .. ARGV[2])
return revision
