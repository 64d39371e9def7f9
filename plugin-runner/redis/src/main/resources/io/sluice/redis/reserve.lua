-- Holds an amount against each account, or against none. Returns 1 and how they stand, or 0, which
-- account is full, how it stands, and the time until it has room.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] id     ARGV[4] lifetime in ms     ARGV[5] the reservation as text     ARGV[6..] accounts

local id, lifetime = ARGV[3], tonumber(ARGV[4])

releaseExpired()
local known = reservation(KEYS[3])
if known and known[1] <= now then
  release(id)
  known = false
end
local accounts = openAll(4, 6)
if known then
  return finish(accounts)
end

for i = 1, #accounts do
  local account = accounts[i]
  if account.amount > 0 and account.counted + account.amount > allowed(account) then
    for j = 1, #accounts do
      save(accounts[j])
    end
    local reply = {0, i}
    addStanding(reply, account)
    reply[#reply + 1] = retryIn(account)
    return reply
  end
end

local slots, amounts, backs, keys = {}, {}, {}, {}
for i = 1, #accounts do
  local account = accounts[i]
  count(account, account.amount, account.amount)
  slots[i], amounts[i], backs[i], keys[i] =
      account.current, account.amount, account.back, account.key
end
redis.call('SET', KEYS[3],
    cmsgpack.pack({now + lifetime, slots, amounts, backs, keys, ARGV[5]}),
    'PX', text(lifetime + LONGEST))
redis.call('ZADD', KEYS[1], text(now + lifetime), id)
return finish(accounts)
