"""Measurements, run by hand. See README.md."""
