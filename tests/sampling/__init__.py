"""Sample rows, a module a room."""
