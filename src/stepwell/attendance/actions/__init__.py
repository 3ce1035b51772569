"""What can be done about attendance."""
