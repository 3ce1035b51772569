"""Says in plain words what a file says: who, what, how much, what to do next."""
