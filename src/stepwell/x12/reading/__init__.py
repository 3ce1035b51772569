"""Reads X12 files as they arrive. Nothing raises on what a file contains: what is odd becomes an issue, what is not
understood is kept as it stands.
"""
