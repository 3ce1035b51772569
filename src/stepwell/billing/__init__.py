"""What care costs and who pays it: the ledger of client and payer accounts."""
