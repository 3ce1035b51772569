"""Decisions about money, without a database."""
