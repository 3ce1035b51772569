"""What an invitation needs."""
