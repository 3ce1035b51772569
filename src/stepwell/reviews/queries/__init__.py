"""What reviews and discharges read."""
