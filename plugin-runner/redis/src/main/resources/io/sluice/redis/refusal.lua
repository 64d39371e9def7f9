-- Returns the answer for accounts of which one has no room, or nothing: 0, which account is full, how
-- it stands, and the time until it has room.
local function refusal(accounts)
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
  return nil
end
