"""Reads that cut across the rooms, each for a whole page at once."""
