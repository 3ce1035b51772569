"""The outside that money passes through."""
