"""Pages for staff, and those behind a link."""
