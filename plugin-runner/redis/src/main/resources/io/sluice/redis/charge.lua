-- Counts what was spent, whether there is room or not. Returns 1 and how the accounts stand, or 0
-- when that was done before.
--
-- KEYS[3] the reservation     KEYS[4] the mark of its charge     KEYS[5..] the accounts
-- ARGV[3] id     ARGV[4] how long the mark is kept, in ms     ARGV[5..] accounts

local remember = tonumber(ARGV[4])

releaseExpired()
local marked = redis.call('GET', KEYS[4])
if marked and tonumber(marked) > now then
  return {0}
end
local accounts = openAll(5, 5)
redis.call('SET', KEYS[4], text(now + remember), 'PX', text(remember + MINUTE))
local ended = reservation(KEYS[3])
if ended and ended[1] > now then
  settle(ARGV[3], ended, accounts)
else
  for i = 1, #accounts do
    count(accounts[i], accounts[i].amount, 0)
  end
end
return finish(accounts)
