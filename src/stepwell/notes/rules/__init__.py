"""What notes decide: pure."""
