"""Changes to what a week must respect, and to proposals."""
