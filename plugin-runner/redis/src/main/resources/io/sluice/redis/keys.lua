-- Returns names of accounts in which something counts, the alphabetically first.
--
-- ARGV[3] how many

-- A call must not stop the server for others when very many accounts are gone.
local LOOKED_AT = 20000

local limit = tonumber(ARGV[3])
local found, looked = {}, 0
while #found < limit and looked < LOOKED_AT do
  local names = call('ZRANGEBYLEX', KEYS[2], '-', '+', 'LIMIT', #found, 200)
  if #names == 0 then
    break
  end
  for i = 1, #names do
    local key = prefix .. 'a:' .. names[i]
    local state = call('HGET', key, 's')
    -- The last of its numbers is when nothing of it matters any more.
    if state and select(8, unpackDoubles(STATE, state)) > now then
      if #found < limit then
        found[#found + 1] = names[i]
      end
    else
      call('ZREM', KEYS[2], names[i])
      call('DEL', key)
    end
  end
  looked = looked + #names
end
return found
