-- Returns a message's id and number, or nothing if it is not there.
--
-- ARGV[3] its id, empty for the last

local messages
if ARGV[3] == '' then
  messages = call('XREVRANGE', LOG, '+', '-', 'COUNT', 1)
else
  messages = call('XRANGE', LOG, ARGV[3], ARGV[3])
end
local message = messages[1]
return message and {message[1], message[2][2]}
