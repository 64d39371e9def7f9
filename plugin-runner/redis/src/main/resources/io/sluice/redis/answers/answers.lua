-- What the scripts of stored answers share; it stands before each of them.
--
-- KEYS[1] used: sorted set of ids by when they were last used, in µs
-- KEYS[2] ends: sorted set of ids by when Redis forgets them, in ms
-- KEYS[3] books: hash of what is known of an entry whose hash is gone, by its id: how many bytes it
--         has, and, where there are vector sets, its partition and answer; how many bytes there are
--         in all (bytes); and the number of the last message (n)
-- KEYS[4] log: stream of messages that tell which entries changed, never how
-- ARGV[1] prefix of all keys of the store     ARGV[2] how many messages are kept, 0 for none
--
-- Keys that are not in KEYS begin with that prefix, so they lie in the same slot of a cluster:
-- e:<id>           hash, the entry: h head, v vector, p payload
-- ids              sorted set of ids in their own order, where there are vector sets
-- v:<partition>    vector set of ids
-- s:<partition>    hash of how many entries have an answer

local call, try = redis.call, redis.pcall
local format = string.format
local prefix = ARGV[1]
local USED, ENDS, BOOKS, LOG = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

-- Removes an entry and what is known of it. Returns 1 if it was there, else 0.
local function forget(id)
  local known = call('HGET', BOOKS, id)
  if known then
    local bytes, partition, answer = string.match(known, '^(%d+) ?(%x*) ?(.*)$')
    call('HDEL', BOOKS, id)
    call('HINCRBY', BOOKS, 'bytes', '-' .. bytes)
    if partition ~= '' then
      call('ZREM', prefix .. 'ids', id)
      try('VREM', prefix .. 'v:' .. partition, id)
      local same = prefix .. 's:' .. partition
      if call('HINCRBY', same, answer, -1) <= 0 then
        call('HDEL', same, answer)
      end
    end
  end
  call('ZREM', USED, id)
  call('ZREM', ENDS, id)
  return call('UNLINK', prefix .. 'e:' .. id)
end

-- Tells all runners that entries changed. Returns the message's id.
local function tell(ids)
  if ARGV[2] == '0' then
    return '0-0'
  end
  local n = format('%.0f', call('HINCRBY', BOOKS, 'n', 1))
  return call('XADD', LOG, 'MAXLEN', '~', ARGV[2], '*', 'n', n, 'i', table.concat(ids))
end

-- Returns the server's time in µs.
local function micros()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end
