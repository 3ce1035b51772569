"""Shape of what is typed about inquiries; the actions decide."""
