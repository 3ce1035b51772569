"""Which level of care somebody needs: ratings, hard stops, the decision, and the services ordered with it."""
