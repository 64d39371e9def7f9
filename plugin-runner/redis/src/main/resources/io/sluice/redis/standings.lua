-- Returns 1 and how accounts stand.
--
-- KEYS[3..] the accounts     ARGV[3] what is passed for them

return finish(openAll(3, ARGV[3]), {1})
