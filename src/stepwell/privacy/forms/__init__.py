"""Shape of what is typed on the pages of this room; the actions decide."""
