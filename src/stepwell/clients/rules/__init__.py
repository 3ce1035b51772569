"""Decisions about the client registry: pure, no database, no clock."""
