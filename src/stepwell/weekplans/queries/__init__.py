"""Reads of what a week must respect, and of proposals."""
