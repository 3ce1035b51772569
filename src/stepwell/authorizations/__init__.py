"""What payers allowed: numbers, units, dates, and how much of it is left."""
