-- Returns a number that is another after every change.
--
-- KEYS[1] the budgets     KEYS[2] the revision

return tonumber(redis.call('GET', KEYS[2]) or 0)
