"""Scrub rules: what is wrong with a claim before it goes out. Source: docs/sources.md#scrubbing."""
