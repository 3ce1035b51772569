"""What a secret looks like, what proves who somebody is, and what state a link is in."""
