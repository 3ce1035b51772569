"""Staff pages that cut across the rooms: Today."""
