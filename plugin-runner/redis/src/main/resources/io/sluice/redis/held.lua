-- Returns a reservation's text, or nothing.
--
-- KEYS[3] the reservation

local stored = call('GET', KEYS[3])
return stored and unpackDoubles('<d', stored) > now and text(stored)
