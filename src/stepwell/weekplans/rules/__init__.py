"""Pure rules of planning whole weeks."""
