-- What the scripts that change the quotas share; it stands before them.
--
-- KEYS[1] the budgets, by name, each "version json"     KEYS[2] the revision

-- Returns the version that is stored under a name, as text; 0 for none.
local function version(name)
  local stored = redis.call('HGET', KEYS[1], name)
  return stored and string.match(stored, '^%d+') or '0'
end

-- Returns a new revision, as text. It is of the clock, in microseconds, so that a store that lost
-- everything gives no number again.
local function revise()
  local time = redis.call('TIME')
  local last = tonumber(redis.call('GET', KEYS[2]) or 0)
  local revision = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
  redis.call('SET', KEYS[2], revision)
  return revision
end
