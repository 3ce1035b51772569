"""Who changed what in one client's record."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from stepwell.clients.models import CareAssignment, Client, ContactMethod, Demographics, EmergencyContact
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.platform.trail.history import Entry, Part, changes
from stepwell.privacy.models import Acknowledgement, Consent, ConsentEnding

_PARTS: tuple[tuple[type[models.Model], str], ...] = (
    (Demographics, "Demographics"),
    (ContactMethod, "Way to reach them"),
    (EmergencyContact, "Emergency contact"),
    (CareAssignment, "Care team"),
)
# Their text says the rest, word for word.
_CONSENTS: tuple[tuple[type[models.Model], str], ...] = (
    (Consent, "Consent"),
    (ConsentEnding, "End of a consent"),
    (Acknowledgement, "Text given"),
)
_SAID_ELSEWHERE = frozenset(
    {"client", "text", "text_version", "statements", "categories", "signature", "consent", "language", "version"}
)


def of_client(client: Client, zone: ZoneInfo) -> list[Entry]:
    """Return every change of a client's record that the walls show, newest first, in words."""
    parts = [Part(Client, [client.pk], "Identity"), *(_part(model, called, client.pk) for model, called in _PARTS)]
    parts += [_part(model, called, client.pk, _SAID_ELSEWHERE) for model, called in _CONSENTS]
    return changes(*parts, zone=zone, names=_names())


def _part(model: Any, called: str, client_id: UUID, hides: frozenset[str] = frozenset({"client"})) -> Part:
    ids = list(model.objects.filter(client=client_id).values_list("pk", flat=True))
    return Part(model, ids, called, hides=hides)


def _names() -> dict[UUID, str]:
    sites = Site.objects.values_list("pk", "name")
    return {**dict(sites), **dict(Membership.objects.values_list("pk", "name"))}
