"""Ways by which files leave."""
