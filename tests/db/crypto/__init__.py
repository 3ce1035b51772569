"""Sealed columns, second factors and rotation, against the database."""
