"""An estimate as pages tell it: priced anew from what it rests on, which gives the same every time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from stepwell.coverage import presenting
from stepwell.coverage.actions.estimates import REQUEST, SHAPE, Planned
from stepwell.coverage.figures import published
from stepwell.coverage.models import BenefitCheck, Estimate
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.policies import check_row
from stepwell.coverage.rules import telling
from stepwell.coverage.rules.benefits import Benefits, remaining
from stepwell.coverage.rules.choices import Choice, choices
from stepwell.coverage.rules.combining import differences
from stepwell.coverage.rules.cost.estimates import Part
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer, running_range
from stepwell.coverage.rules.cost.results import Why
from stepwell.coverage.rules.good_faith import due_by
from stepwell.coverage.rules.others import paid_by
from stepwell.coverage.rules.payment_plans import FEW, Every, instalments
from stepwell.coverage.rules.settling import ANSWERED, AnsweredDay
from stepwell.coverage.rules.telling import DayCost, Path
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.kernel.money import ZERO, dollars, total
from stepwell.platform.ui.charts import step
from stepwell.platform.ui.charts.shapes import Chart

MOST_AT_ONCE = Decimal(100)  # dollars; more is offered in parts
NOT_DECIDED = "Somebody still decides on the sliding fee; without it the full price is due."


@dataclass(frozen=True)
class Told:
    """An estimate with all that was priced."""

    row: Estimate
    planned: Planned
    request: Request
    answer: Answer
    path: Path
    answered: tuple[AnsweredDay, ...] = ()

    @property
    def differs_by(self) -> Decimal:
        """How much more the client owes of the days that were answered than was estimated for them."""
        return total(one.difference for one in self.answered if one.difference is not None)

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
        told += self._of_others(language)
        fee = self.planned.fee
        return [*told, *(telling.of_fee(fee, self.discount, language) if fee and self.discount else [])]

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
    path = telling.path_of(found.lines, request.plan, days)
    return Told(row, SHAPE.validate_json(row.plan_of_days), request, found, path, days)


def chart(estimate: Told) -> Chart:
    """Return the running total with its range, what is left of the maximum if it comes near, and where things end."""
    left = _maximum_left(estimate.request)
    is_near = left is not None and estimate.path.owes * 2 >= left  # a ceiling far above would flatten the path
    limit = (float(left), "Out-of-pocket maximum left") if left and is_near and not estimate.path.new_year_on else None
    answered = total(one.owes for one in estimate.answered)
    ranges = running_range(estimate.request, published())
    days = tuple(_day(day, ranges.get(day.on), answered) for day in estimate.path.days)
    return step.chart(
        step.Steps("Total so far", days, limit, lambda amount: f"${amount:,.0f}", marks=_marks(estimate.path))
    )


def _day(day: DayCost, bounds: tuple[Decimal, Decimal] | None, answered: Decimal) -> step.Day:
    label, so_far = f"{day.on:%b} {day.on.day}", float(day.sum_so_far)
    if bounds is None:
        return step.Day(label, so_far)
    return step.Day(label, so_far, float(bounds[0] + answered), float(bounds[1] + answered))


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
    return () if estimate.answered else choices(estimate.request, published(), alone=alone)


def spread(estimate: Told) -> str:
    """Return what is owed in monthly parts without interest, in words, or ""."""
    owes = estimate.row.expected
    if not owes or owes < MOST_AT_ONCE:
        return ""
    parts = instalments(owes, FEW, first_on=estimate.row.from_on, every=Every.MONTH)
    return f"{len(parts)} monthly payments of {dollars(parts[0].amount)}"


def _maximum_left(request: Request) -> Decimal | None:
    half = request.plan.at(request.tier) if request.plan else None
    if half is None or half.maximum is None or not request.state.years:
        return None
    year = request.state.years[0]
    met = year.in_network if request.tier is Tier.IN else year.out_of_network
    return half.maximum.individual - met.out_of_pocket


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
