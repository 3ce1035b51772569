"""What makes a signature, and what proves it later."""
