"""Policies that pay after the first: to the cent where they are known, a range where they are not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from stepwell.coverage.figures import published
from stepwell.coverage.rules.basis import Basis, Days
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.days import Price, Weekday
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Request, answer
from stepwell.coverage.rules.cost.secondary import Rate
from stepwell.coverage.rules.estimating import course_of, insured, is_open
from stepwell.coverage.rules.others import Other, paid_by, with_others
from stepwell.coverage.rules.plan_types import rules_of
from stepwell.coverage.rules.settling import AnsweredDay, settled
from stepwell.coverage.vocabulary import After, PlanType
from stepwell.kernel.findings import Refused

ONE_DAY = Days(date(2026, 3, 2), (Weekday.MONDAY,), 1)
FIVE = Days(date(2026, 3, 2), (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY), 2)
KNOWN = Benefits(is_active=True, iop_covered=True, deductible=Decimal(0), deductible_met=Decimal(0),
                 out_of_pocket=Decimal(9000), out_of_pocket_met=Decimal(0))  # fmt: skip
YEARS = (PartBYear(2026, Decimal(283), Decimal(20)),)


def basis(kind: PlanType = PlanType.PPO, **said: Any) -> Basis:
    return Basis(kind, replace(KNOWN, **said), Tier.IN, date(2026, 3, 1), rules_of(kind), medicare=YEARS)


def first(days: Days = ONE_DAY) -> Request:
    """A plan that allows 275 of 350 a day and leaves a fifth, 55, to the client."""
    prices = [Price("H0015", Decimal(350), Decimal(275))]
    return insured(basis(coinsurance=Decimal(20)), course_of(days, "H0015"), prices, published().limits)


def medicare() -> Request:
    """Part B: 319.38 a day, nothing met of 283."""
    prices = [Price("H0015", Decimal(400), Decimal("319.38"))]
    days = replace(FIVE, closed_on=(date(2026, 3, 13),))
    return insured(basis(PlanType.MEDICARE), course_of(days, "H0015"), prices, published().limits)


def other(after: After = After.STANDARD, kind: PlanType = PlanType.PPO, rate: str | None = "260", **said: Any) -> Other:
    rates = {} if rate is None else {"H0015": Decimal(rate)}
    return Other("Second Mutual", kind, after, basis(kind, **({"coinsurance": Decimal(10)} | said)), rates)


@pytest.mark.parametrize(
    ("others", "owes", "paid"),
    [
        ([other()], "0.00", ["220.00", "55.00"]),
        ([other(After.NON_DUPLICATION)], "41.00", ["220.00", "14.00"]),
        ([other(After.MAINTENANCE)], "19.00", ["220.00", "36.00"]),
        ([other(kind=PlanType.MEDICAID, rate="170.03")], "0.00", ["220.00", "0.00"]),
        ([other(kind=PlanType.MEDICAID, rate="250.00")], "0.00", ["220.00", "30.00"]),
        ([other(kind=PlanType.MEDICAID, rate=None)], "0.00", ["220.00", "0.00"]),
        ([other(is_active=False)], "55.00", ["220.00"]),
        ([other(iop_covered=False)], "55.00", ["220.00"]),
        # the second leaves 41.00; of its 247.00 the third pays what is above the 234.00 of both: 13.00
        ([other(After.NON_DUPLICATION), replace(other(After.NON_DUPLICATION, coinsurance=Decimal(5)), name="Third")],
         "28.00", ["220.00", "14.00", "13.00"]),
        ([other(After.NON_DUPLICATION), replace(other(kind=PlanType.MEDICAID, rate="240.00"), name="Medicaid")],
         "0.00", ["220.00", "14.00", "6.00"]),
    ],
)  # fmt: skip
def test_plans_pay_in_their_order(others: list[Other], owes: str, paid: list[str]) -> None:
    request = with_others(first(), others, published().limits)
    found = answer(request, published())

    assert not is_open(request)
    assert (found.estimate.low, found.estimate.expected, found.estimate.high) == (Decimal(owes),) * 3
    assert [amount for _, amount in paid_by(request, "First", published())] == list(map(Decimal, paid))
    totals = found.totals
    assert totals.charge == totals.contractual + totals.written_off + totals.client_owes + sum(map(Decimal, paid))


@pytest.mark.parametrize(
    ("after", "kind", "owes"),
    [
        (After.UNKNOWN, None, "545.80"),
        (After.MEDIGAP_SHARE, PlanType.INDEMNITY, "283.00"),
        (After.MEDIGAP_ALL, PlanType.INDEMNITY, "0.00"),
        (After.MEDIGAP_HALF, PlanType.INDEMNITY, "414.40"),
        (After.MEDIGAP_MOST, PlanType.INDEMNITY, "348.70"),
        (After.QMB, PlanType.MEDICAID, "0.00"),
    ],
)
def test_medigap_and_medicaid_behind_medicare(after: After, kind: PlanType | None, owes: str) -> None:
    others = [other(after, kind, rate=None)] if kind else []

    found = answer(with_others(medicare(), others, published().limits), published())

    assert found.estimate.expected == Decimal(owes)


def test_medigap_and_then_medicaid_leave_nothing() -> None:
    later = [other(After.MEDIGAP_SHARE, PlanType.INDEMNITY, rate=None), other(kind=PlanType.MEDICAID, rate="350")]
    request = with_others(medicare(), later, published().limits)

    # Medigap pays the shares of all five days; Medicaid the deductible that is left on the first
    assert answer(request, published()).estimate.expected == 0
    assert [amount for _, amount in paid_by(request, "Medicare", published())] == [
        Decimal("1051.10"), Decimal("262.80"), Decimal("283.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("later", "low", "high", "said"),
    [
        (Other("Second Mutual", PlanType.PPO), "0.00", "55.00", "Nobody verified"),
        (other(is_active=None), "0.00", "55.00", "Nobody verified"),
        (other(rate=None), "0.00", "55.00", "no contract with it"),
        (other(After.UNKNOWN), "0.00", "41.00", "How it pays after another plan"),
        (Other("Second Mutual", PlanType.MEDICAID), "0.00", "55.00", "Nobody verified"),
    ],
)
def test_what_nobody_verified_is_a_range_and_no_number(later: Other, low: str, high: str, said: str) -> None:
    request = with_others(first(), [later], published().limits)
    found = answer(request, published()).estimate

    assert is_open(request)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert [said in part.why and part.why.startswith("Second Mutual: ") for part in found.parts] == [True]


@pytest.mark.parametrize(("after", "kind"), [(After.MEDIGAP_ALL, PlanType.INDEMNITY), (After.QMB, PlanType.MEDICAID)])
def test_medigap_that_nobody_verified_is_a_range_too(after: After, kind: PlanType) -> None:
    request = with_others(medicare(), [Other("Gap", kind, after)], published().limits)
    found = answer(request, published()).estimate

    assert is_open(request)
    assert (found.low, found.high) == (Decimal("0.00"), Decimal("545.80"))


def test_medicare_after_an_employer_pays_up_to_what_is_left() -> None:
    later = other(kind=PlanType.MEDICARE, rate="167.38", deductible=None, deductible_met=Decimal(283), coinsurance=None)

    # 80 percent of 167.38 is more than the 55.00 that are left
    assert answer(with_others(first(), [later], published().limits), published()).estimate.high == 0


def test_doubts_of_three_plans_stay_within_what_can_be_priced() -> None:
    unsure = {"iop_covered": None, "deductible": None, "deductible_met": None, "coinsurance": None}
    request = insured(
        basis(**unsure), course_of(FIVE, "H0015"), [Price("H0015", Decimal(350), Decimal(275))], published().limits
    )
    request = with_others(request, [other(After.UNKNOWN, **unsure), other(After.UNKNOWN, **unsure)], published().limits)

    found = answer(request, published()).estimate

    assert is_open(request)
    assert found.low == 0


TURN = Days(date(2026, 12, 28), (Weekday.MONDAY, Weekday.WEDNESDAY), 2)  # two days in each year
IN_2027 = PartBYear(2027, Decimal(300), Decimal(20))


def behind_employer(years: tuple[PartBYear, ...], **said: Any) -> Request:
    """A plan whose deductible leaves all of 275.00 a day; Medicare allows 300.00, and 320.00 from 2027 on."""
    prices = [Price("H0015", Decimal(350), Decimal(275))]
    plan = replace(basis(coinsurance=Decimal(20), deductible=Decimal(2000)), as_of=date(2026, 12, 1))
    medicare = replace(basis(PlanType.MEDICARE, **said), as_of=date(2026, 12, 1), medicare=years)
    later = Other("Medicare", PlanType.MEDICARE, After.STANDARD, medicare, {"H0015": Decimal(300)},
                  (Rate("H0015", Decimal(320), date(2027, 1, 1)),))  # fmt: skip
    first = insured(plan, course_of(TURN, "H0015"), prices, published().limits)
    return with_others(first, [later], published().limits)


def test_medicare_behind_an_employer_takes_the_amounts_of_each_year() -> None:
    """2026, deductible met: it pays 240.00 of each day. 2027: 16.00 after 300.00 of deductible, then 256.00."""
    request = behind_employer((*YEARS, IN_2027), deductible_met=Decimal(283))
    found = answer(request, published())

    assert [line.amounts.client_owes for line in found.lines] == [Decimal(35), Decimal(35), Decimal(259), Decimal(19)]
    assert found.secondary_state.years[1].in_network.deductible == Decimal(300)
    assert not request.unverified


def test_what_is_met_of_medicares_deductible_is_a_range_behind_an_employer_too() -> None:
    """Of the first year: nothing met, 13.60 and then 240.00 are paid; all of it met, 240.00 twice."""
    found = answer(behind_employer((*YEARS, IN_2027), deductible_met=None), published()).estimate

    assert (found.low, found.high) == (Decimal("348.00"), Decimal("574.40"))


def test_a_year_of_medicare_that_is_missing_is_refused_by_name_behind_an_employer_too() -> None:
    with pytest.raises(Refused) as refused:
        answer(behind_employer(YEARS, deductible_met=Decimal(283)), published())

    assert [(one.code, one.field) for one in refused.value.findings] == [("COST-020", "/secondary/years")]
    assert "2027" in refused.value.findings[0].sentence


def test_years_of_medicare_that_come_along_stand_behind_those_that_were_given() -> None:
    request = replace(behind_employer((IN_2027,), deductible_met=Decimal(283)))
    assert answer(request, published()).totals.client_owes == Decimal(348)


def test_days_that_an_employer_answered_are_medicares_by_the_amounts_of_their_year() -> None:
    """The employer left 100.00 of the first day: Medicare pays them. It said that 283.00 of 2027 are met already."""
    request = behind_employer((*YEARS, IN_2027), deductible_met=Decimal(283))
    day = AnsweredDay(date(2026, 12, 28), Decimal(100), Decimal(100), decided_on=date(2027, 1, 20), paid=Decimal(175))
    other = replace(day, on=date(2027, 1, 4), owes=Decimal(275), deductible=Decimal(275), paid=Decimal(0))
    medicare = replace(other, payer="Medicare", owes=Decimal(259), deductible=Decimal(283), paid=Decimal(16))
    left = settled(request, [day, other, medicare], as_of={"": date(2026, 12, 1), "Medicare": date(2026, 12, 1)})

    # of the last day 17.00 of deductible are left: of 320.00 it pays 242.40, and 32.60 are the client's
    found = {line.line.on.day: line.amounts.client_owes for line in answer(left, published()).lines}
    assert found == {28: Decimal(0), 30: Decimal(35), 4: Decimal(259), 6: Decimal("32.60")}
