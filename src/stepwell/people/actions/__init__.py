"""What can be done with an organization, its places and its people. Each writes in its caller's transaction."""
