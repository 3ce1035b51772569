"""Which rooms can be given to a session."""

from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.people.models import Room


def seats_of(room_id: UUID | None, *, site_id: UUID, kept: UUID | None = None) -> int | None:
    """Return the seats of a room at a site; None without a room.

    kept    the room it has already, which it keeps if that was closed meanwhile
    raises  Refused for a room of another site, or one that is closed
    """
    if room_id is None:
        return None
    room = Room.objects.filter(pk=room_id, site=site_id).first()
    if room is None:
        raise Refused(Finding("SCH-021", "The room is at another site. Choose one of this site.", "room"))
    if room.closed_on and room.pk != kept:
        raise Refused(Finding("SCH-023", f"{room.name} is closed. Choose another room.", "room"))
    return int(room.seats)
