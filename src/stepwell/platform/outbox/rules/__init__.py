"""What a message may say, and how it stands."""
