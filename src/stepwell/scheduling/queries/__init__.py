"""Reads of the schedule. The walls decide which rows there are."""
