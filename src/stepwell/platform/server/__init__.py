"""The database server: the embedded one's whole life, and the roles any server needs.

Called by the command (`stepwell.cli`) and by the tests' set-up; nothing here imports Django, so it works
before there are settings.
"""
