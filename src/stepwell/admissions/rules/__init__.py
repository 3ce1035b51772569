"""What decides about admission: no Django, no clock."""
