"""Decisions about coverage: pure, no database, no clock."""
