"""What makes a placement whole, what blocks it, what an order must hold. Pure."""
