"""Short labels of ours for codes that payers use, and what they ask somebody to do. Not the standard's wording."""
