"""Rules of the boards: pure, without Django and clock."""
