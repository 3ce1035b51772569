"""Reads and writes the X12 5010 files that a clinic, its clearinghouses and its payers exchange.

Pure: imports the standard library and the kernel (and pyx12 in `guides`), no Django, no clock, no file.
"""
