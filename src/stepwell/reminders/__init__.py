"""Reminders of appointments by e-mail: asked for by a client, confirmed from the address itself, taken back at once.

Nobody calls this room; it looks at the schedule, attendance and availability every ten minutes.
"""
