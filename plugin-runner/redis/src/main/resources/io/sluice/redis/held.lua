-- Returns a reservation as text, or nothing.
--
-- KEYS[3] the reservation

local known = reservation(KEYS[3])
return known and known[1] > now and known[6]
