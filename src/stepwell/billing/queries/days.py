"""What is known about days of care, for the rule that charges them. The same few queries for one day or a thousand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from stepwell.attendance.models import Attendance
from stepwell.attendance.rules import usage
from stepwell.attendance.vocabulary import Location
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.vocabulary import ALLOWS, Unit
from stepwell.billing.rules.charging import (
    SERVICE_OF,
    Authorized,
    DayFacts,
    Diagnosed,
    Documented,
    Insured,
    Session,
    main_session,
)
from stepwell.clients.models import Diagnosis
from stepwell.coverage.contracting import Delivery
from stepwell.coverage.models import BenefitCheck, Policy
from stepwell.coverage.queries import contracts
from stepwell.coverage.rules.contracts import contract_for
from stepwell.coverage.rules.policies import payer_meant
from stepwell.notes.models import Note
from stepwell.notes.vocabulary import ASKED
from stepwell.privacy.queries.consents import permitted
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import Information, Purpose, RecipientKind
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.treatmentplans.models import Plan, PlanCosignature

Pair = tuple[UUID, date]
CLAIM_TELLS = frozenset(
    {Information.PRESENCE, Information.IDENTITY, Information.DIAGNOSES, Information.BILLING, Information.ATTENDANCE}
)


@dataclass(frozen=True)
class Known:
    """A day with care in it. `sessions` names the session of each attendance."""

    client_id: UUID
    facts: DayFacts
    sessions: dict[UUID, UUID]


@dataclass(frozen=True)
class _Span:
    """Which clients are asked for, from a day to a day, and as of when."""

    clients: frozenset[UUID]
    first: date
    last: date
    at: datetime


def known(pairs: Collection[Pair], *, at: datetime) -> dict[Pair, Known]:
    """Return what is known about some clients and days; one on which nothing was attended is not in it.

    at  what payers said and what clients agreed to is asked as of this instant
    """
    if not pairs:
        return {}
    days = [day for _, day in pairs]
    span = _Span(frozenset(client for client, _ in pairs), min(days), max(days), at)
    sessions, ids = _sessions(span, set(pairs))
    policies, terms = _policies(span), contracts.in_force(span.first, span.last)
    insured = {pair: _insured(policies[pair[0]], pair[1]) for pair in sessions}
    consents = permitted(((pair[0], _use(each.payer)) for pair, each in insured.items() if each and each.payer), at=at)
    allowed, diagnoses, plans = _authorizations(span), _diagnoses(span), _plans(span)
    found = {}
    for pair, each in sessions.items():
        client_id, day = pair
        policy, main = insured[pair], main_session(each)
        mine = terms.get(policy.payer_id, []) if policy else []
        found[pair] = Known(
            client_id,
            DayFacts(
                day=day,
                sessions=tuple(each),
                insured=policy,
                contract=contract_for(mine, site_id=main.site_id, program_id=main.program_id, on=day),
                has_consent=bool(policy and (client_id, _use(policy.payer)) in consents),
                authorizations=tuple(allowed.on(client_id, day, payer=policy.payer)) if policy else (),
                diagnoses=tuple(
                    _diagnosed(row, day) for row in diagnoses[client_id] if _covers(row.from_on, row.to_on, day)
                ),
                has_plan=any(begin <= day for begin in plans[client_id]),
            ),
            {one.attendance_id: ids[one.attendance_id] for one in each},
        )
    return found


def _use(payer: str) -> Use:
    return Use(Recipient(RecipientKind.PAYER, payer), CLAIM_TELLS, Purpose.PAYMENT)


def _covers(begin: date, end: date | None, day: date) -> bool:
    return begin <= day and (end is None or day <= end)


def _sessions(span: _Span, pairs: set[Pair]) -> tuple[dict[Pair, list[Session]], dict[UUID, UUID]]:
    """Return the sessions attended by client and day, and the session of each attendance. Two queries."""
    rows = Attendance.objects.filter(
        client__in=span.clients, session__day__range=(span.first, span.last), voided_at=None, minutes__gt=0
    ).select_related("session__program")
    kept = [row for row in rows if (row.client_id, row.session.day) in pairs]
    notes = _notes(row.pk for row in kept)
    found: dict[Pair, list[Session]] = defaultdict(list)
    for row in kept:
        kind = SessionKind(row.session.kind)
        if kind in SERVICE_OF:
            found[row.client_id, row.session.day].append(_session(row, kind, notes.get(row.pk)))
    return found, {row.pk: row.session_id for row in kept}


def _session(row: Attendance, kind: SessionKind, note: Documented | None) -> Session:
    program = row.session.program
    return Session(
        attendance_id=row.pk,
        kind=SERVICE_OF[kind],
        minutes=row.minutes,
        level=program.level,
        treats=program.kind,
        program_id=program.pk,
        site_id=row.session.site_id,
        asks_note=kind in ASKED,
        note=note,
        delivery=Delivery(row.mode),
        is_home={Location.HOME: True, Location.ELSEWHERE: False}.get(Location(row.location)) if row.location else None,
    )


def _notes(attendance_ids: Iterable[UUID]) -> dict[UUID | None, Documented]:
    rows = Note.objects.filter(attendance__in=list(attendance_ids), voided_at=None)
    told = rows.values_list("attendance", "id", "signed_at", "credential", "cosigned__credential")
    return {
        attendance: Documented(note, signed_at is not None, _title(own or cosigned or ""))
        for attendance, note, signed_at, own, cosigned in told
    }


def _title(credential: str) -> str:
    """Return the title of a license as documents name it: "LPC" of "LPC, OH 12345"."""
    return credential.partition(",")[0].strip()


def _policies(span: _Span) -> dict[UUID, list[tuple[Policy, dict[str, Any]]]]:
    """Return policies by client in the order in which they pay, each with the newest check. Two queries."""
    rows = (
        Policy.objects.filter(Q(to_on=None) | Q(to_on__gte=span.first), client__in=span.clients, voided_at=None)
        .filter(from_on__lte=span.last)
        .select_related("payer")
        .only("client", "payer__name", "plan_type", "rank", "from_on", "to_on")
        .order_by("rank", "-from_on")
    )
    checks = (
        BenefitCheck.objects.filter(client__in=span.clients, voided_at=None, made_at__lte=span.at)
        .order_by("policy", "-made_at", "-id")
        .distinct("policy")
        .values("policy_id", "is_active", "effective_from", "effective_to", "authorization_required")
    )
    said: dict[UUID, dict[str, Any]] = {row["policy_id"]: dict(row) for row in checks}
    found: dict[UUID, list[tuple[Policy, dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        found[row.client_id].append((row, said.get(row.pk, {})))
    return found


def _insured(policies: Iterable[tuple[Policy, dict[str, Any]]], day: date) -> Insured | None:
    found = next((one for one in policies if _covers(one[0].from_on, one[0].to_on, day)), None)
    if found is None:
        return None
    policy, said = found
    if policy.payer is None:
        return Insured(policy.pk, None)
    begin, end = said.get("effective_from") or date.min, said.get("effective_to")
    is_active = said.get("is_active") and _covers(begin, end, day)
    return Insured(policy.pk, policy.payer_id, policy.payer.name, is_active, said.get("authorization_required"))


class _Allowed:
    """Authorizations of clients, and what attendance used of them."""

    def __init__(self, rows: Iterable[Authorization], attended: Iterable[usage.Attended]) -> None:
        self.rows: dict[UUID, list[Authorization]] = defaultdict(list)
        self.attended: dict[UUID, list[usage.Attended]] = defaultdict(list)
        for row in rows:
            self.rows[row.client_id].append(row)
        for one in attended:
            self.attended[one.client_id].append(one)

    def on(self, client_id: UUID, day: date, *, payer: str) -> Iterable[Authorized]:
        """Yield those of a payer that allow care on a day, with the units used through that day."""
        allowed = [
            usage.Allowed(row.pk, row.client_id, row.level, Unit(row.unit), _counts_from(row), row.to_on)
            for row in self.rows[client_id]
        ]
        used = usage.used(allowed, [one for one in self.attended[client_id] if one.day <= day])
        for row in self.rows[client_id]:
            if _covers(row.from_on, row.to_on, day) and payer_meant(row.payer, [payer]):
                units = row.units_before + used[row.pk]
                yield Authorized(
                    row.pk, row.level, tuple(row.codes), Unit(row.unit), row.to_on, row.units_approved or 0, units
                )


def _counts_from(row: Authorization) -> date:
    return row.before_until + timedelta(days=1) if row.before_until else row.from_on


def _authorizations(span: _Span) -> _Allowed:
    """Return the authorizations that allow care on some day. Two queries."""
    rows = list(
        Authorization.objects.filter(client__in=span.clients, status__in=ALLOWS, voided_at=None)
        .filter(from_on__lte=span.last, to_on__gte=span.first)
        .defer("payer_reviewer", "notes")
    )
    begin = min((row.from_on for row in rows), default=span.last)
    attended = Attendance.objects.filter(
        client__in={row.client_id for row in rows}, voided_at=None, minutes__gt=0,
        session__day__range=(begin, span.last),
    ).values_list("client", "session__day", "session__program__level", "minutes")  # fmt: skip
    return _Allowed(rows, (usage.Attended(*row) for row in attended))


def _diagnoses(span: _Span) -> dict[UUID, list[Diagnosis]]:
    rows = Diagnosis.objects.filter(client__in=span.clients, voided_at=None, from_on__lte=span.last)
    found: dict[UUID, list[Diagnosis]] = defaultdict(list)
    for row in rows.select_related("code").order_by("rank", "code"):
        found[row.client_id].append(row)
    return found


def _diagnosed(row: Diagnosis, day: date) -> Diagnosed:
    is_valid = row.code.is_billable and _covers(row.code.valid_from or date.min, row.code.valid_to, day)
    return Diagnosed(row.code_id, row.rank, is_valid)


def _plans(span: _Span) -> dict[UUID, list[date]]:
    """Return since when the plans of each client are in force. One query."""
    cosigned = Exists(PlanCosignature.objects.filter(plan=OuterRef("pk")))
    rows = Plan.objects.filter(
        ~Q(credential="") | cosigned, client__in=span.clients, voided_at=None, signed_at__isnull=False,
        client_signed_at__isnull=False, effective_from__lte=span.last,
    )  # fmt: skip
    found: dict[UUID, list[date]] = defaultdict(list)
    for client_id, begin in rows.values_list("client", "effective_from"):
        found[client_id].append(begin)
    return found
