"""What people and jobs do with money."""
