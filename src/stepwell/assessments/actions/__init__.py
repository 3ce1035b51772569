"""What is done in this room. Each runs in the caller's transaction and scope."""
