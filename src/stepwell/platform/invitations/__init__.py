"""Invitations: asking somebody to work for the organization, and their saying yes.

The settings pages call `actions.invite`, `invite_again` and `withdraw`; `queries.pending` lists who has not answered.
Whoever holds the link sets a password, or joins with the account they have, once.
"""
