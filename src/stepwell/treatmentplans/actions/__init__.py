"""Writing, signing and following plans."""
