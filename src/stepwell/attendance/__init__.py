"""Who was there: presence in minutes, the week's ledger, and following up on whoever did not come."""
