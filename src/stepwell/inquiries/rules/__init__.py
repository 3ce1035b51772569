"""Decisions about inquiries: pure, no database, no clock."""
