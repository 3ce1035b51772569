"""Files, remittances and work as pages and actions ask for them."""
