"""Reads of what is brought over."""
