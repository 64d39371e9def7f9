-- Counts what was spent, whether there is room or not. Returns 1 and how the accounts stand, or 0
-- when that was done before.
--
-- KEYS[3] the reservation     KEYS[4] the mark of its charge     KEYS[5..] the accounts
-- ARGV[3] how long the mark is kept, in ms     ARGV[4] what is passed for the accounts

local marked = call('GET', KEYS[4])
if marked and tonumber(marked) > now then
  return {0}
end
local remember = tonumber(ARGV[3])
call('SET', KEYS[4], format(WHOLE, now + remember), 'PX', format(WHOLE, remember + MINUTE))

local stored = call('GETDEL', KEYS[3])
if stored then
  call('ZREM', KEYS[1], sub(KEYS[3], #prefix + 3))
  if (unpackDoubles('<d', stored)) <= now then
    release(stored)
    stored = false
  end
end
local accounts = openAll(5, ARGV[4])
if stored then
  settle(stored, ARGV[4], accounts)
else
  for i = 1, #accounts do
    count(accounts[i], accounts[i].amount, 0)
  end
end
return finish(accounts, {1})
