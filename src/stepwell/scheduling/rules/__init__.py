"""What the schedule decides by: pure."""
