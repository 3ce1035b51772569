"""What is done when clients are brought over. Each runs in the caller's transaction and scope."""
