"""What must be right in the records of an organization and its people. Pure: facts in, findings out."""
