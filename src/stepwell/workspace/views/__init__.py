"""Pages that cut across the rooms."""
