"""Forms of bringing clients over."""
