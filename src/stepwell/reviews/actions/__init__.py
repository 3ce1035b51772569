"""What changes: reviews, discharges, calls. Each runs in the scope of the caller; dates come from `at`."""
