"""The clinic's own people and places: programs, rooms, staff credentials."""
