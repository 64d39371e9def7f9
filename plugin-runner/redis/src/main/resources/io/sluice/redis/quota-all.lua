-- Returns name and "version json" of each budget.
--
-- KEYS[1] the budgets

return redis.call('HGETALL', KEYS[1])
