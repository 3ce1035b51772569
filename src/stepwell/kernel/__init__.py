"""Values and small pure rules that every room shares. Imports nothing of Stepwell and nothing of Django."""
