-- Replaces what was expected to be spent from a slot by what was.
local function correct(account, slot, expected)
  local over = account.amount - expected
  if over > 0 then
    take(account, slot, 0, expected)
    count(account, over, 0)
  else
    take(account, slot, -over, expected)
  end
end

-- Settles a stored reservation. The accounts that were passed are mostly its own; if not, those of
-- its accounts are settled that were passed, and the others keep what was expected.
local function settle(stored, passed, accounts)
  if sub(stored, 17, 24) == sub(passed, 1, 8) then
    for i = 1, #accounts do
      correct(accounts[i], slotOf(stored, i), accounts[i].expected)
    end
    return
  end
  local byKey = {}
  for i = 1, #accounts do
    byKey[accounts[i].key] = accounts[i]
  end
  for i, held in ipairs(contents(stored)) do
    local account = byKey[prefix .. 'a:' .. held.key]
    if account then
      correct(account, slotOf(stored, i), held.amount)
    end
  end
end
