-- Replaces what is held by what was spent. Returns 1 and how the accounts stand, or 0 when nothing
-- is held.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] id     ARGV[4..] accounts, each with what was spent

releaseExpired()
local ended = reservation(KEYS[3])
if not ended or ended[1] <= now then
  return {0}
end
local accounts = openAll(4, 4)
settle(ARGV[3], ended, accounts)
return finish(accounts)
