"""Pages of the settings and of the first run."""
