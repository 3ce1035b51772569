"""What is done to claims."""
