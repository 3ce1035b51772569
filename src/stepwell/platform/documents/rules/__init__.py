"""What may be uploaded, judged by content."""
