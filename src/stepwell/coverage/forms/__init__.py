"""Shape of what is typed about coverage; the actions decide."""
