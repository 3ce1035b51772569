"""Reads of admission. The walls decide which rows there are."""
