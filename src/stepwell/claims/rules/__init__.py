"""Decisions about claims, without a database."""
