"""Stepwell runs an intensive outpatient program, end to end."""
