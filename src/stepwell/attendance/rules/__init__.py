"""Rules of attendance: pure functions of facts."""
