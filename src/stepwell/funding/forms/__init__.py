"""Forms: the shape of what is typed; rules and actions judge it."""
