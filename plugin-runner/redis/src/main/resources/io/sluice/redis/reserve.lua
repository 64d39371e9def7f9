-- Holds an amount against each account, or against none. Returns 1 and how they stand, or 0, which
-- account is full, how it stands, and the time until it has room.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] id     ARGV[4] its text     ARGV[5] lifetime in ms     ARGV[6..] accounts

local known = call('GET', KEYS[3])
if known and unpackDoubles('<d', known) <= now then
  -- So many expired together that its turn has not come.
  release(known)
  known = false
end
local accounts = openAll(4, 6)
if known then
  return finish(accounts, {1})
end

for i = 1, #accounts do
  local account = accounts[i]
  local toFree = account.counted + account.amount - allowed(account)
  if toFree > 0 and account.amount > 0 then
    local standings = finish(accounts, {})
    local at = 4 * i - 3
    return {0, i, standings[at], standings[at + 1], standings[at + 2], standings[at + 3],
        slow().retryIn(account, toFree)}
  end
end

local expires = now + tonumber(ARGV[5])
local stored = pack('<dd', expires, #accounts)
for i = 1, #accounts do
  local account = accounts[i]
  count(account, account.amount, account.amount)
  stored = stored .. pack('<d', account.current)
end
-- It is deleted when it expires; this is for when nobody comes any more.
call('SET', KEYS[3], stored .. ARGV[4], 'PX', LONGEST)
call('ZADD', KEYS[1], format(WHOLE, expires), ARGV[3])
return finish(accounts, {1})
