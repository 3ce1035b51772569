"""Decisions about plans: pure."""
