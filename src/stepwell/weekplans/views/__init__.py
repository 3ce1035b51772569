"""Pages of planning whole weeks."""
