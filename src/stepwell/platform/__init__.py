"""What every room stands on: tenants, walls, accounts, the access log, jobs, documents and the parts of a page."""
