"""Consents as pages and other rooms ask for them. One query for all of a client's, with what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from stepwell.kernel.findings import Finding
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.queries import verify
from stepwell.privacy.models import Consent, ConsentEnding, ConsentRevocation
from stepwell.privacy.rules import consents as rules
from stepwell.privacy.rules import wording
from stepwell.privacy.rules.consents import Record, Use
from stepwell.privacy.rules.elements import Recipient, Signing, Terms
from stepwell.privacy.rules.glances import Glance
from stepwell.privacy.vocabulary import (
    Expiry,
    Information,
    Kind,
    Purpose,
    RecipientKind,
    Signer,
    State,
    Statement,
)


@dataclass(frozen=True)
class ConsentRow:
    """A consent as it stands.

    text        exactly what is or was signed
    by          name of the member who wrote it
    zone        of the organization: days of expiry are days there
    """

    id: UUID
    client_id: UUID
    record: Record
    drafted_at: datetime
    by: str
    version: int
    text: str
    signature_id: UUID | None
    ending_id: UUID | None
    void_reason: str
    declines_fundraising: bool | None
    zone: ZoneInfo

    @property
    def terms(self) -> Terms:
        """What it says above the signature."""
        return self.record.terms

    @property
    def kind(self) -> Kind:
        """What sort of consent it is."""
        return self.record.terms.kind

    @property
    def signed_at(self) -> datetime | None:
        """When it was signed, or None."""
        return self.record.signing.signed_at if self.record.signing else None

    def state(self, at: datetime) -> State:
        """Return what it is at an instant."""
        return rules.state_of(self.record, at=at, zone=self.zone)

    def permits(self, use: Use, *, at: datetime) -> bool:
        """Return whether it lets somebody do this at an instant."""
        return rules.permits(self.record, use, at=at, zone=self.zone)

    def glance(self, at: datetime) -> Glance:
        """Return what decides how it looks in a list."""
        return Glance(self.kind, self.state(at), self.terms.expiry, self._days_left(at), self.drafted_at)

    def _days_left(self, at: datetime) -> int | None:
        last = self.terms.expires_on
        return (last - at.astimezone(self.zone).date()).days if last else None


def in_force(client_id: UUID, *, use: Use, at: datetime) -> ConsentRow | None:
    """Return a consent that permits a use at an instant, the newest first, or None: then it must not happen.

    None as well for whoever may not see the client's consents: unknown fails closed.
    """
    return next((row for row in consents_of(client_id) if row.permits(use, at=at)), None)


def consents_of(client_id: UUID) -> list[ConsentRow]:
    """Return a client's consents that the actor sees, set aside ones too, the newest first. One query."""
    return [_row(consent) for consent in _loaded(Consent.objects.filter(client=client_id))]


def consent(client_id: UUID, consent_id: UUID) -> ConsentRow | None:
    """Return one consent of a client, or None if the actor does not see it."""
    return next(map(_row, _loaded(Consent.objects.filter(client=client_id, pk=consent_id))), None)


def to_sign(consent_id: UUID) -> Consent | None:
    """Return the unsigned consent that a one-time link opens; its visitor sees nothing else of the record."""
    unsigned = Consent.objects.filter(pk=consent_id, signed_at=None, voided_at=None)
    return unsigned.select_related("organization").first()


def zone_of(found: Consent) -> ZoneInfo:
    """Return the zone in which a consent's days are days."""
    return ZoneInfo(found.organization.time_zone)


def clinic_of(found: Consent) -> str:
    """Return the name of the organization that asks for a consent."""
    return found.organization.name


def what_is_wrong(row: ConsentRow) -> list[Finding]:
    """Return what is wrong with the signature of a consent: nothing, unless somebody tampered with it or its text."""
    found = Signature.objects.filter(pk=row.signature_id).first() if row.signature_id else None
    return verify(found, row.text.encode()) if found else []


def kinds_in_force(client_ids: Sequence[UUID], *, at: datetime) -> dict[UUID, dict[Kind, date]]:
    """Return which kinds of consent are in force at an instant, by client, with the day of signature. One query."""
    found: dict[UUID, dict[Kind, date]] = {}
    signed = Consent.objects.filter(client__in=client_ids, voided_at=None, signed_at__isnull=False)
    for row in map(_row, _loaded(signed)):
        if row.state(at) is State.IN_FORCE and row.signed_at:
            found.setdefault(row.client_id, {}).setdefault(row.kind, row.signed_at.astimezone(row.zone).date())
    return found


def permitted(uses: Iterable[tuple[UUID, Use]], *, at: datetime) -> set[tuple[UUID, Use]]:
    """Return which of some uses, each about a client, a consent permits at an instant. One query.

    What the actor does not see permits nothing.
    """
    return set(permitting(uses, at=at))


def permitting(uses: Iterable[tuple[UUID, Use]], *, at: datetime) -> dict[tuple[UUID, Use], ConsentRow]:
    """Return, of some uses, each about a client, those that are permitted, each with the consent. One query."""
    asked = set(uses)
    signed = Consent.objects.filter(
        client__in={client_id for client_id, _ in asked}, voided_at=None, signed_at__isnull=False
    )
    rows: dict[UUID, list[ConsentRow]] = {}
    for row in map(_row, _loaded(signed)):
        rows.setdefault(row.client_id, []).append(row)
    found = {}
    for client_id, use in asked:
        permits = next((one for one in rows.get(client_id, ()) if one.permits(use, at=at)), None)
        if permits:
            found[client_id, use] = permits
    return found


@dataclass(frozen=True)
class Waiting:
    """Consents that somebody has to see to, with the client's name.

    ending    in force, and end soon: the soonest first
    unsigned  written, and nobody signed: the oldest first
    """

    ending: list[tuple[ConsentRow, str]]
    unsigned: list[tuple[ConsentRow, str]]


def waiting(*, at: datetime, until: date, before: datetime, most: int) -> Waiting:
    """Return the consents that end by a date from now to `until`, and the drafts written before an instant. One query.

    most  how many of each
    """
    standing = Consent.objects.filter(voided_at=None)
    yesterday = at.date() - timedelta(days=1)  # the day may still be the one before in the organization's zone
    signed = standing.filter(signed_at__isnull=False, revocations=None, expires_on__range=(yesterday, until))
    drafts = standing.filter(signed_at=None, drafted_at__lt=before)
    wanted = Q(pk__in=signed.order_by("expires_on", "id").values("pk")[:most]) | Q(
        pk__in=drafts.order_by("drafted_at", "id").values("pk")[:most]
    )
    found = _with_names(_loaded(Consent.objects.filter(wanted)))
    ending = [(row, name) for row, name in found if row.state(at) is State.IN_FORCE]
    unsigned = [(row, name) for row, name in found if row.record.signing is None]
    return Waiting(
        sorted(ending, key=lambda one: (one[0].terms.expires_on, one[0].id)),
        sorted(unsigned, key=lambda one: (one[0].drafted_at, one[0].id)),
    )


def ending_in_words(row: ConsentRow) -> str:
    """Return when a consent ends, as a recipient is told it."""
    return wording.ending_of(row.terms)


def _with_names(found: QuerySet[Any]) -> list[tuple[ConsentRow, str]]:
    return [(_row(one), one.client.display_name) for one in found.select_related("client", "drafted_by")]


def _loaded(consents: QuerySet[Consent]) -> QuerySet[Any]:
    revoked = ConsentRevocation.objects.filter(consent=OuterRef("pk"))
    ended = ConsentEnding.objects.filter(consent=OuterRef("pk"), voided_at=None)
    return (
        consents.select_related("drafted_by")
        .annotate(
            revoked_at=Subquery(revoked.values("revoked_at")[:1]),
            ended_on=Subquery(ended.values("happened_on")[:1]),
            ending_id=Subquery(ended.values("pk")[:1]),
            zone=F("organization__time_zone"),
        )
        .order_by("-drafted_at", "id")
    )


def _row(found: Any) -> ConsentRow:
    return ConsentRow(
        id=found.pk,
        client_id=found.client_id,
        record=Record(
            terms=terms_of(found),
            signing=_signing(found),
            revoked_at=found.revoked_at,
            ended_on=found.ended_on,
            is_voided=found.voided_at is not None,
        ),
        drafted_at=found.drafted_at,
        by=str(found.drafted_by),
        version=found.version,
        text=found.text,
        signature_id=found.signature_id,
        ending_id=found.ending_id,
        void_reason=found.void_reason,
        declines_fundraising=found.declines_fundraising,
        zone=ZoneInfo(found.zone),
    )


def terms_of(found: Consent) -> Terms:
    """Return what a consent says. Whose it is stands in its key and in its text: the id is enough for the rule."""
    return Terms(
        kind=Kind(found.kind),
        client_name=str(found.client_id),
        discloser=found.discloser,
        recipient=Recipient(RecipientKind(found.recipient_kind), found.recipient, found.recipient_is_class),
        categories=frozenset(map(Information, found.categories)),
        purpose=Purpose(found.purpose),
        expiry=Expiry(found.expiry),
        statements=frozenset(map(Statement, found.statements)),
        details=found.details or "",
        purpose_words=found.purpose_words or "",
        expires_on=found.expires_on,
        expiry_event=found.expiry_event or "",
        intermediary=found.intermediary or "",
        intermediary_members=found.intermediary_members or "",
        names_fundraising=found.names_fundraising,
    )


def _signing(found: Consent) -> Signing | None:
    if found.signed_at is None:
        return None
    return Signing(
        signer=Signer(found.signer),
        name=found.signer_name or "",
        signed_at=found.signed_at,
        relation=found.relation or "",
        authority=found.authority or "",
    )
