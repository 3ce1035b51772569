"""Pure rules of confidentiality in use."""
