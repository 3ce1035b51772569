"""Pages of this room: crises, safety plans, who is on call, and the plan behind a client's link."""
