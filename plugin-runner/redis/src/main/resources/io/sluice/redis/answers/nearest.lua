-- Returns how many ids the search gave, and of those that are entries four values each: id, head,
-- vector, and how many entries of the partition have the same answer.
--
-- ARGV[3] partition     ARGV[4] vector     ARGV[5] how many at most

local ids = try('VSIM', prefix .. 'v:' .. ARGV[3], 'FP32', ARGV[4], 'COUNT', ARGV[5])
if ids.err then
  return ids
end
local found = {#ids}
for _, id in ipairs(ids) do
  local entry = try('HMGET', prefix .. 'e:' .. id, 'h', 'v')
  local known = call('HGET', BOOKS, id)
  if not entry.err and entry[1] and known then
    local answer = string.match(known, '[^ ]*$')
    found[#found + 1] = id
    found[#found + 1] = entry[1]
    found[#found + 1] = entry[2]
    found[#found + 1] = call('HGET', prefix .. 's:' .. ARGV[3], answer) or '1'
  elseif not entry.err and not entry[1] then
    -- It expired, or Redis needed its memory.
    forget(id)
    if not known then
      call('VREM', prefix .. 'v:' .. ARGV[3], id)
    end
  end
end
return found
