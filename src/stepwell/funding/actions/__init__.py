"""What is done in this room. Each writes in its caller's transaction; refusals come before the first write."""
