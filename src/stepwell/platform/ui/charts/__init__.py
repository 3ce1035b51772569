"""Charts as pure geometry: facts in, shapes out. No Django, no clock; `svg.py` writes them, templates place them.

Facts of a day step; observations are dots joined by straight lines; nothing is smoothed. Axes start at the scale's
true end.
"""
