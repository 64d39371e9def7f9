-- Reads an entry and marks it as used. Returns its head, vector and payload; 0 if they are none;
-- nothing where there is no entry.
--
-- ARGV[3] id

local id = ARGV[3]
local key = prefix .. 'e:' .. id
local entry = try('HMGET', key, 'h', 'v', 'p')
if entry.err then
  return 0
end
local listed = call('ZSCORE', USED, id)
if not (entry[1] or entry[2] or entry[3]) then
  if listed then
    -- It expired, or Redis needed its memory.
    forget(id)
  end
  return false
end
if not listed then
  -- Whoever deletes entries would not see it.
  call('UNLINK', key)
  return false
end
-- Where memory is full that fails, and the entry is there all the same.
try('ZADD', USED, 'XX', format('%.0f', micros()), id)
return entry[1] and entry[3] and entry or 0
