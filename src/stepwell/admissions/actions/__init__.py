"""What is done on the way in. Each runs in the caller's transaction and scope; refusals come before the first write."""
