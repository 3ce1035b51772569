"""What a week must respect, proposals of whole weeks, and how one becomes the schedule."""
