"""Days of a course that payers have answered: they count as answered, and the rest is priced after them.

What an answer says was met takes the place of what was planned for that day, and is never added to it. An answer that
came before benefits were verified again is contained in that verification. Each payer counts its own answers; what one
has decided, those that pay after it are still priced on, until they answer too.
Source: docs/sources.md#estimates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from stepwell.coverage.rules.cost.accumulators import State
from stepwell.coverage.rules.cost.days import Every, planned_lines
from stepwell.coverage.rules.cost.decided import Decision, Through
from stepwell.coverage.rules.cost.estimates import Doubt
from stepwell.coverage.rules.cost.ledger import Ledger
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Plan, Tier, caps_counting
from stepwell.coverage.rules.cost.request import Request
from stepwell.coverage.rules.cost.secondary import Rate, Secondary
from stepwell.coverage.vocabulary import CopayUnit
from stepwell.kernel.money import ZERO, total


@dataclass(frozen=True)
class AnsweredDay:
    """What a payer decided about a day, in dollars.

    owes        the client's share: deductible, copay, coinsurance and what else is left to them
    decided_on  day of the remittance
    estimated   what was estimated for it before, if it was
    paid        by this payer
    payer       who pays after the first, as the estimate calls it; "" for the first
    """

    on: date
    owes: Decimal
    deductible: Decimal = ZERO
    copay: Decimal = ZERO
    coinsurance: Decimal = ZERO
    decided_on: date = date.min
    estimated: Decimal | None = None
    paid: Decimal = ZERO
    payer: str = ""

    @property
    def share(self) -> Decimal:
        """Deductible, copay and coinsurance together."""
        return self.deductible + self.copay + self.coinsurance

    @property
    def said(self) -> tuple[Any, ...]:
        """What makes it another answer than one before."""
        return self.payer, self.on, self.owes, self.paid, self.deductible, self.copay, self.coinsurance


ANSWERED = TypeAdapter(tuple[AnsweredDay, ...])


def that_count(
    answered: Iterable[AnsweredDay], planned: Iterable[date], as_of: Mapping[str, date]
) -> tuple[AnsweredDay, ...]:
    """Return the answers that an estimate counts: of its days, and of others what its verification cannot contain.

    planned  days of the course
    as_of    the day for which the amounts met so far were said, of each payer; without it, nothing is known of one
    """
    days = set(planned)
    found = [one for one in answered if one.on in days or one.decided_on > as_of.get(one.payer, date.max)]
    return tuple(sorted(found, key=lambda one: (one.on, one.payer)))


def settled(request: Request, answered: Sequence[AnsweredDay], *, as_of: Mapping[str, date]) -> Request:
    """Return what is left to price once some days were answered, with what was decided about those.

    answered  that count, of all payers
    as_of     as for `that_count`
    """
    if request.course is None or not answered:
        return request
    course, lines = request.course, _by_day(request)
    by_first = {one.on: one for one in answered if not one.payer and one.on in lines}
    usable = [one for one in answered if one.on in by_first or one.on not in lines]
    decisions = tuple(_decision(request, lines[on], one, usable) for on, one in sorted(by_first.items()))
    began = any(on == min(lines) for on in by_first)
    beside = tuple(one for one in course.beside if not (began and one.every is Every.FIRST_DAY))
    left = replace(course, closed_on=(*course.closed_on, *sorted(by_first)), beside=beside)
    return _with_states(replace(request, course=left, answered=decisions), lines, usable, as_of)


def _by_day(request: Request) -> dict[date, list[Line]]:
    found: dict[date, list[Line]] = {}
    assert request.course  # noqa: S101 (the caller looked)
    for line in planned_lines(request.course, request.prices, request.tier):
        found.setdefault(line.on, []).append(line)
    return found


def _places(request: Request) -> list[tuple[Through, str]]:
    """Return who pays after the first, in their order, with their names."""
    supplement = request.medicare.supplement if request.medicare else None
    named = (
        (Through.SUPPLEMENT, supplement), (Through.SECONDARY, request.secondary), (Through.TERTIARY, request.tertiary),
    )  # fmt: skip
    return [(place, payer.name) for place, payer in named if payer]


def waiting(request: Request) -> dict[date, tuple[str, ...]]:
    """Return the days that some payers answered and others have yet to: the names of those, in their order."""
    places = _places(request)
    order = [Through.FIRST, *(place for place, _ in places)]
    found = {
        one.on: tuple(name for place, name in places if order.index(place) > order.index(one.through))
        for one in request.answered
        if (one.left if one.owes is None else one.owes)
    }
    return {on: names for on, names in found.items() if names}


def _decision(request: Request, lines: Sequence[Line], first: AnsweredDay, answered: Sequence[AnsweredDay]) -> Decision:
    """Return a day as it was decided, through the last payer that answered; services of a day are one."""
    found = Decision(
        first.on, service_of(lines), total(line.charge for line in lines), first.paid, first.deductible, first.copay,
        first.coinsurance, max(first.owes - first.share, ZERO),
    )  # fmt: skip
    said = {one.payer: one for one in answered if one.on == first.on and one.payer}
    for place, name in _places(request):
        if then := said.get(name):
            paid: dict[str, Any] = {f"{place}_paid": then.paid}
            found = replace(found, through=place, owes=then.owes, **paid)
    return found


def service_of(lines: Sequence[Line]) -> str:
    """Return how the services of a day are called where they are one."""
    return " + ".join(dict.fromkeys(line.service for line in lines))


def _with_states(
    left: Request, lines: Mapping[date, Sequence[Line]], answered: Sequence[AnsweredDay], as_of: Mapping[str, date]
) -> Request:
    """Return what is left with what each payer's answers say is met, and with what it allows for whole days."""
    found = _counting(left, "state", left.plan or Plan(), left.tier, _as_lines("", answered, lines), as_of.get(""))
    for place, payer in (("secondary", left.secondary), ("tertiary", left.tertiary)):
        if payer:
            said = _as_lines(payer.name, answered, lines)
            facts: dict[str, Any] = {place: _allowing(payer, lines.values())}
            found = _counting(
                replace(found, **facts), f"{place}_state", payer.plan, Tier.IN, said, as_of.get(payer.name)
            )
    return found


_LONGER = frozenset({CopayUnit.WEEK, CopayUnit.ADMISSION})  # than a day, which is answered whole
_Said = Sequence[tuple[Line, AnsweredDay]]


def _counting(request: Request, at: str, plan: Plan, tier: Tier, said: _Said, as_of: date | None) -> Request:
    """Return it with what answers of a payer say is met, and with doubts about that where they stand now."""
    before: State = getattr(request, at)
    after = counted(plan, tier, before, said, as_of or date.max)
    facts: dict[str, Any] = {at: after}
    return replace(
        request, unverified=tuple(_moved(one, f"/{at}/", before, after) for one in request.unverified), **facts
    )


def _as_lines(name: str, answered: Iterable[AnsweredDay], lines: Mapping[date, Sequence[Line]]) -> _Said:
    """Return a payer's answers with the planned line of their day; days that were not planned are like the first."""
    usual = next(iter(lines.values()), ())
    return [(replace(lines.get(one.on, usual)[0], on=one.on), one) for one in answered if one.payer == name and usual]


def counted(plan: Plan, tier: Tier, state: State, said: _Said, as_of: date) -> State:
    """Return what is met once answers came: those after `as_of`; a copay that was taken counts in any case."""
    ledger, half = Ledger(plan, state), plan.at(tier)
    for planned, one in said:
        line = replace(planned, tier=tier)
        terms = half.terms_of(line.service) if half else None
        if half and terms and terms.copay and terms.copay.per in _LONGER:
            ledger.count_copay(terms.copay, line, half.terms.index(terms), one.copay)
        if one.decided_on <= as_of:
            continue
        ledger.count_shares(line, one.deductible, _toward_maximum(plan, tier, one), one.share)
        ledger.count_use(caps_counting(plan.caps, line.service, tier), line, one.paid)
    return replace(ledger.state(), copays=ledger.copays())


def _toward_maximum(plan: Plan, tier: Tier, one: AnsweredDay) -> Decimal:
    half = plan.at(tier)
    if half is None or half.maximum is None:
        return one.share
    counts = half.maximum
    parts = (
        (counts.counts_deductible, one.deductible), (counts.counts_copay, one.copay),
        (counts.counts_coinsurance, one.coinsurance),
    )  # fmt: skip
    return total(amount for counts_it, amount in parts if counts_it)


def _moved(doubt: Doubt, at: str, before: State, after: State) -> Doubt:
    """Return a doubt about what is met where that stands now; what was answered since is met in any case."""
    if not doubt.at.startswith(at):
        return doubt
    kind, number, *rest = doubt.at.removeprefix(at).split("/")
    began = getattr(before, kind)[int(number)].starts_on
    place = next(place for place, one in enumerate(getattr(after, kind)) if one.starts_on == began)
    value: Any = getattr(after, kind)[place]
    for name in rest:
        value = getattr(value, name)
    return replace(doubt, at="/".join((f"{at}{kind}", str(place), *rest)), low=max(doubt.low, value))


def _allowing(payer: Secondary, days: Iterable[Sequence[Line]]) -> Secondary:
    """Return a later payer with what it allows for the services of a day together."""
    together = []
    for lines in days:
        rates = [payer.rate(line.service, line.on) for line in lines]
        known = [rate for rate in rates if rate is not None]
        if len(lines) > 1 and known:
            together.append(Rate(service_of(lines), total(known), lines[0].on))
    return replace(payer, dated=(*payer.dated, *together))
