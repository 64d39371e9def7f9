-- Returns the heads of entries, and their vectors if they are wanted: for each id the two, or
-- nothing where there is no entry, or 0 where there is something else.
--
-- ARGV[3] v for the vectors, else a field that there is not     ARGV[4..] ids

local heads = {}
for i = 4, #ARGV do
  local key = prefix .. 'e:' .. ARGV[i]
  local entry = try('HMGET', key, 'h', ARGV[3])
  if entry.err or (not entry[1] and call('EXISTS', key) == 1) then
    heads[#heads + 1] = 0
  elseif entry[1] and call('ZSCORE', USED, ARGV[i]) then
    heads[#heads + 1] = entry
  else
    heads[#heads + 1] = false
  end
end
return heads
