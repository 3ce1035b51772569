"""When a reminder goes, of what, and what it says."""
