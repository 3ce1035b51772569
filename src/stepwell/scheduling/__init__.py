"""Groups, sessions, who is planned for them, and the hours rule. Rooms above ask `queries` and `rules.hours`."""
