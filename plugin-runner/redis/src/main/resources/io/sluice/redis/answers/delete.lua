-- Removes entries. Returns how many there were, and the message's id.
--
-- ARGV[3..] ids

local deleted, ids = 0, {}
for i = 3, #ARGV do
  ids[#ids + 1] = ARGV[i]
  deleted = deleted + forget(ARGV[i])
end
return {deleted, tell(ids)}
