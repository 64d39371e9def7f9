-- Returns a number that is another after every change.

return tonumber(redis.call('GET', KEYS[2]) or 0)
