"""Clients from whom something is due, and what becomes of the link to it."""

from calendar import day_name
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from stepwell.assessments.models import MeasureRequest
from stepwell.assessments.queries.measures import LINK_LASTS, Due
from stepwell.assessments.rules.sending import APART, HELD_LABELS, Facts, Held, Weekly, clock, held
from stepwell.clients.models import Client, ContactMethod
from stepwell.clients.vocabulary import ContactKind
from stepwell.platform.outbox.gateways import mail


@dataclass(frozen=True)
class Waiting:
    """A client with everything that is due from them.

    address   where a link can be sent, or ""
    asked_at  when a link was sent that still waits for an answer, or None
    held      why no link goes out by itself; None if one does
    weekly    when links go out in the client's program; None if it goes by the day on which something is due
    """

    client_id: UUID
    name: str
    record_number: str
    due: list[Due]
    address: str
    asked_at: datetime | None
    held: Held | None
    weekly: Weekly | None

    @property
    def why(self) -> str:
        """Why no link goes out by itself, in words, or ""."""
        return HELD_LABELS[self.held] if self.held else ""

    @property
    def goes(self) -> str:
        """When a link goes out by itself, in words."""
        if self.weekly is None:
            return "A link goes out by itself within the hour, by day"
        return f"A link goes out by itself on {day_name[self.weekly.weekday]} from {clock(self.weekly.hour)}"

    @property
    def may_be_sent(self) -> bool:
        """Whether somebody may send a link now."""
        return bool(self.address) and self.asked_at is None and self.held is not Held.STAFF_ASK

    @property
    def by_mail(self) -> list[str]:
        """Codes of what is due, answered alone, and to be sent by itself."""
        return [one.definition.code for one in self.due if one.definition.respondent == "client" and one.sends_link]


@dataclass(frozen=True)
class _Links:
    """What became of the links of a client, as long as one lasts.

    waits    since when one is open and not answered
    by_hand  whether somebody of the staff made one of those
    sent     when the last one went out by itself
    """

    waits: datetime | None = None
    by_hand: bool = False
    is_taken_back: bool = False
    sent: datetime | None = None


def waiting(rows: Iterable[Due], *, at: datetime) -> list[Waiting]:
    """Return the clients from whom something is due, in the order of what is due longest. One query.

    at  now, in the clinic's zone
    """
    found: dict[UUID, list[Due]] = {}
    for one in rows:
        found.setdefault(one.client_id, []).append(one)
    if not found:
        return []
    told = _told(found, at=at)
    has_server = mail.configured() is not None
    made = []
    for key, due in found.items():
        (address, mine), weekly = told.get(key, ("", _Links())), due[0].weekly
        facts = _facts(due, mine, at=at, has_address=bool(address), has_server=has_server)
        made.append(Waiting(key, due[0].name, due[0].record_number, due, address, mine.waits, held(facts), weekly))
    return made


def _facts(due: list[Due], links: _Links, *, at: datetime, has_address: bool, has_server: bool) -> Facts:
    alone, weekly = [one for one in due if one.definition.respondent == "client"], due[0].weekly
    is_recent = links.sent is not None and at.date() - links.sent.astimezone(at.tzinfo).date() < APART
    return Facts(
        answers_alone=bool(alone),
        goes_by_mail=any(one.sends_link for one in alone),
        in_care=any(one.in_care for one in due),
        is_switched_on=weekly is None or weekly.sends,
        has_address=has_address,
        # Where links go out every week, one that went out last week keeps none of this week back.
        is_open=links.waits is not None and (weekly is None or links.by_hand or is_recent),
        is_taken_back=links.is_taken_back,
        is_sent=weekly is not None and is_recent,
        has_server=has_server,
    )


def safe_mails() -> QuerySet[ContactMethod]:
    """Return the e-mail addresses that clients said are safe, of each the first one first."""
    found = ContactMethod.objects.filter(kind=ContactKind.EMAIL, is_safe=True, ended_at=None)
    return found.order_by("created_at", "id")


def _told(client_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, tuple[str, _Links]]:
    """Return for each client where a link can be sent, or "", and what became of the links that would still last."""
    mail = safe_mails().filter(client=OuterRef("pk")).values("value")[:1]
    asked = (
        MeasureRequest.objects.filter(client=OuterRef("pk"), asked_at__gt=at - LINK_LASTS)
        .annotate(is_done=Q(instruments__len__lte=Count("responses")))
        .order_by("asked_at")
        .values(
            told=JSONObject(
                asked_at="asked_at", by_hand=Q(asked_by__isnull=False), taken_back=Q(voided_at__isnull=False),
                is_done="is_done",
            )
        )
    )  # fmt: skip
    found = Client.objects.filter(pk__in=list(client_ids)).annotate(mail=Subquery(mail), asked=ArraySubquery(asked))
    return {row.pk: (row.mail or "", _links(row.asked)) for row in found}


def _links(asked: Iterable[dict[str, Any]]) -> _Links:
    """Return what became of links, the earliest first."""
    known = _Links()
    for each in asked:
        asked_at = datetime.fromisoformat(each["asked_at"])
        if not each["by_hand"]:
            known = replace(known, sent=asked_at)
        if each["taken_back"]:
            known = replace(known, is_taken_back=True)
        elif not each["is_done"]:
            known = replace(known, waits=asked_at, by_hand=known.by_hand or each["by_hand"])
    return known
