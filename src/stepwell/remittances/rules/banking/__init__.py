"""Money in the bank: reading a bank's file, and finding the payments that a deposit holds."""
