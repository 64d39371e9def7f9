-- Returns name and "version json" of each budget.

return redis.call('HGETALL', KEYS[1])
