"""Reads of the settings: who may change what, places, people, and what is left to begin."""

from stepwell.people.queries.beginning import left_to_begin

__all__ = ["left_to_begin"]
