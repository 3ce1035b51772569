"""What staff do with inquiries.

Each runs in the caller's transaction and scope. Refusals come before the first write, so that a refused action has
written nothing; what decides is read under a lock on the inquiry.
"""
