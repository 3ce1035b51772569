"""Definitions, scores, courses and the contents of an evaluation: pure."""
