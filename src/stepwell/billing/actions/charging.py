"""Charging days of care, and holding those where something is missing. Doing it again changes nothing by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q

from stepwell.billing.actions.batches import Batch, Made
from stepwell.billing.actions.posting import Draft, lines_of, lock, post
from stepwell.billing.actions.stopping import Looked
from stepwell.billing.models import Charge, ChargeLine, ChargeSource, HeldDay, Transaction
from stepwell.billing.queries.days import Known, Pair, known
from stepwell.billing.rules import ledger
from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.rules.charging import Outcome, charge_day, main_session
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import ENDING_LABELS, Ending, Source, Stopped, Stopping
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope
from stepwell.scheduling.rules.weeks import week_of

_FIRST = 1
MONDAY = 0  # limits a week are counted as the schedule counts weeks


@dataclass(frozen=True)
class Counts:
    """What came of charging some days.

    made   charges of days that had none
    again  charges that took the place of another
    ended  charges that do not stand any more, and have no other in their place
    held   days that wait for something
    """

    made: int = 0
    again: int = 0
    ended: int = 0
    held: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.made + other.made, self.again + other.again, self.ended + other.ended, self.held + other.held
        )


@dataclass(frozen=True)
class _Doing:
    """Who charges, when, and what stood before.

    today    at the organization
    standing charges that are not ended; `numbers` the last of a day; `held` days that are or were on the list
    batch    what is to be written
    """

    actor: Member | Scope
    at: datetime
    today: date
    standing: dict[Pair, Charge]
    numbers: dict[Pair, int]
    held: dict[Pair, HeldDay]
    batch: Batch = field(default_factory=Batch)

    @property
    def organization_id(self) -> UUID:
        return self.actor.organization_id if isinstance(self.actor, Member) else self.actor.tenant

    @property
    def membership_id(self) -> UUID | None:
        return self.actor.membership_id if isinstance(self.actor, Member) else None


def charge_days(*, actor: Member | Scope, at: datetime, pairs: Iterable[Pair]) -> Counts:
    """Charge some clients' days, each whole or not at all; days that are not over are left alone.

    actor    a biller, or the scope of a job
    pairs    client and day
    returns  what came of it; a day that stands as it is counts nowhere
    """
    today = at.astimezone(_zone(actor)).date()
    over = sorted({pair for pair in pairs if pair[1] < today}, key=lambda pair: (str(pair[0]), pair[1]))
    counts = Counts()
    with transaction.atomic():
        lock(*{client for client, _ in over})
        facts = known(over, at=at)
        doing = _Doing(actor, at, today, _standing(over), _numbers(over), _held(over))
        for pair in over:
            counts += _charge(doing, pair, facts.get(pair))
        doing.batch.write(actor=actor, at=at)
    return counts


def _zone(actor: Member | Scope) -> ZoneInfo:
    if isinstance(actor, Member):
        return actor.zone
    return ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=actor.tenant))


def _standing(pairs: Sequence[Pair]) -> dict[Pair, Charge]:
    """Return the charges that stand, of some clients and days. One query."""
    return {(row.client_id, row.day): row for row in Charge.objects.filter(_among(pairs), ended_at=None)}


def _numbers(pairs: Sequence[Pair]) -> dict[Pair, int]:
    """Return the last number of a charge, by client and day. One query."""
    rows = Charge.objects.filter(_among(pairs)).values_list("client", "day").annotate(last=Max("number"))
    return {(client_id, day): last for client_id, day, last in rows}


def _held(pairs: Sequence[Pair]) -> dict[Pair, HeldDay]:
    """Return the days that are or were on the list of days held. One query."""
    found = HeldDay.objects.filter(_among(pairs)).defer("left_why")
    return {(row.client_id, row.day): row for row in found}


def _among(pairs: Sequence[Pair]) -> Q:
    """Return the condition for some clients and some days: others of these clients may be among them."""
    return Q(client__in={client for client, _ in pairs}, day__in={day for _, day in pairs})


def _charge(doing: _Doing, pair: Pair, found: Known | None) -> Counts:
    before = doing.standing.get(pair)
    if found is None:
        _resolve(doing, pair, Stopping.GONE)
        return _ended(doing, before, Ending.NO_CARE)
    facts = replace(found.facts, charged=_charged_this_week(doing, found))
    outcome = charge_day(facts)
    found = replace(found, facts=facts)
    if not outcome.is_charged:
        _hold(doing, found, outcome)
        return _ended(doing, before, Ending.HELD) + Counts(held=1)
    _resolve(doing, pair, Stopping.MENDED)
    fingerprint = _fingerprint(found, outcome)
    if before and before.fingerprint == fingerprint:
        return Counts()
    _ended(doing, before, Ending.CHANGED)
    _make(doing, found, outcome, fingerprint)
    return Counts(again=1) if before else Counts(made=1)


def _charged_this_week(doing: _Doing, found: Known) -> tuple[tuple[str, int], ...]:
    """Return units charged on earlier days of the week, where the contract has a limit a week."""
    contract = found.facts.contract
    if contract is None or not any(one.most_a_week for one in contract.services):
        return ()
    doing.batch.write(actor=doing.actor, at=doing.at)
    week = week_of(found.facts.day, starts_on=MONDAY)
    rows = ChargeLine.objects.filter(
        client=found.client_id, charge__ended_at=None, charge__day__gte=week.first, charge__day__lt=found.facts.day
    )
    units: dict[str, int] = {}
    for code, revenue_code, count in rows.values_list("code", "revenue_code", "units"):
        units[code or revenue_code] = units.get(code or revenue_code, 0) + count
    return tuple(sorted(units.items()))


def _ended(doing: _Doing, before: Charge | None, why: Ending) -> Counts:
    """End a charge that stands, and take it back in the ledger."""
    if before is None:
        return Counts()
    Charge.objects.filter(pk=before.pk).update(ended_at=doing.at, ended_why=why)
    posted = Transaction.objects.filter(idempotency_key=_key(before.pk)).first()
    if posted:
        draft = Draft(
            ledger.reversal(lines_of(posted.pk)), before.client_id, doing.today, f"reversal {posted.pk}",
            Source.CHARGE, before.pk, before.day, ENDING_LABELS[why], posted.pk,
        )  # fmt: skip
        post(actor=doing.actor, at=doing.at, draft=draft)
    return Counts(ended=1)


def _make(doing: _Doing, found: Known, outcome: Outcome, fingerprint: str) -> None:
    facts, priced = found.facts, outcome.priced
    insured, contract, main = facts.insured, facts.contract, main_session(facts.sessions)
    if insured is None or contract is None or contract.id is None:  # then there is a finding
        message = "a charge without a policy and a contract"
        raise ValueError(message)
    owned = {"organization_id": doing.organization_id, "client_id": found.client_id}
    charge = Charge(
        **owned, day=facts.day, payer_id=insured.payer_id, policy_id=insured.policy_id, contract_id=contract.id,
        program_id=main.program_id, level=main.level, authorization_id=outcome.authorization_id,
        diagnoses=list(outcome.diagnoses), minutes=sum(one.minutes for one in facts.sessions),
        charged=to_cents(priced.charge), expected=to_cents(priced.expected),
        number=doing.numbers.get((found.client_id, facts.day), 0) + 1,
        fingerprint=fingerprint, made_at=doing.at, made_by_id=doing.membership_id,
    )  # fmt: skip
    lines = [
        ChargeLine(
            **owned, charge=charge, number=number, code=line.service.code, revenue_code=line.service.revenue_code,
            modifiers=list(line.modifiers), place=line.place, unit=line.service.unit, units=line.units,
            minutes=line.minutes, charged=to_cents(line.charge), expected=to_cents(line.expected),
        )
        for number, line in enumerate(priced.lines, _FIRST)
    ]  # fmt: skip
    attended = {one.attendance_id: one for one in facts.sessions}
    sources = [
        ChargeSource(
            **owned, line=row, attendance_id=source, minutes=attended[source].minutes,
            note_id=note.id if (note := attended[source].note) and note.is_signed else None,
        )
        for row, line in zip(lines, priced.lines, strict=True)
        for source in line.sources
    ]  # fmt: skip
    owed = Owed(insured.policy_id, insured.payer_id) if insured.payer_id else ledger.BY_CLIENT
    draft = Draft(
        ledger.charge(owed, charge.charged), found.client_id, doing.today, _key(charge.pk), Source.CHARGE, charge.pk,
        facts.day,
    )  # fmt: skip
    doing.batch.made.append(Made(charge, lines, sources, draft))


def _key(charge_id: UUID) -> str:
    return f"charge {charge_id}"


def _hold(doing: _Doing, found: Known, outcome: Outcome) -> None:
    """Keep what is missing, or that it still is."""
    facts, main = found.facts, main_session(found.facts.sessions)
    values: dict[str, Any] = {
        "payer_id": facts.insured.payer_id if facts.insured else None,
        "program_id": main.program_id,
        "session_id": found.sessions[main.attendance_id],
        "minutes": sum(one.minutes for one in facts.sessions),
        "at_stake": to_cents(outcome.priced.at_stake) if facts.contract else None,
        "findings": [{"code": one.code, "words": one.sentence} for one in outcome.findings],
    }
    row = doing.held.get((found.client_id, facts.day))
    if row is None:
        owned = {"organization_id": doing.organization_id, "client_id": found.client_id, "day": facts.day}
        row = HeldDay(**owned, **values, held_at=doing.at, looked_at=doing.at)
        doing.batch.held.append(row)
    elif row.resolved_at or row.left_at:
        fresh = {"held_at": doing.at, "resolved_at": None, "left_at": None, "left_by": None, "left_why": None}
        _update(row, values | fresh | {"looked_at": doing.at})
    elif any(getattr(row, name) != value for name, value in values.items()):
        _update(row, values | {"looked_at": doing.at})
    else:
        doing.batch.same.append(row.pk)
        return
    doing.batch.looked.append(_looked(row, values["at_stake"], {one.code for one in outcome.findings}))


def _looked(row: HeldDay, cents: int | None, codes: Iterable[str], ending: Stopping = Stopping.MENDED) -> Looked:
    return Looked(
        organization_id=row.organization_id, client_id=row.client_id, what=Stopped.DAY, of=row.pk, day=row.day,
        cents=cents, codes=frozenset(codes), ending=ending,
    )  # fmt: skip


def _update(row: HeldDay, values: dict[str, Any]) -> None:
    HeldDay.objects.filter(pk=row.pk).update(**values)


def _resolve(doing: _Doing, pair: Pair, ending: Stopping) -> None:
    row = doing.held.get(pair)
    if row and not row.resolved_at:
        doing.batch.resolved.append(row.pk)
        doing.batch.looked.append(_looked(row, row.at_stake, (), ending))


def _fingerprint(found: Known, outcome: Outcome) -> str:
    """Return a digest of everything that a claim of this charge would say."""
    facts = found.facts
    notes = {one.attendance_id: one.note.id if one.note else None for one in facts.sessions}
    insured, contract = facts.insured, facts.contract
    lines = [
        (
            *(line.service.code, line.service.revenue_code, line.modifiers, line.place, line.units, line.minutes),
            *(line.charge, line.expected, [(str(one), str(notes[one])) for one in line.sources]),
        )
        for line in outcome.priced.lines
    ]
    payer = (insured.policy_id, insured.payer_id) if insured else ()
    said = (payer, contract.id if contract else None, outcome.authorization_id, outcome.diagnoses, lines)
    return sha256(repr(said).encode()).hexdigest()
