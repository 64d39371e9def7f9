-- Answers as reserve does, and holds nothing.
--
-- KEYS[3..] the accounts     ARGV[3] what is passed for them

local accounts = openAll(3, ARGV[3])
return refusal(accounts) or finish(accounts, {1})
