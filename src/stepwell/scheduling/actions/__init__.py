"""What staff do with the schedule. Each runs in the caller's transaction and scope; refusals come before writes."""

HORIZON = 8  # weeks that sessions of groups are made ahead, and appointments may be booked
