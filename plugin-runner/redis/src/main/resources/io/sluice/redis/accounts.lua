-- What the scripts of the ledger share; it stands before each of them.
--
-- All of it runs with every call, so what is seldom needed is inside of slow(): making a function
-- takes longer than most commands.
--
-- KEYS[1] what is held, sorted by when it expires     KEYS[2] names of the accounts
-- ARGV[1] now in ms since 1970, or empty for the server's clock     ARGV[2] prefix of all keys
--
-- Keys that are not in KEYS begin with that prefix, so they lie in the same slot of a cluster.
--
-- An account is a hash: a field for each slot but the newest ("1763632800000" = "counted held"),
-- and "s", eight doubles: the slot for which the sums are valid; what counts then; what of it is
-- held; what counted in the window before; where the newest slot begins; what counts in it; what of
-- it is held; and when nothing of the account matters any more. A double is exact up to 2^53.


local STATE = '<dddddddd'
local MINUTE = 60000
-- Longer than any account lives: two windows of 31 days.
local LONGEST = '5616000000'

local call, pack, unpackDoubles = redis.call, struct.pack, struct.unpack
-- Never tostring: it rounds to 14 digits.
local format, sub, WHOLE = string.format, string.sub, '%.0f'
local prefix = ARGV[2]
local now = tonumber(ARGV[1])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Returns what of the account is seldom needed.
local function slow()
  local lib = {}

  local function parts(slot)
    local counted, held = string.match(slot, '^(%d+) (%d+)$')
    return tonumber(counted), tonumber(held)
  end

  -- Moves an account on to the slot of now: lets go of what no longer counts, adds up the rest.
  function lib.advance(account)
    local live = account.current - account.back
    local kept = account.burst > 0 and account.previous or live
    local counted, held, before = 0, 0, 0
    local gone = {}
    local function add(start, slotCounted, slotHeld)
      if start >= live then
        counted = counted + slotCounted
        held = held + slotHeld
      elseif start >= kept then
        before = before + slotCounted
      else
        return false
      end
      return true
    end
    local fields = call('HGETALL', account.key)
    for i = 1, #fields, 2 do
      if fields[i] ~= 's' and not add(tonumber(fields[i]), parts(fields[i + 1])) then
        gone[#gone + 1] = fields[i]
      end
    end
    if not add(account.start, account.newest, account.newestHeld) then
      account.start, account.newest, account.newestHeld = 0, 0, 0
    end
    if #gone > 0 then
      call('HDEL', account.key, unpack(gone))
    end
    account.counted, account.held, account.before = counted, held, before
    account.valid = account.current
    account.changed = true
  end

  -- Takes from a slot that is not the newest. Returns what could be taken.
  function lib.takeOld(account, slot, counted, held)
    local stored = call('HGET', account.key, format(WHOLE, slot))
    if not stored then
      return 0, 0
    end
    local slotCounted, slotHeld = parts(stored)
    counted = math.min(counted, slotCounted)
    held = math.min(held, slotHeld)
    call('HSET', account.key, format(WHOLE, slot),
        format('%.0f %.0f', slotCounted - counted, slotHeld - held))
    return counted, held
  end

  -- Begins a slot, and keeps the one that was the newest.
  function lib.begin(account)
    if account.newest > 0 then
      call('HSET', account.key, format(WHOLE, account.start),
          format('%.0f %.0f', account.newest, account.newestHeld))
    end
    account.start, account.newest, account.newestHeld = account.current, 0, 0
    account.ends = account.start + (account.burst > 0 and account.kept or account.life)
    account.moved = true
  end

  -- Lets an account that began a slot live as long as that matters.
  function lib.keep(account)
    call('PEXPIRE', account.key, format(WHOLE, account.ends - now + MINUTE))
    if account.new then
      -- Accounts come and go; each that comes lets go of names whose accounts are gone.
      local names = call('ZRANDMEMBER', KEYS[2], 2)
      for i = 1, #names do
        if call('EXISTS', prefix .. 'a:' .. names[i]) == 0 then
          call('ZREM', KEYS[2], names[i])
        end
      end
    end
    call('ZADD', KEYS[2], 0, sub(account.key, #prefix + 3))
    call('PEXPIRE', KEYS[2], LONGEST)
    call('PEXPIRE', KEYS[1], LONGEST)
  end

  -- Returns {start, counted} of each slot that counts, the oldest first.
  local function slots(account)
    local live = account.current - account.back
    local found = {}
    local fields = call('HGETALL', account.key)
    for i = 1, #fields, 2 do
      local start = tonumber(fields[i])
      if start and start >= live then
        found[#found + 1] = {start, (parts(fields[i + 1]))}
      end
    end
    if account.start >= live then
      found[#found + 1] = {account.start, account.newest}
    end
    table.sort(found, function(a, b) return a[1] < b[1] end)
    return found
  end

  -- Returns the time until nothing counts, of an account in whose newest slot nothing does.
  function lib.resetsIn(account)
    local found = slots(account)
    for i = #found, 1, -1 do
      if found[i][2] > 0 then
        return found[i][1] + account.life - now
      end
    end
    return 0
  end

  -- Returns the time until so much less counts.
  function lib.retryIn(account, toFree)
    local found = slots(account)
    for i = 1, #found do
      toFree = toFree - found[i][2]
      if toFree <= 0 then
        return found[i][1] + account.life - now
      end
    end
    return lib.resetsIn(account)
  end

  return lib
end

-- Where the slot of now begins, and the one before it, in the calendar. Lua knows no zones: the
-- beginnings of six windows are passed, around the caller's now, which is in the third. Returns
-- where what was passed for the next account begins.
local function calendar(account, passed, at)
  local starts = {unpackDoubles('<dddddd', passed, at)}
  for i = 2, 4 do
    local start, next = starts[i], starts[i + 1]
    if start <= now and now < next then
      account.current = start
      account.previous = starts[i - 1]
      account.life = next - start
      account.kept = starts[i + 2] - start
      return starts[7]
    end
  end
  error({err = 'CLOCK the caller\'s clock is more than a window off the server\'s, which stands at '
      .. format(WHOLE, now)})
end

-- Counts an amount no more that was counted in a slot, and holds another no more.
local function take(account, slot, counted, held)
  if slot == account.start then
    if counted > account.newest then
      counted = account.newest
    end
    if held > account.newestHeld then
      held = account.newestHeld
    end
    account.newest = account.newest - counted
    account.newestHeld = account.newestHeld - held
  else
    counted, held = slow().takeOld(account, slot, counted, held)
  end
  if slot >= account.valid - account.back then
    account.counted = account.counted - counted
    account.held = account.held - held
  else
    account.before = account.before - counted
  end
  account.changed = true
end

-- Counts an amount now, and holds a part of it.
local function count(account, counted, held)
  if counted == 0 then
    return
  end
  if account.start ~= account.current then
    slow().begin(account)
  end
  account.newest = account.newest + counted
  account.newestHeld = account.newestHeld + held
  account.counted = account.counted + counted
  account.held = account.held + held
  account.changed = true
end

-- Reads the accounts whose keys begin there in KEYS. For all of them doubles are passed: a number
-- that is the same for the same accounts and amounts; then for each limit, burst, amount, what was
-- expected before, and the width of a slot. For a calendar that is 0, and six beginnings follow.
local function openAll(key, passed)
  local accounts = {}
  local at = 9
  for i = key, #KEYS do
    local limit, burst, amount, expected, width
    limit, burst, amount, expected, width, at = unpackDoubles('<ddddd', passed, at)
    local current = width > 0 and now - now % width or 0
    local state = call('HGET', KEYS[i], 's')
    local valid, counted, held, before, start, newest, newestHeld, ends
    if state then
      valid, counted, held, before, start, newest, newestHeld, ends = unpackDoubles(STATE, state)
    else
      valid, counted, held, before, start, newest, newestHeld, ends = 0, 0, 0, 0, 0, 0, 0, 0
    end
    -- All fields at once: a table that grows is copied again and again.
    local account = {
      key = KEYS[i],
      limit = limit,
      burst = burst,
      amount = amount,
      expected = expected,
      -- Where the slot of now begins; what is older by more than back counts no more; where the
      -- window before begins; how long a slot counts, and how long it matters with a burst.
      current = current,
      back = 64 * width,
      previous = current - 129 * width,
      life = 65 * width,
      kept = 130 * width,
      valid = valid,
      counted = counted,
      held = held,
      before = before,
      start = start,
      newest = newest,
      newestHeld = newestHeld,
      ends = ends,
      new = not state,
      changed = false,
      moved = false,
    }
    if width == 0 then
      at = calendar(account, passed, at)
    end
    if not state then
      account.valid = account.current
    elseif valid < account.current then
      slow().advance(account)
    else
      -- A clock that was set back must not bring back what no longer counts.
      account.current = valid
    end
    accounts[#accounts + 1] = account
  end
  return accounts
end

local function store(account)
  call('HSET', account.key, 's', pack(STATE, account.valid, account.counted, account.held,
      account.before, account.start, account.newest, account.newestHeld, account.ends))
end

local function allowed(account)
  if account.burst == 0 then
    return account.limit
  end
  return account.limit + math.min(account.burst, math.max(0, account.limit - account.before))
end

-- Saves accounts, and adds to a reply how they stand, four numbers for each.
local function finish(accounts, reply)
  local size = #reply
  for i = 1, #accounts do
    local account = accounts[i]
    if account.changed then
      store(account)
      if account.moved then
        slow().keep(account)
      end
    end
    local resetsIn = 0
    if account.counted > 0 then
      resetsIn = account.newest > 0 and account.start + account.life - now
          or slow().resetsIn(account)
    end
    reply[size + 1], reply[size + 2], reply[size + 3], reply[size + 4] =
        allowed(account), account.counted - account.held, account.held, resetsIn
    size = size + 4
  end
  return reply
end

-- A reservation is stored as doubles, when it expires, how many accounts it has, the number that
-- was passed with them and the slot of each, and then as its text, which is JSON.
local function text(stored)
  return sub(stored, 25 + 8 * unpackDoubles('<d', stored, 9))
end

local function slotOf(stored, account)
  return (unpackDoubles('<d', stored, 17 + 8 * account))
end

-- Returns key, amount and back of each account of a stored reservation.
local function contents(stored)
  return cjson.decode(text(stored)).accounts
end

-- Leaves counted what a stored reservation holds, and holds it no more.
local function release(stored)
  for i, held in ipairs(contents(stored)) do
    local key = prefix .. 'a:' .. held.key
    local state = call('HGET', key, 's')
    if state then
      local account = {key = key, back = held.back}
      account.valid, account.counted, account.held, account.before, account.start, account.newest,
          account.newestHeld, account.ends = unpackDoubles(STATE, state)
      take(account, slotOf(stored, i), 0, held.amount)
      store(account)
    end
  end
end

local first = call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if first[1] and tonumber(first[2]) <= now then
  -- At most so many at once: a call must not stop the server for others.
  local expired = call('ZRANGEBYSCORE', KEYS[1], '-inf', format(WHOLE, now), 'LIMIT', 0, 100)
  for i = 1, #expired do
    local stored = call('GETDEL', prefix .. 'r:' .. expired[i])
    if stored then
      release(stored)
    end
    call('ZREM', KEYS[1], expired[i])
  end
end
