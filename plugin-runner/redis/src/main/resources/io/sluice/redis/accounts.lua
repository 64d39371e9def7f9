-- What the scripts of the ledger share; it stands before each of them.
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

local SLOTS = 64
local STATE = '<dddddddd'
local MINUTE = 60000
local DAY = 86400000
-- Longer than any account lives: two windows of 31 days.
local LONGEST = 65 * DAY
-- At most so many expired reservations are dealt with in one call.
local EXPIRED_AT_ONCE = 100

local now
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  now = tonumber(ARGV[1])
end
local prefix = ARGV[2]

-- Never tostring: it rounds to 14 digits.
local function text(number)
  return string.format('%.0f', number)
end

local function parts(slot)
  local counted, held = string.match(slot, '^(%d+) (%d+)$')
  return tonumber(counted), tonumber(held)
end

local function load(account)
  local state = redis.call('HGET', account.key, 's')
  if not state then
    return false
  end
  account.valid, account.counted, account.held, account.before, account.start, account.newest,
      account.newestHeld, account.ends = struct.unpack(STATE, state)
  return true
end

local function store(account)
  redis.call('HSET', account.key, 's', struct.pack(STATE, account.valid, account.counted,
      account.held, account.before, account.start, account.newest, account.newestHeld,
      account.ends))
end

-- Counts an amount no more that was counted in a slot, and holds another no more.
local function take(account, slot, counted, held)
  if slot == account.start then
    counted = math.min(counted, account.newest)
    held = math.min(held, account.newestHeld)
    account.newest = account.newest - counted
    account.newestHeld = account.newestHeld - held
  else
    local stored = redis.call('HGET', account.key, text(slot))
    if not stored then
      return
    end
    local slotCounted, slotHeld = parts(stored)
    counted = math.min(counted, slotCounted)
    held = math.min(held, slotHeld)
    redis.call('HSET', account.key, text(slot),
        text(slotCounted - counted) .. ' ' .. text(slotHeld - held))
  end
  if slot >= account.valid - account.back then
    account.counted = account.counted - counted
    account.held = account.held - held
  else
    account.before = account.before - counted
  end
  account.changed = true
end

-- A reservation as it is stored: {expires, slots, amounts, backs, keys, text}.
local function reservation(key)
  local packed = redis.call('GET', key)
  return packed and cmsgpack.unpack(packed)
end

-- Leaves counted what a reservation holds, and holds it no more.
local function release(id)
  local key = prefix .. 'r:' .. id
  local ended = reservation(key)
  if ended then
    for i = 1, #ended[5] do
      local account = {key = ended[5][i], back = ended[4][i]}
      if load(account) then
        take(account, ended[2][i], 0, ended[3][i])
        store(account)
      end
    end
    redis.call('DEL', key)
  end
  redis.call('ZREM', KEYS[1], id)
end

local function releaseExpired()
  local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', text(now), 'LIMIT', 0, EXPIRED_AT_ONCE)
  for i = 1, #ids do
    release(ids[i])
  end
end

-- Moves an account on to the slot of now: lets go of what no longer counts and adds up the rest.
local function advance(account)
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
  local fields = redis.call('HGETALL', account.key)
  for i = 1, #fields, 2 do
    if fields[i] ~= 's' and not add(tonumber(fields[i]), parts(fields[i + 1])) then
      gone[#gone + 1] = fields[i]
    end
  end
  if not add(account.start, account.newest, account.newestHeld) then
    account.start, account.newest, account.newestHeld = 0, 0, 0
  end
  if #gone > 0 then
    redis.call('HDEL', account.key, unpack(gone))
  end
  account.counted, account.held, account.before = counted, held, before
  account.valid = account.current
  account.changed = true
end

-- Where the slot of now begins, and the one before it, for a stretch of the calendar. Lua knows no
-- zones: six beginnings are passed, around the caller's now, which is in the third.
local function calendar(account, at)
  for i = at + 1, at + 3 do
    local start, next = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    if start <= now and now < next then
      account.current = start
      account.previous = tonumber(ARGV[i - 1])
      account.life = next - start
      account.kept = tonumber(ARGV[i + 2]) - start
      account.back = 0
      return
    end
  end
  error({err = 'CLOCK the caller\'s clock is more than a window off the server\'s, which stands at '
      .. text(now)})
end

-- Reads an account: limit, burst, amount, width of a slot; for a calendar the width is 0 and six
-- beginnings follow. Returns it and where the next one begins.
local function open(key, at)
  local account = {
    key = key,
    limit = tonumber(ARGV[at]),
    burst = tonumber(ARGV[at + 1]),
    amount = tonumber(ARGV[at + 2]),
  }
  local width = tonumber(ARGV[at + 3])
  if width > 0 then
    account.current = now - now % width
    account.back = SLOTS * width
    account.life = account.back + width
    account.previous = account.current - account.back - account.life
    account.kept = 2 * account.life
    at = at + 4
  else
    calendar(account, at + 4)
    at = at + 10
  end
  if not load(account) then
    account.new = true
    account.valid = account.current
    account.counted, account.held, account.before = 0, 0, 0
    account.start, account.newest, account.newestHeld, account.ends = 0, 0, 0, 0
  elseif account.valid < account.current then
    advance(account)
  else
    -- A clock that was set back must not bring back what no longer counts.
    account.current = account.valid
  end
  return account, at
end

-- Reads the accounts whose keys begin there in KEYS, and whose values begin there in ARGV.
local function openAll(key, at)
  local accounts = {}
  for i = key, #KEYS do
    accounts[#accounts + 1], at = open(KEYS[i], at)
  end
  return accounts
end

-- Counts an amount now, and holds a part of it.
local function count(account, counted, held)
  if counted == 0 then
    return
  end
  if account.start ~= account.current then
    if account.newest > 0 then
      redis.call('HSET', account.key, text(account.start),
          text(account.newest) .. ' ' .. text(account.newestHeld))
    end
    account.start, account.newest, account.newestHeld = account.current, 0, 0
    account.ends = account.start + (account.burst > 0 and account.kept or account.life)
    account.moved = true
  end
  account.newest = account.newest + counted
  account.newestHeld = account.newestHeld + held
  account.counted = account.counted + counted
  account.held = account.held + held
  account.changed = true
end

-- Accounts come and go; each that comes lets go of names whose accounts are gone.
local function forgetSome()
  local names = redis.call('ZRANDMEMBER', KEYS[2], 2)
  for i = 1, #names do
    if redis.call('EXISTS', prefix .. 'a:' .. names[i]) == 0 then
      redis.call('ZREM', KEYS[2], names[i])
    end
  end
end

local function save(account)
  if not account.changed then
    return
  end
  store(account)
  if account.moved then
    redis.call('PEXPIRE', account.key, text(account.ends - now + MINUTE))
    if account.new then
      forgetSome()
    end
    redis.call('ZADD', KEYS[2], 0, string.sub(account.key, #prefix + 3))
    redis.call('PEXPIRE', KEYS[2], LONGEST)
    redis.call('PEXPIRE', KEYS[1], LONGEST)
  end
end

local function allowed(account)
  if account.burst == 0 then
    return account.limit
  end
  return account.limit + math.min(account.burst, math.max(0, account.limit - account.before))
end

-- Returns {start, counted} of each slot that counts, the oldest first.
local function slots(account)
  local live = account.current - account.back
  local found = {}
  local fields = redis.call('HGETALL', account.key)
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

local function resetsIn(account)
  if account.counted == 0 then
    return 0
  end
  if account.newest > 0 then
    return account.start + account.life - now
  end
  local found = slots(account)
  for i = #found, 1, -1 do
    if found[i][2] > 0 then
      return found[i][1] + account.life - now
    end
  end
  return 0
end

local function retryIn(account)
  local toFree = account.counted + account.amount - allowed(account)
  local found = slots(account)
  for i = 1, #found do
    toFree = toFree - found[i][2]
    if toFree <= 0 then
      return found[i][1] + account.life - now
    end
  end
  return resetsIn(account)
end

local function addStanding(reply, account)
  local size = #reply
  reply[size + 1] = allowed(account)
  reply[size + 2] = account.counted - account.held
  reply[size + 3] = account.held
  reply[size + 4] = resetsIn(account)
end

-- Saves accounts and returns how they stand: 1, and four numbers for each.
local function finish(accounts)
  local reply = {1}
  for i = 1, #accounts do
    save(accounts[i])
    addStanding(reply, accounts[i])
  end
  return reply
end

-- Replaces what is held by what was spent, in those of its accounts that were passed.
local function settle(id, ended, accounts)
  local passed = {}
  for i = 1, #accounts do
    passed[accounts[i].key] = accounts[i]
  end
  for i = 1, #ended[5] do
    local account = passed[ended[5][i]]
    if account then
      local slot, expected = ended[2][i], ended[3][i]
      local over = account.amount - expected
      take(account, slot, math.max(0, -over), expected)
      count(account, math.max(0, over), 0)
    end
  end
  redis.call('DEL', prefix .. 'r:' .. id)
  redis.call('ZREM', KEYS[1], id)
end
