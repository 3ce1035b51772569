"""From what is known of a plan and the days to what a client is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.figures import published
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import benefits_of
from stepwell.coverage.rules.cost.days import Price, Weekday
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer
from stepwell.coverage.rules.estimating import (
    NOT_COVERED,
    NOT_DEDUCTIBLE,
    NOT_MET,
    NOT_SHARE,
    Basis,
    Days,
    course_of,
    insured,
    is_open,
    self_pay,
)
from stepwell.coverage.rules.plan_types import DEFAULTS
from stepwell.coverage.rules.telling import Path, path_of, sentences
from stepwell.coverage.vocabulary import CopayUnit, LimitUnit, PlanType
from tests.rules.coverage.test_verifying import STORY, understood

MWF = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
PRICE = Price("H0015", Decimal(350), Decimal(275))
KNOWN = Benefits(
    is_active=True, deductible=Decimal(2500), deductible_met=Decimal(1400), coinsurance=Decimal(20),
    out_of_pocket=Decimal(6000), out_of_pocket_met=Decimal(3950), iop_covered=True,
)  # fmt: skip
BASIS = Basis(PlanType.PPO, KNOWN, Tier.IN, date(2026, 3, 2), DEFAULTS[PlanType.PPO])


def asked(benefits: Benefits = KNOWN, *, weeks: int = 2, days: Days | None = None, basis: Basis = BASIS) -> Request:
    days = days or Days(date(2026, 3, 2), MWF, weeks)
    known = replace(basis, benefits=benefits)
    return insured(known, course_of(days, "H0015"), [PRICE], published().limits, days.attended)


def priced(request: Request) -> tuple[Answer, Path]:
    found = answer(request, published())
    return found, path_of(found.lines, request.plan)


def test_the_story_comes_to_the_worked_example() -> None:
    file = benefits_of(understood(STORY))

    found, path = priced(asked(file))

    assert found.estimate.expected == Decimal("1210.00")
    assert [(one.first.number, one.last.number, one.first.owes) for one in path.stretches] == [
        (1, 4, Decimal("275.00")), (5, 6, Decimal("55.00")),
    ]  # fmt: skip
    assert path.deductible_ends == 4
    assert found.findings == ()


def test_after_the_maximum_there_is_nothing_more_to_pay() -> None:
    request = asked(weeks=10)
    found, path = priced(request)

    assert (found.estimate.expected, path.free_after, len(path.days)) == (Decimal("2050.00"), 22, 30)
    words = sentences(path, low=path.owes, expected=path.owes, high=path.owes)
    assert words[0] == "From day 1 to day 4 you pay $275.00 a day."
    assert "After day 22 your plan pays all of it for the rest of the plan year." in words
    assert words[-1] == "We think that comes to $2,050.00."
    spanish = sentences(path, low=path.owes, expected=path.owes, high=path.owes, language="es")
    assert len(spanish) == len(words)
    assert "$275.00" in spanish[0]


def test_the_turn_of_the_plan_year_begins_anew() -> None:
    july = replace(BASIS, year_starts_month=7, as_of=date(2026, 6, 15))
    _, path = priced(asked(weeks=6, days=Days(date(2026, 6, 15), MWF, 6), basis=july))

    assert path.new_year_on == date(2026, 7, 1)
    assert any("new plan year" in one for one in sentences(path, low=path.owes, expected=path.owes, high=path.owes))


@pytest.mark.parametrize(
    ("change", "why", "open_"),
    [
        ({"coinsurance": None}, NOT_SHARE, True),
        ({"iop_covered": None}, NOT_COVERED, True),
        ({"deductible": None, "deductible_met": None}, NOT_DEDUCTIBLE, True),
        ({"deductible_met": None}, NOT_MET, False),
    ],
)
def test_what_is_not_known_is_a_range_with_its_reason(change: dict[str, None], why: str, open_: bool) -> None:
    request = asked(replace(KNOWN, **change))
    found, path = priced(request)

    assert why in [part.why for part in found.estimate.parts]
    assert is_open(request) is open_
    assert found.estimate.low < found.estimate.high
    if open_:
        (only,) = sentences(path, low=found.estimate.low, expected=None, high=found.estimate.high)
        assert "has not told us enough" in only


def test_days_that_may_be_missed_make_a_range() -> None:
    found, _ = priced(asked(days=Days(date(2026, 3, 2), MWF, 4, attended=Decimal(50))))

    assert found.estimate.low < found.estimate.expected == found.estimate.high
    assert [part.why for part in found.estimate.parts] == ["Days that are missed"]


def test_a_copay_stands_instead_of_the_deductible_unless_said_otherwise() -> None:
    copay = replace(KNOWN, coinsurance=None, copay=Decimal(40), copay_unit=CopayUnit.DAY)

    assert priced(asked(copay))[0].estimate.expected == Decimal("240.00")
    after = replace(copay, copay_after_deductible=True)
    assert priced(asked(after))[0].estimate.expected == Decimal("1180.00")


def test_a_limit_that_is_nearly_used_leaves_days_to_the_client() -> None:
    limited = replace(KNOWN, limit_total=30, limit_used=27, limit_unit=LimitUnit.DAYS)
    found, _ = priced(asked(limited))

    assert found.totals.not_covered == Decimal("1050.00")


def test_who_is_past_all_of_it_pays_nothing_from_the_first_day() -> None:
    done = replace(KNOWN, deductible_met=Decimal(2500), out_of_pocket_met=Decimal(6000))
    found, path = priced(asked(done))

    assert (found.estimate.expected, path.free_after) == (Decimal("0.00"), 0)
    assert (
        sentences(path, low=path.owes, expected=path.owes, high=path.owes)[0] == "From day 1 to day 6 you pay nothing."
    )


def test_medicare_is_priced_by_its_years() -> None:
    basis = replace(BASIS, plan_type=PlanType.MEDICARE, type_of_bill="76")
    days = Days(date(2026, 3, 2), MWF, 2)
    course = course_of(days, "H0015")
    request = insured(basis, course, [Price("H0015", Decimal(500), Decimal("319.38"))], published().limits)

    assert request.medicare
    assert answer(request, published()).estimate.expected > 0


def test_who_pays_alone_pays_the_prices() -> None:
    days = Days(date(2026, 3, 2), MWF, 8)
    course = course_of(days, "H0015", "90791")
    request = self_pay(course, [Price("H0015", Decimal(200)), Price("90791", Decimal(250))])

    assert answer(request, published()).estimate.expected == Decimal("5050.00")


money = st.none() | st.decimals(0, 9000, places=2)


@given(money, money, st.none() | st.integers(1, 99).map(Decimal), money, st.none() | st.booleans(), st.integers(1, 30))
def test_any_benefits_give_a_range_around_what_is_likely(
    deductible: Decimal | None,
    maximum: Decimal | None,
    share: Decimal | None,
    copay: Decimal | None,
    covered: bool | None,
    weeks: int,
) -> None:
    unit = None if copay is None else CopayUnit.DAY
    benefits = Benefits(
        deductible=deductible, out_of_pocket=maximum, coinsurance=share, copay=copay, copay_unit=unit,
        iop_covered=covered,
    )  # fmt: skip
    found, path = priced(asked(benefits, weeks=weeks))

    assert 0 <= found.estimate.low <= found.estimate.expected <= found.estimate.high
    assert path.owes == found.totals.client_owes
    assert sum(day.owes for day in path.days) == path.owes
