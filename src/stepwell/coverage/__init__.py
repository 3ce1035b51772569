"""Who pays, and what the plan pays for: payers, policies, and what a payer said about benefits.

What is not known is kept as not known: an empty amount is never a zero. Nobody calls a payer before the client agreed.
"""
