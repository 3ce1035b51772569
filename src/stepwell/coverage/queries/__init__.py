"""Reads of payers, policies and benefit checks. The walls decide which there are."""
