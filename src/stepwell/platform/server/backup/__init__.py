"""Backups that are proved: every row there when the backup began is in the file, and in the database after a restore.

Under row-level security a dump can succeed and hold nothing, so an exit status alone is never trusted: rows are counted
in the dump's own snapshot, in the dump, and again in a restore before it is committed.
"""
