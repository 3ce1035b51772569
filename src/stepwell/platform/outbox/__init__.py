"""The outbox: every e-mail is a row first, in neutral words from a closed list, and is sent by a job.

Rooms call `actions.send` in the transaction that wants the message. Without a mail server messages wait, and
the settings page says so.
"""
