"""Pages of the registry: lists and search, the record, and the forms that change it."""
