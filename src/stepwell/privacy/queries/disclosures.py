"""What left the program about a client: for the accounting that the client may ask for, and for its cover sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from stepwell.platform.tenancy.models import Membership
from stepwell.privacy.models import Disclosure, DisclosureCorrection
from stepwell.privacy.vocabulary import (
    BASIS_LABELS,
    ENCLOSURE_LABELS,
    NOTICE_LABELS,
    PURPOSE_LABELS,
    RECIPIENT_LABELS,
    SHARED_LABELS,
    WAY_LABELS,
    Basis,
    Enclosure,
    Information,
    Notice,
    Purpose,
    RecipientKind,
    Way,
)

ACCOUNTING_YEARS = 3  # 42 CFR 2.25(a)


@dataclass(frozen=True)
class DisclosureRow:
    """One disclosure in words.

    by          name of the member who let it out, or "a job"
    struck_out  why it was struck out, or ""
    """

    id: UUID
    at: datetime
    recipient: str
    recipient_kind: str
    affiliation: str
    information: tuple[str, ...]
    purpose: str
    what: str
    basis: str
    grounds: str
    way: str
    notice: Notice | None
    enclosure: str
    consent_id: UUID | None
    by: str
    struck_out: str

    @property
    def went_along(self) -> str:
        """What accompanied it, in words."""
        notice = NOTICE_LABELS[self.notice] if self.notice else ""
        return ", ".join(filter(None, (notice, self.enclosure.lower()))) or "nothing"


def accounting_begins(today: date) -> date:
    """Return the first day of the accounting that a client may ask for on a day."""
    return date(today.year - ACCOUNTING_YEARS, today.month, min(today.day, 28))


def disclosures_of(client_id: UUID, *, since: date | None = None, zone: ZoneInfo) -> list[DisclosureRow]:
    """Return a client's disclosures that the actor sees, the newest first, struck out ones too. One query.

    since  first day, in the zone of the organization; None for all of them
    """
    rows = Disclosure.objects.filter(client=client_id)
    if since is not None:
        rows = rows.filter(disclosed_at__gte=datetime.combine(since, time.min, zone))
    return [_row(found) for found in _loaded(rows.order_by("-disclosed_at", "id"))]


def disclosure(client_id: UUID, disclosure_id: UUID) -> DisclosureRow | None:
    """Return one disclosure of a client, or None if the actor does not see it."""
    return next(map(_row, _loaded(Disclosure.objects.filter(client=client_id, pk=disclosure_id))), None)


def _loaded(rows: QuerySet[Disclosure]) -> QuerySet[Any]:
    by = Membership.objects.filter(account=OuterRef("account"), organization=OuterRef("organization"))
    corrected = DisclosureCorrection.objects.filter(disclosure=OuterRef("pk"))
    return rows.annotate(
        by=Subquery(by.order_by("-created_at").values("name")[:1]),
        struck_out=Subquery(corrected.values("reason")[:1]),
    )


def _row(found: Any) -> DisclosureRow:
    purpose = PURPOSE_LABELS[Purpose(found.purpose)]
    return DisclosureRow(
        id=found.pk,
        at=found.disclosed_at,
        recipient=found.recipient,
        recipient_kind=RECIPIENT_LABELS[RecipientKind(found.recipient_kind)],
        affiliation=found.affiliation or "",
        information=in_words(map(Information, found.categories)),
        purpose=f"{purpose}: {found.purpose_words}" if found.purpose_words else purpose,
        what=found.what,
        basis=BASIS_LABELS[Basis(found.basis)],
        grounds=found.grounds or "",
        way=WAY_LABELS[Way(found.way)],
        notice=Notice(found.notice) if found.notice else None,
        enclosure=ENCLOSURE_LABELS[Enclosure(found.enclosure)] if found.enclosure else "",
        consent_id=found.consent_id,
        by=found.by or "a job",
        struck_out=found.struck_out or "",
    )


def in_words(categories: Iterable[Information]) -> tuple[str, ...]:
    """Return kinds of information in words, in the order of their list."""
    named = set(categories)
    return tuple(SHARED_LABELS[kind] for kind in Information if kind in named)
