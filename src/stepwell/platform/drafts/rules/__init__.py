"""What of a form is kept."""
