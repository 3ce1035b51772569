"""From what is known of a plan and the days to what a client is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.figures import published
from stepwell.coverage.rules.basis import Basis, Days, Fee
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.choices import choices
from stepwell.coverage.rules.combining import benefits_of
from stepwell.coverage.rules.cost.days import Price, Weekday
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer, running_range
from stepwell.coverage.rules.estimating import (
    NOT_COVERED,
    NOT_DEDUCTIBLE,
    NOT_LATE,
    NOT_MET,
    NOT_SHARE,
    course_of,
    insured,
    is_open,
    self_pay,
)
from stepwell.coverage.rules.plan_types import DEFAULTS
from stepwell.coverage.rules.sliding_fee import FeeClass
from stepwell.coverage.rules.telling import Path, of_fee, path_of, sentences
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
    assert path.deductible_ends == (4,)
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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"copay": Decimal(40), "copay_unit": CopayUnit.DAY, "share_besides_copay": True}, "522.00"),  # 6 x (40 + 47)
        ({"copay": Decimal(40), "copay_unit": CopayUnit.DAY, "share_besides_copay": False}, "240.00"),
        (
            {
                "copay": Decimal(40), "copay_unit": CopayUnit.DAY, "copay_after_deductible": True, "coinsurance": None,
                "deductible_met": Decimal(2400), "copay_on_crossing_day": True,
            },
            "340.00",  # 100 + 40, then 5 x 40
        ),
        ({"out_of_pocket": Decimal(2000), "out_of_pocket_met": Decimal(1400), "deductible_counts": False}, "1210.00"),
        (
            {
                "copay": Decimal(40), "copay_unit": CopayUnit.DAY, "coinsurance": None, "copay_counts": False,
                "out_of_pocket": Decimal(2500), "out_of_pocket_met": Decimal(2490),
            },
            "240.00",
        ),
    ],
)  # fmt: skip
def test_what_few_plans_say_changes_the_sum_and_leaves_nothing_open(said: dict[str, Any], expected: str) -> None:
    request = asked(replace(KNOWN, **said))

    assert answer(request, published()).estimate.expected == Decimal(expected)
    assert not is_open(request)


def test_the_last_quarter_carries_over_and_what_was_met_in_it_before_is_open() -> None:
    benefits = replace(KNOWN, deductible=Decimal(1000), deductible_met=Decimal(400), carries_over=True)
    course = Days(date(2026, 12, 21), MWF, 2)  # three days and three, then January 1
    asked_late = replace(BASIS, as_of=date(2026, 12, 18))

    found, _ = priced(asked(benefits, days=course, basis=asked_late))

    assert [part.why for part in found.estimate.parts] == [NOT_LATE]
    assert found.estimate.low < found.estimate.expected == found.estimate.high
    early, _ = priced(asked(benefits, days=course, basis=replace(BASIS, as_of=date(2026, 3, 2))))
    assert not early.estimate.parts


def test_medicaid_asks_a_household_for_no_more_than_its_limit() -> None:
    benefits = Benefits(is_active=True, deductible=Decimal(0), deductible_met=Decimal(0), copay=Decimal(4),
                        copay_unit=CopayUnit.DAY, iop_covered=True)  # fmt: skip
    medicaid = replace(BASIS, plan_type=PlanType.MEDICAID, rules=DEFAULTS[PlanType.MEDICAID], income=Decimal(1200))

    found, _ = priced(asked(benefits, basis=medicaid))

    assert found.estimate.expected == Decimal("15.00")  # 5 percent of a quarter of $1,200


def test_the_band_ends_at_the_range() -> None:
    request = asked(replace(KNOWN, deductible_met=None), days=Days(date(2026, 3, 2), MWF, 2, attended=Decimal(50)))

    ranges = running_range(request, published())
    found, _ = priced(request)

    assert ranges[max(ranges)] == (found.estimate.low, found.estimate.high)
    assert all(low <= high for low, high in ranges.values())


def test_other_ways_are_the_same_care_and_never_later() -> None:
    found = choices(asked(weeks=8), published(), alone=Decimal(200))

    assert [(one.name, one.owes, one.difference) for one in found] == [
        ("3 days a week", Decimal("2050.00"), Decimal("0.00")),
        ("4 days a week", Decimal("2050.00"), Decimal("0.00")),
        ("Step down after 18 days", Decimal("1870.00"), Decimal("-180.00")),
        ("Without the plan", Decimal("4800.00"), Decimal("2750.00")),
    ]
    assert found[1].last_on < found[0].last_on
    assert not choices(asked(replace(KNOWN, coinsurance=None)), published(), alone=Decimal(200))


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        (Fee(FeeClass("C", Decimal(150), Decimal(40)), Decimal("146.41"), date(2026, 3, 2)), "It is not decided yet."),
        (
            Fee(FeeClass("A", Decimal(100), nominal=Decimal(10)), Decimal("90.00"), date(2026, 3, 2), is_granted=True,
                through=date(2027, 3, 1)),
            "It holds through 03/01/2027.",
        ),
    ],
)  # fmt: skip
def test_the_sliding_fee_is_told_with_its_ground_in_both_languages(fee: Fee, said: str) -> None:
    english, spanish = of_fee(fee, Decimal("990.00")), of_fee(fee, Decimal("990.00"), "es")

    assert (len(english), len(spanish)) == (2, 2)
    assert "$990.00" in english[0]
    assert str(fee.percent) in spanish[0]
    assert english[1].startswith(said)
