-- Replaces what is held by what was spent. Returns 1 and how the accounts stand, or 0 when nothing
-- is held.
--
-- KEYS[3] the reservation     KEYS[4..] the accounts
-- ARGV[3] what is passed for the accounts, with what was spent

local stored = call('GETDEL', KEYS[3])
if not stored then
  return {0}
end
call('ZREM', KEYS[1], sub(KEYS[3], #prefix + 3))
if (unpackDoubles('<d', stored)) <= now then
  release(stored)
  return {0}
end
local accounts = openAll(4, ARGV[3])
settle(stored, ARGV[3], accounts)
return finish(accounts, {1})
