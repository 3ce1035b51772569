"""What a day bills on a contract. A day that is too short bills nothing, or its parts; nothing is ever rounded up.

Source: docs/sources.md#contracts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.contracting import (
    DELIVERY_LABELS,
    FEW_SERVICES,
    MOST_MODIFIERS,
    SERVICE_LABELS,
    VIDEO_AT_HOME,
    VIDEO_ELSEWHERE,
    Delivery,
    Family,
    ServiceKind,
    ServiceUnit,
)
from stepwell.coverage.rules.contracts import Contract, Service
from stepwell.kernel.findings import Finding

_MINUTES = {ServiceUnit.HOUR: 60, ServiceUnit.QUARTER: 15}
SHORT, NO_PRICE, NOT_PAID_AFAR, NO_PLACE, TOO_MANY, MODIFIERS = (
    "PRC-001", "PRC-002", "PRC-003", "PRC-004", "PRC-005", "PRC-006",
)  # fmt: skip


@dataclass(frozen=True)
class Attended:
    """A session that somebody was in.

    minutes  that count
    is_home  of somebody who took part from afar; None if nobody wrote it down
    license  title of who led it, such as "LPC"; "" if none is known
    source   what the minutes stand in
    """

    kind: ServiceKind
    minutes: int
    delivery: Delivery = Delivery.IN_PERSON
    is_home: bool | None = None
    license: str = ""
    source: UUID | None = None


@dataclass(frozen=True)
class Day:
    """What somebody attended on a day in a program.

    family   of the first diagnosis
    charged  units charged before in the same week, by name of the service
    """

    level: str
    treats: str
    sessions: tuple[Attended, ...]
    family: Family | None = None
    charged: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a claim to be: dollars for all its units.

    expected  what the contract pays
    """

    service: Service
    place: str
    modifiers: tuple[str, ...]
    units: int
    minutes: int
    charge: Decimal
    expected: Decimal
    sources: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Priced:
    """What a day bills; with a finding it is held, and `lines` is what it would bill as far as that is known.

    at_stake  dollars that the contract pays for the day if everything is mended
    """

    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    at_stake: Decimal = Decimal(0)

    @property
    def charge(self) -> Decimal:
        """Dollars asked for."""
        return sum((line.charge for line in self.lines), Decimal(0))

    @property
    def expected(self) -> Decimal:
        """Dollars that the contract pays."""
        return sum((line.expected for line in self.lines), Decimal(0))


def price_day(contract: Contract, day: Day) -> Priced:
    """Return what a day bills. Lines and findings do not depend on the order of sessions."""
    sessions = sorted(day.sessions, key=lambda each: (each.kind, each.minutes, each.delivery, str(each.source)))
    paid = [each for each in sessions if _is_paid(contract, each)]
    whole = _whole_day(contract, day)
    bundled = [each for each in paid if whole and each.kind in whole.kinds]
    program = _program_lines(contract, day, whole, bundled)
    besides = _single_lines(contract, day, [each for each in paid if each not in bundled])
    lines = _paid_by_the_day(contract, _within_days([*program, *besides]))
    found = _check_lines(day, lines)
    if whole and bundled and not program:
        found.append(_short(sum(each.minutes for each in bundled), whole.least_minutes))
    if found or not lines:
        found += [_not_paid(each) for each in sessions if each not in paid]
    if not lines and not found:
        found.append(_no_price(sessions))
    at_stake = sum((line.expected for line in lines), Decimal(0))
    if found and whole and not any(line.service == whole for line in lines):
        at_stake += _agreed(contract, whole, 1)
    return Priced(tuple(lines), tuple(dict.fromkeys(found)), at_stake)


def _program_lines(contract: Contract, day: Day, whole: Service | None, bundled: Sequence[Attended]) -> list[Line]:
    """Return the line of a day that is long enough; of a short one its parts, where the payer pays them."""
    if whole is None or not bundled:
        return []
    if sum(each.minutes for each in bundled) >= whole.least_minutes:
        return [_line(contract, whole, bundled, units=1)]
    return _single_lines(contract, day, bundled) if contract.pays_short_days else []


def _whole_day(contract: Contract, day: Day) -> Service | None:
    offered = [one for one in contract.services if one.unit is ServiceUnit.DAY and _is_offered(one, day)]
    return max(offered, key=_exactness, default=None)


def _single_lines(contract: Contract, day: Day, sessions: Sequence[Attended]) -> list[Line]:
    """Return the lines of sessions that are billed each by itself; those that no service is for are not billed."""
    lines = []
    for each in sessions:
        service = _single(contract, day, each)
        if service:
            units = each.minutes // _MINUTES[service.unit] if service.unit in _MINUTES else 1
            if units:
                lines.append(_line(contract, service, [each], units=units))
    return lines


def _single(contract: Contract, day: Day, session: Attended) -> Service | None:
    """Return the service for one session: of several the one that asks for most minutes that were there."""
    offered = [
        one
        for one in contract.services
        if one.unit is not ServiceUnit.DAY
        and _is_offered(one, day)
        and session.kind in one.kinds
        and session.minutes >= one.least_minutes
    ]
    return max(offered, key=lambda one: (one.least_minutes, *_exactness(one)), default=None)


def _is_offered(service: Service, day: Day) -> bool:
    is_of_program = service.level in {"", day.level} and service.treats in {"", day.treats}
    return is_of_program and service.family in {None, day.family}


def _exactness(service: Service) -> tuple[bool, bool, bool, str]:
    return bool(service.treats), bool(service.level), bool(service.family), service.name


def _line(contract: Contract, service: Service, sessions: Sequence[Attended], *, units: int) -> Line:
    delivery, place = _where(contract, sessions)
    return Line(
        service,
        place,
        _modifiers(contract, service, delivery, sessions),
        units,
        sum(each.minutes for each in sessions),
        service.charge * units,
        _agreed(contract, service, units),
        tuple(sorted((each.source for each in sessions if each.source), key=str)),
    )


def _agreed(contract: Contract, service: Service, units: int) -> Decimal:
    return (min(service.rate, service.charge) if contract.is_lesser_of else service.rate) * units


def _where(contract: Contract, sessions: Sequence[Attended]) -> tuple[Delivery, str]:
    """Return how and where most of the minutes were; in person, if as many were. "" if nobody wrote down where."""
    there: dict[tuple[Delivery, str], int] = defaultdict(int)
    for each in sessions:
        there[each.delivery, _place(contract, each)] += each.minutes
    return max(there, key=lambda one: (there[one], one[0] is Delivery.IN_PERSON, one))


def _place(contract: Contract, session: Attended) -> str:
    if session.delivery is Delivery.IN_PERSON:
        return contract.place
    return {True: VIDEO_AT_HOME, False: VIDEO_ELSEWHERE, None: ""}[session.is_home]


def _modifiers(
    contract: Contract, service: Service, delivery: Delivery, sessions: Sequence[Attended]
) -> tuple[str, ...]:
    """Return a line's modifiers in order: the service's, the way it was held, the license of who led one session."""
    afar = {Delivery.VIDEO: contract.video_modifier, Delivery.AUDIO: contract.audio_modifier}.get(delivery, "")
    led = "" if service.unit is ServiceUnit.DAY else contract.licenses.get(sessions[0].license, "")
    return tuple(dict.fromkeys(one for one in (*service.modifiers, afar, led) if one))


def _within_days(lines: Iterable[Line]) -> list[Line]:
    """Return lines with no more units of a service than it allows in a day; what is above is not billed."""
    left: dict[Service, int] = {}
    kept = []
    for line in lines:
        most = left.get(line.service, line.service.most_a_day)
        if most is None:
            kept.append(line)
            continue
        units = min(line.units, most)
        left[line.service] = most - units
        if units:
            kept.append(_with_units(line, units))
    return kept


def _with_units(line: Line, units: int) -> Line:
    charge, expected = line.charge / line.units * units, line.expected / line.units * units
    return Line(line.service, line.place, line.modifiers, units, line.minutes, charge, expected, line.sources)


def _paid_by_the_day(contract: Contract, lines: list[Line]) -> list[Line]:
    """Return lines of a payer that counts services: the first one is paid for the day, as its remittances say it."""
    if not lines or contract.few_services is None or contract.many_services is None:
        return lines
    count = sum(line.units for line in lines)
    whole = contract.few_services if count <= FEW_SERVICES else contract.many_services
    amounts = [whole, *(Decimal(0) for _ in lines[1:])]
    return [
        Line(one.service, one.place, one.modifiers, one.units, one.minutes, one.charge, amount, one.sources)
        for one, amount in zip(lines, amounts, strict=True)
    ]


def _check_lines(day: Day, lines: Sequence[Line]) -> list[Finding]:
    found = []
    week: dict[str, int] = defaultdict(int, day.charged)
    for line in lines:
        name, most = line.service.name, line.service.most_a_week
        week[name] += line.units
        if not line.place:
            sentence = "Write down whether they took part from home: the claim says where."
            found.append(Finding(NO_PLACE, sentence))
        if len(line.modifiers) > MOST_MODIFIERS:
            sentence = (
                f"{name} would have {len(line.modifiers)} modifiers, and a claim takes four. Shorten the contract’s."
            )
            found.append(Finding(MODIFIERS, sentence))
        if most is not None and week[name] > most:
            sentence = f"The contract pays {most} of {name} a week, and this one is above that."
            found.append(Finding(TOO_MANY, sentence))
    return found


def _is_paid(contract: Contract, session: Attended) -> bool:
    return {Delivery.VIDEO: contract.pays_video, Delivery.AUDIO: contract.pays_audio}.get(session.delivery, True)


def _not_paid(session: Attended) -> Finding:
    how = DELIVERY_LABELS[session.delivery].lower()
    return Finding(NOT_PAID_AFAR, f"The contract pays no session {how}: {SERVICE_LABELS[session.kind].lower()}.")


def _short(minutes: int, least: int) -> Finding:
    sentence = f"{minutes} minutes were attended, and the contract asks for {least}. A short day is not rounded up."
    return Finding(SHORT, sentence)


def _no_price(sessions: Sequence[Attended]) -> Finding:
    kinds = ", ".join(sorted({SERVICE_LABELS[each.kind].lower() for each in sessions})) or "nothing"
    return Finding(NO_PRICE, f"The contract has no price in this program, with this first diagnosis, for: {kinds}.")
