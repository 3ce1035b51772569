"""Pages of coverage: the tab of a record, its forms, and the list of payers."""
