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

-- Settles a stored reservation. The text and the accounts that were passed are mostly its own; if
-- not, those of its accounts are settled that were passed, and the others keep what was expected.
local function settle(stored, text, accounts)
  if sub(stored, 17 + 8 * #accounts) == text then
    for i = 1, #accounts do
      local account = accounts[i]
      correct(account, (unpackDoubles('<d', stored, 9 + 8 * i)), account.expected)
    end
    return
  end
  local passed = {}
  for i = 1, #accounts do
    passed[accounts[i].key] = accounts[i]
  end
  for i, held in ipairs(contents(stored)) do
    local account = passed[prefix .. 'a:' .. held.key]
    if account then
      correct(account, (unpackDoubles('<d', stored, 9 + 8 * i)), held.amount)
    end
  end
end
