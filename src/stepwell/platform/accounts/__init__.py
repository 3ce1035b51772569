"""Accounts: who can sign in, how they prove it, and how long a sign-in lasts. Holds staff only, never a client."""
