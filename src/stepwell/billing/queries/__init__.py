"""How accounts stand: sums of entries, never a stored total."""
