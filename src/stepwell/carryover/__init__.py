"""Bringing clients over who were in care before the clinic used Stepwell: by a form, or many at once from a CSV file.

Both go through `actions.carrying.carry_over`, which writes a whole record or nothing. Other rooms know what they keep
of it themselves: sums of days in clients, a level decided elsewhere in placement, units used in authorizations.
"""
