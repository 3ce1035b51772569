"""Claims as pages and other rooms ask for them."""
