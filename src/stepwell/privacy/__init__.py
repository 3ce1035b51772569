"""Confidentiality in use: consents and what leaves on them, the texts that clients are given, emergency access and its
review, the access log, the changes of a record.

Other rooms ask `queries.consents.in_force` before something leaves, write it down with `actions.disclosures.disclose`,
and register with `hooks.on_revocation` what must stop when a consent ends.
"""
