-- Replaces what is held by what was spent. Returns 1 and how the accounts stand, or 0 when nothing
-- is held.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] id     ARGV[4] its text     ARGV[5..] accounts, each with what was spent

local stored = call('GETDEL', KEYS[3])
if not stored then
  return {0}
end
call('ZREM', KEYS[1], ARGV[3])
if (unpackDoubles('<d', stored)) <= now then
  release(stored)
  return {0}
end
local accounts = openAll(4, 5)
settle(stored, ARGV[4], accounts)
return finish(accounts, {1})
