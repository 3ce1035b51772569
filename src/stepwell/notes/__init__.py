"""Notes: what was done with somebody, in a group or alone, signed, co-signed, and never changed afterwards."""
