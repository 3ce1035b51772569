"""Rooms: added to a site, changed, closed, opened again."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from stepwell.kernel.findings import Finding, refuse
from stepwell.people.actions import closures
from stepwell.people.actions.writing import save, store, writing
from stepwell.people.models import Room
from stepwell.people.rules.places import RoomRecord, room_findings
from stepwell.platform.walls.scope import Scope

_TAKEN = {"room_name": Finding("ROOM-003", "Another room of this site has this name. Choose another.", "name")}


def add_room(*, actor: Scope, site_id: UUID, record: RoomRecord) -> Room:
    """Add a room to an open site; raises Refused, Site.DoesNotExist."""
    record = record.tidied
    refuse(room_findings(record))
    with writing(actor, site=site_id) as organization_id:
        room = Room(organization_id=organization_id, site=closures.open_site(site_id), **asdict(record))
        save(room, taken=_TAKEN)
    return room


def change_room(*, actor: Scope, room_id: UUID, record: RoomRecord, reason: str = "") -> Room:
    """Change a room; raises Refused, Room.DoesNotExist."""
    record = record.tidied
    room = Room.objects.get(pk=room_id)
    with writing(actor, site=room.site_id, reason=reason):
        room = Room.objects.select_for_update().get(pk=room_id)
        refuse(room_findings(record))
        store(room, record, taken=_TAKEN)
    return room


def close_room(*, actor: Scope, room_id: UUID, closes_on: date, reason: str) -> Room:
    """Close a room from a day on; raises Refused, Room.DoesNotExist."""
    return closures.close(Room, actor=actor, place_id=room_id, closes_on=closes_on, reason=reason)


def reopen_room(*, actor: Scope, room_id: UUID, reason: str = "") -> Room:
    """Open a closed room of an open site again; raises Refused, Room.DoesNotExist."""
    return closures.reopen(Room, actor=actor, place_id=room_id, reason=reason)
