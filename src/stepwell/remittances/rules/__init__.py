"""Decisions about answers of payers, without a database."""
