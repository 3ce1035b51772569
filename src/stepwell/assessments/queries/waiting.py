"""Clients from whom something is due, and what becomes of the link to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from stepwell.assessments.models import MeasureRequest
from stepwell.assessments.queries.measures import LINK_LASTS, Due
from stepwell.assessments.rules.sending import HELD_LABELS, Facts, Held, held
from stepwell.clients.models import ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.platform.outbox.gateways import mail


@dataclass(frozen=True)
class Waiting:
    """A client with everything that is due from them.

    address   where a link can be sent, or ""
    asked_at  when a link was sent that still waits for an answer, or None
    held      why no link goes out by itself; None if one does
    """

    client_id: UUID
    name: str
    record_number: str
    due: list[Due]
    address: str
    asked_at: datetime | None
    held: Held | None

    @property
    def why(self) -> str:
        """Why no link goes out by itself, in words, or ""."""
        return HELD_LABELS[self.held] if self.held else ""

    @property
    def may_be_sent(self) -> bool:
        """Whether somebody may send a link now."""
        return bool(self.address) and self.asked_at is None and self.held is not Held.STAFF_ASK

    @property
    def by_mail(self) -> list[str]:
        """Codes of what is due, answered alone, and to be sent by itself."""
        return [one.definition.code for one in self.due if one.definition.respondent == "client" and one.sends_link]


def waiting(rows: Iterable[Due], *, at: datetime) -> list[Waiting]:
    """Return the clients from whom something is due, in the order of what is due longest. Two queries."""
    found: dict[UUID, list[Due]] = {}
    for one in rows:
        found.setdefault(one.client_id, []).append(one)
    if not found:
        return []
    (asked, back), addresses = _links(found, at=at), safe_mails_of(found)
    has_server = mail.configured() is not None
    made = []
    for key, due in found.items():
        alone = [one for one in due if one.definition.respondent == "client"]
        facts = Facts(
            answers_alone=bool(alone),
            goes_by_mail=any(one.sends_link for one in alone),
            in_care=any(one.in_care for one in due),
            has_address=key in addresses,
            is_open=key in asked,
            is_taken_back=key in back,
            has_server=has_server,
        )
        why = held(facts)
        address = addresses.get(key, "")
        made.append(Waiting(key, due[0].name, due[0].record_number, due, address, asked.get(key), why))
    return made


def safe_mails_of(client_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return for each client the first e-mail address that they said is safe; who has none is left out."""
    safe = ContactMethod.objects.filter(
        client__in=list(client_ids), kind=ContactKind.EMAIL, is_safe=True, ended_at=None
    )
    return {row.client_id: str(row.value) for row in safe.order_by("-created_at", "-id")}


def _links(client_ids: Iterable[UUID], *, at: datetime) -> tuple[dict[UUID, datetime], set[UUID]]:
    """Return since when clients have a link that is open and not answered, and whose was taken back meanwhile."""
    asked = MeasureRequest.objects.filter(client__in=list(client_ids), asked_at__gt=at - LINK_LASTS)
    rows = asked.annotate(done=Count("responses")).order_by("asked_at")
    waits: dict[UUID, datetime] = {}
    back: set[UUID] = set()
    for row in rows:
        if row.voided_at:
            back.add(row.client_id)
        elif row.done < len(row.instruments):
            waits[row.client_id] = row.asked_at
    return waits, back
