"""What a review must hold, what it would change, what a discharge must hold, when somebody is called. Pure."""
