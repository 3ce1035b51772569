"""Walls: row-level security in PostgreSQL, declared beside each model.

A wall is on rows: what a role may not see stands in another table. Every table with tenant data declares one `Wall`
in its constraints; tables without stand in `open_tables.OPEN` with the reason. See docs/adr/0002-walls.md.
"""
