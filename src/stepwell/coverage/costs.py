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
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer
from stepwell.coverage.rules.good_faith import due_by
from stepwell.coverage.rules.settling import ANSWERED, AnsweredDay
from stepwell.coverage.rules.telling import Path
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.kernel.money import total
from stepwell.platform.ui.charts import step
from stepwell.platform.ui.charts.shapes import Chart


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

    def sentences(self, language: str) -> list[str]:
        """Return it in plain words."""
        row = self.row
        return telling.sentences(self.path, low=row.low, expected=row.expected, high=row.high, language=language)


def told(row: Estimate) -> Told:
    """Return an estimate with its days."""
    request = REQUEST.validate_json(row.request)
    found = answer(request, published())
    days = ANSWERED.validate_json(row.answered) if row.answered else ()
    path = telling.path_of(found.lines, request.plan, days)
    return Told(row, SHAPE.validate_json(row.plan_of_days), request, found, path, days)


def chart(estimate: Told) -> Chart:
    """Return the running total, with what is left of the maximum if it comes near."""
    left = _maximum_left(estimate.request)
    is_near = left is not None and estimate.path.owes * 2 >= left  # a ceiling far above would flatten the path
    limit = (float(left), "Out-of-pocket maximum left") if left and is_near and not estimate.path.new_year_on else None
    days = tuple(step.Day(f"{day.on:%b} {day.on.day}", float(day.sum_so_far)) for day in estimate.path.days)
    return step.chart(step.Steps("Total so far", days, limit, lambda amount: f"${amount:,.0f}"))


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


def due_on(estimate: Told) -> date | None:
    """Return the last day for handing out a good-faith estimate; None for others."""
    if estimate.row.kind != EstimateKind.GOOD_FAITH:
        return None
    planned = estimate.planned
    return due_by(asked_on=planned.asked_on, scheduled_on=planned.scheduled_on, service_on=planned.days.starts_on)


def items(estimate: Told) -> Sequence[tuple[str, int, Decimal, Decimal]]:
    """Return what is expected, by service and price: how often, dollars each, dollars in all."""
    counted: dict[tuple[str, Decimal], int] = {}
    for one in estimate.answer.lines:
        each = (one.line.service, one.line.price)
        counted[each] = counted.get(each, 0) + 1
    return [(service, count, price, count * price) for (service, price), count in sorted(counted.items())]
