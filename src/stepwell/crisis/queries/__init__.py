"""Reads of this room: crises, safety plans, the rota. The walls decide which rows there are."""
