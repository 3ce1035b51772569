"""Reads of inquiries. The walls decide which there are."""
