"""Confidentiality in use: emergency access and its review."""
