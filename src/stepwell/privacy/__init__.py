"""Confidentiality in use: emergency access and its review, the access log, the changes of a record."""
