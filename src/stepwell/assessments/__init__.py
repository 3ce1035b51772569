"""Instruments (PHQ-9, GAD-7, C-SSRS screener), measures over time, and the biopsychosocial evaluation.

An instrument is a file of data in `instruments/`; `rules/` loads and scores it. What was answered stays as it was
answered and as it was scored then.
"""
