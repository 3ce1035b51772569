"""Whole ways through the clinic, in Chromium."""
