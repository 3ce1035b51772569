"""Crises: what is open and how grave, who owns it, what was done, how it ended; who is on call; safety plans.

Rooms above open a crisis by `actions.open_crisis`, within a member's request or a job. They show the numbers to call by
the template "crisis/_numbers.html", given `queries.rota.line_of` and `queries.rota.office`.
"""
