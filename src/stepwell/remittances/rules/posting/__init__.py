"""What a remittance means for the books: postings or work, never half of either. Source: docs/sources.md#posting."""
