"""Ways to the outside: one that sends e-mail, one that only remembers."""
