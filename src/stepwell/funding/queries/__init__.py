"""What pages and actions ask of the database."""
