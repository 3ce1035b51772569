"""An estimate as pages tell it: priced anew from what it rests on, which gives the same every time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from stepwell.coverage import presenting
from stepwell.coverage.figures import published
from stepwell.coverage.models import BenefitCheck, Estimate
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.checks import check_row
from stepwell.coverage.rules import telling
from stepwell.coverage.rules.benefits import Benefits, remaining
from stepwell.coverage.rules.choices import Choice, choices
from stepwell.coverage.rules.combining import differences
from stepwell.coverage.rules.cost.days import planned_days
from stepwell.coverage.rules.cost.estimates import Part
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer, running_range
from stepwell.coverage.rules.cost.results import Why
from stepwell.coverage.rules.estimating import course_of
from stepwell.coverage.rules.good_faith import due_by
from stepwell.coverage.rules.others import paid_by
from stepwell.coverage.rules.payment_plans import FEW, Every, instalments
from stepwell.coverage.rules.planned import REQUEST, SHAPE, Planned
from stepwell.coverage.rules.settling import ANSWERED, AnsweredDay, waiting
from stepwell.coverage.rules.telling import DayCost, Path
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.kernel.money import ZERO, dollars, total
from stepwell.platform.ui.charts import step
from stepwell.platform.ui.charts.shapes import Chart

MOST_AT_ONCE = Decimal(100)  # dollars; more is offered in parts
NOT_DECIDED = "Somebody still decides on the sliding fee; without it the full price is due."


@dataclass(frozen=True)
class AnsweredRow:
    """A day that payers have answered, in dollars, and what was estimated for it before; None if nothing was.

    waits_for  who has yet to answer for it: until then what they pay is expected
    """

    day: DayCost
    estimated: Decimal | None
    waits_for: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """How much more the client owes than was estimated."""
        return None if self.estimated is None else self.day.owes - self.estimated


@dataclass(frozen=True)
class Told:
    """An estimate with all that was priced.

    answered  what payers answered, of its days and of others that count toward what is met
    """

    row: Estimate
    planned: Planned
    request: Request
    answer: Answer
    path: Path
    answered: tuple[AnsweredDay, ...] = ()

    @property
    def differs_by(self) -> Decimal:
        """How much more the client owes of the days that were answered than was estimated for them."""
        return total(one.difference for one in self.answered_rows if one.difference is not None)

    @cached_property
    def answered_rows(self) -> list[AnsweredRow]:
        """Its days that payers have answered."""
        estimated = {one.on: one.estimated for one in self.answered if not one.payer}
        waits = waiting(self.request)
        days = [day for day in self.path.days if day.is_answered]
        return [AnsweredRow(day, estimated.get(day.on), waits.get(day.on, ())) for day in days]

    @property
    def answered_besides(self) -> int:
        """How many days of others than its own payers have answered since: they count toward what is met."""
        days = {day.on for day in self.path.days}
        return len({one.on for one in self.answered if one.on not in days})

    @property
    def discount(self) -> Decimal:
        """Dollars that the sliding fee takes off."""
        return total(one.amount for each in self.answer.lines for one in each.reasons if one.why is Why.SLIDING_FEE)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Why the sum may differ, and by how much each alone; the sliding fee too while nobody decided on it."""
        found = tuple(part for part in self.answer.estimate.parts if part.less or part.more)
        fee = self.planned.fee
        if fee is None or fee.is_granted or not self.discount:
            return found
        return (*found, Part(NOT_DECIDED, ZERO, self.discount))

    def sentences(self, language: str) -> list[str]:
        """Return it in plain words."""
        row = self.row
        told = telling.sentences(self.path, low=row.low, expected=row.expected, high=row.high, language=language)
        if self.after_end and self.planned.covered_through:
            told += telling.of_end(self.planned.covered_through, self.after_end, language)
        told += telling.of_answers(self.path, waiting(self.request), language)
        told += self._of_others(language)
        fee = self.planned.fee
        return [*told, *(telling.of_fee(fee, self.discount, language) if fee and self.discount else [])]

    @property
    def after_end(self) -> int:
        """How many of its days come after the policy ends: they are priced as if it went on."""
        through = self.planned.covered_through
        return sum(day.on > through for day in self.path.days) if through else 0

    @property
    def payers(self) -> list[tuple[str, Decimal]]:
        """What each plan pays of the days that are priced, in their order; empty while there is one alone."""
        return paid_by(self.request, self.planned.payer, published()) if self.planned.others else []

    @property
    def nobody(self) -> Decimal:
        """What nobody pays: what agreed prices take off, and what may not be billed."""
        return self.answer.totals.contractual + self.answer.totals.written_off

    @property
    def free(self) -> Decimal:
        """What nobody may bill where there are several plans, the sliding fee aside."""
        return self.answer.totals.written_off - self.discount if self.planned.others else ZERO

    def _of_others(self, language: str) -> list[str]:
        if not self.planned.others:
            return []
        if self.row.expected is not None:
            return telling.of_payers(self.payers, self.free, language)
        names = [one.name for one in self.planned.others if any(each.why.startswith(f"{one.name}: ") for each in
                                                                self.request.unverified)]  # fmt: skip
        return telling.of_open(self.planned.payer, names, language)


def told(row: Estimate) -> Told:
    """Return an estimate with its days."""
    request = REQUEST.validate_json(row.request)
    found = answer(request, published())
    days = ANSWERED.validate_json(row.answered) if row.answered else ()
    planned = SHAPE.validate_json(row.plan_of_days)
    course = {day.on for day in planned_days(course_of(planned.days, ""))}
    of_course = [one for one in days if not one.payer and one.on in course]
    path = telling.path_of(found.lines, request.plan, of_course)
    return Told(row, planned, request, found, path, days)


def chart(estimate: Told) -> Chart:
    """Return the running total with its range, what is left of the maximum if it comes near, and where things end."""
    left = _maximum_left(estimate)
    is_near = left is not None and estimate.path.owes * 2 >= left  # a ceiling far above would flatten the path
    limit = (float(left), "Out-of-pocket maximum left") if left and is_near and not estimate.path.new_year_on else None
    ranges = running_range(estimate.request, published())
    days = tuple(_day(day, ranges.get(day.on)) for day in estimate.path.days)
    return step.chart(
        step.Steps("Total so far", days, limit, lambda amount: f"${amount:,.0f}", marks=_marks(estimate.path))
    )


def _day(day: DayCost, bounds: tuple[Decimal, Decimal] | None) -> step.Day:
    label, so_far = f"{day.on:%b} {day.on.day}", float(day.sum_so_far)
    if bounds is None:
        return step.Day(label, so_far)
    return step.Day(label, so_far, float(bounds[0]), float(bounds[1]))


def _marks(path: Path) -> tuple[step.Mark, ...]:
    """Return the days at which the path bends: by number, from the first."""
    found: list[step.Mark] = []
    found += [step.Mark(number - 1, f"Day {number}", "deductible met") for number in path.deductible_ends]
    if path.new_year_on:
        last_before = sum(day.on < path.new_year_on for day in path.days)
        found.append(step.Mark(last_before - 1, f"Day {last_before}", "the plan year ends"))
    if path.free_after:
        found.append(step.Mark(path.free_after - 1, f"Day {path.free_after}", "nothing more to pay"))
    return tuple(sorted(found, key=lambda mark: mark.day))


def ways(estimate: Told) -> tuple[Choice, ...]:
    """Return other ways to do the same care, with what they cost; none once payers answered days."""
    alone: Decimal | None = estimate.row.alone  # type: ignore[attr-defined]
    return () if estimate.answered_rows else choices(estimate.request, published(), alone=alone)


def spread(estimate: Told) -> str:
    """Return what is owed in monthly parts without interest, in words, or ""."""
    owes = estimate.row.expected
    if not owes or owes < MOST_AT_ONCE:
        return ""
    parts = instalments(owes, FEW, first_on=estimate.row.from_on, every=Every.MONTH)
    return f"{len(parts)} monthly payments of {dollars(parts[0].amount)}"


def _maximum_left(estimate: Told) -> Decimal | None:
    """Return what was left of the maximum before the first day; days that were answered since are met by now."""
    request = estimate.request
    half = request.plan.at(request.tier) if request.plan else None
    if request.plan is None or half is None or half.maximum is None:
        return None
    begun = request.plan.year_of(estimate.row.from_on)
    year = next((one for one in request.state.years if one.starts_on == begun), None)
    if year is None:
        return None
    met = year.in_network if request.tier is Tier.IN else year.out_of_network
    known = estimate.planned.known_on
    since = [one for one in estimate.answered if not one.payer and known and one.decided_on > known]
    return half.maximum.individual - met.out_of_pocket + total(one.share for one in since)


def rests_on(check: BenefitCheck | None, file: AnswerRow | None) -> list[tuple[str, str, str]]:
    """Return what decides the cost: the term, what the payer's file says, what a person was told."""
    if check is None:
        return []
    person, said = check_row(check).benefits, file.benefits() if file else None
    return [(term, read(said) if said else "", read(person)) for term, read in _TERMS]


def is_newer(check: BenefitCheck | None, file: AnswerRow) -> bool:
    """Return whether a file came after what a person was told, and says something else."""
    said = file.benefits()
    return bool(check and said and file.received_at > check.made_at and differences(check_row(check).benefits, said))


def _left(total: str) -> Callable[[Benefits], str]:
    return lambda said: presenting.dollars(remaining(getattr(said, total), getattr(said, f"{total}_met")))


def _value(name: str) -> Callable[[Benefits], str]:
    return lambda said: presenting.in_words(name, getattr(said, name))


_TERMS = (
    ("Deductible left", _left("deductible")),
    ("Out of pocket left", _left("out_of_pocket")),
    ("Share after that", _value("coinsurance")),
    ("Copay", _value("copay")),
    ("Such care covered", _value("iop_covered")),
    ("Authorization needed", _value("authorization_required")),
)


def ask_again(check: BenefitCheck | None, *, now: datetime, zone: ZoneInfo) -> str:
    """Return why the verification that an estimate rests on no longer holds, or ""."""
    return check_row(check).ask_again(now, zone) if check else ""


def due_on(row: Estimate) -> date | None:
    """Return the last day for handing out a good-faith estimate; None for others."""
    if row.kind != EstimateKind.GOOD_FAITH:
        return None
    planned = SHAPE.validate_json(row.plan_of_days)
    return due_by(asked_on=planned.asked_on, scheduled_on=planned.scheduled_on, service_on=planned.days.starts_on)


def items(estimate: Told) -> Sequence[tuple[str, int, Decimal, Decimal]]:
    """Return what is expected, by service and price: how often, dollars each, dollars in all."""
    counted: dict[tuple[str, Decimal], int] = {}
    for one in estimate.answer.lines:
        each = (one.line.service, one.line.price)
        counted[each] = counted.get(each, 0) + 1
    return [(service, count, price, count * price) for (service, price), count in sorted(counted.items())]
