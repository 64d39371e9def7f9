-- Holds an amount against each account, or against none. Returns 1 and how they stand, or 0, which
-- account is full, how it stands, and the time until it has room.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] lifetime in ms     ARGV[4] what is passed for the accounts     ARGV[5] its text

local known = call('GET', KEYS[3])
if known and unpackDoubles('<d', known) <= now then
  -- So many expired together that its turn has not come.
  release(known)
  known = false
end
local accounts = openAll(4, ARGV[4])
if known then
  return finish(accounts, {1})
end

local refused = refusal(accounts)
if refused then
  return refused
end

local expires = now + tonumber(ARGV[3])
local stored = pack('<dd', expires, #accounts) .. sub(ARGV[4], 1, 8)
for i = 1, #accounts do
  local account = accounts[i]
  count(account, account.amount, account.amount)
  stored = stored .. pack('<d', account.current)
end
-- It is deleted when it expires; this is for when nobody comes any more.
call('SET', KEYS[3], stored .. ARGV[5], 'PX', LONGEST)
call('ZADD', KEYS[1], format(WHOLE, expires), sub(KEYS[3], #prefix + 3))
return finish(accounts, {1})
