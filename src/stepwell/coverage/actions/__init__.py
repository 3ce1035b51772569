"""What staff do with payers, policies and benefit checks. Refusals come before the first write."""
