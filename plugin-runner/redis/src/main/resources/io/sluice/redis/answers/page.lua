-- Returns ids in their order.
--
-- ARGV[3] the last of the page before, empty for the first page     ARGV[4] how many at most

local from = ARGV[3] == '' and '-' or '(' .. ARGV[3]
return call('ZRANGEBYLEX', prefix .. 'ids', from, '+', 'LIMIT', 0, ARGV[4])
