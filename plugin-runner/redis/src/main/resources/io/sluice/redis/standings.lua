-- Returns 1 and how accounts stand.
--
-- KEYS[3..] the accounts     ARGV[3..] accounts

return finish(openAll(3, 3), {1})
