"""Pages of admission: the board, one client's way in, the first day, and the organization's list for it."""
