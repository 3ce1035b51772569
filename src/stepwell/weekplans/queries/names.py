"""What the ids of a document stand for, as far as the actor sees them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.clients.models import Client
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.actions.conflicts import said
from stepwell.scheduling.models import Session
from stepwell.weekplans.actions.carrying import place_of

SOMEBODY = "somebody you may not see"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Names:
    """Clients and sessions of an instance, and of what a plan left out, in words.

    moved   sessions that a week of `monday` holds otherwise, as results have them
    """

    def __init__(
        self,
        instance: Mapping[str, Any],
        left_out: Iterable[str],
        site: Site,
        *,
        moved: Iterable[Mapping[str, Any]] = (),
        monday: date = date.min,
    ) -> None:
        zone, left = ZoneInfo(site.time_zone), set(left_out)
        people = Client.objects.filter(pk__in=ids_of(instance["clients"]) | left)
        self.clients = {str(one.pk): one.display_name for one in people}
        found = Session.objects.filter(pk__in=ids_of(instance["groups"]) | left).select_related("site")
        rows = {str(one.pk): one for one in found}
        self.sessions = {key: session_at(one, site) for key, one in rows.items()}
        self._then = {}
        for one in moved:
            row = rows.get(one["session"])
            if row:
                starts = place_of(one["session"], one["then"], monday, zone).starts_at
                ends = starts + (row.ends_at - row.starts_at)
                self._then[one["session"]] = f"{row.title}, {said(starts, ends, zone)}"

    def __call__(self, key: str) -> str:
        return self.clients.get(key) or self.sessions.get(key) or SOMEBODY

    def then(self, key: str) -> str:
        """Return a session as the proposed week holds it."""
        return self._then.get(key) or self(key)

    def sentence(self, text: str) -> str:
        """Return a sentence with names for ids."""
        return _ID.sub(lambda found: self(found.group()), text)


def session_at(session: Session, site: Site) -> str:
    """Return a session as the week of a site names it: title, time on its clock, and the other site that holds it."""
    named = f"{session.title}, {said(session.starts_at, session.ends_at, ZoneInfo(site.time_zone))}"
    return named if session.site_id == site.pk else f"{named}, by video with {session.site.name}"


def ids_of(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the ids of a part of a document."""
    return {one["id"] for one in rows}
