"""What is done with files that came in, with what they say, and with the work they leave."""
