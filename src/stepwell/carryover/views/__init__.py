"""Pages of bringing clients over."""
