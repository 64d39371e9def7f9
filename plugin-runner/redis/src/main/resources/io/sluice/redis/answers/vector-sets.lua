-- Returns whether the server has vector sets, 1 or 0, and what it is.

local known = redis.pcall('COMMAND', 'INFO', 'VADD')
local has = not known.err and type(known[1]) == 'table'
local info = redis.pcall('INFO', 'server')
local text = type(info) == 'string' and info or info.format or ''
local valkey = string.match(text, 'valkey_version:([%w.-]+)')
local version = valkey and 'Valkey ' .. valkey
    or 'Redis ' .. (string.match(text, 'redis_version:([%w.-]+)') or 'of an unknown version')
return {has and 1 or 0, version}
