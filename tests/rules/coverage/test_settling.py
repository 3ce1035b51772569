"""Days that payers answered: they count as answered, and the rest is priced after them; nothing is counted twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.coverage.rules.cost.accumulators import HouseholdPaid, Met, PlanYear, State
from stepwell.coverage.rules.cost.days import Beside, Course, Every, Phase, Price, Weekday, planned_days
from stepwell.coverage.rules.cost.estimates import Doubt
from stepwell.coverage.rules.cost.medicare import Medicare
from stepwell.coverage.rules.cost.part_b import PaidAs, PartBYear
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapUnit,
    Copay,
    CopayMode,
    Deductible,
    HouseholdLimit,
    Maximum,
    Network,
    Plan,
    Terms,
)
from stepwell.coverage.rules.cost.request import Answer, Figures, Request, answer
from stepwell.coverage.rules.cost.secondary import Method, Secondary, Supplement
from stepwell.coverage.rules.others import paid_by
from stepwell.coverage.rules.settling import AnsweredDay, settled, that_count, waiting
from stepwell.coverage.rules.telling import of_answers, path_of
from stepwell.coverage.vocabulary import CopayUnit

FIRST, NONE = date(2026, 3, 2), Decimal(0)
WEEKDAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
TERMS = Terms((), coinsurance=Decimal(20))
PLAN = Plan(Network((TERMS,), Deductible(Decimal(1500)), Maximum(Decimal(6000))))
MET = State((PlanYear(date(2026, 1, 1), Met(Decimal(400), Decimal(400), Decimal(400), Decimal(400))),))
REQUEST = Request(
    plan=PLAN, state=MET, course=Course(FIRST, (Phase(WEEKDAYS, weeks=4),)),
    prices=(Price("H0015", Decimal(350), Decimal(275)),),
)  # fmt: skip
SAID, LATER = date(2026, 2, 20), date(2026, 3, 20)
DAYS = [day.on for day in planned_days(REQUEST.course)]  # type: ignore[arg-type]
SECOND, THIRD = "Second Mutual", "Third Mutual"
AS_OF = {"": SAID, SECOND: SAID, THIRD: SAID}


def as_estimated(count: int, *, decided_on: date = LATER) -> list[AnsweredDay]:
    """Return the first days, answered just as they were estimated."""
    lines = answer(REQUEST, Figures()).lines[:count]
    return [
        AnsweredDay(
            one.line.on, one.amounts.client_owes, one.amounts.deductible, NONE, one.amounts.coinsurance, decided_on,
            paid=one.amounts.primary_paid,
        )
        for one in lines
    ]  # fmt: skip


def priced(request: Request, days: list[AnsweredDay], as_of: dict[str, date] | None = None) -> Answer:
    return answer(settled(request, days, as_of=as_of or AS_OF), Figures())


def owed(request: Request, days: list[AnsweredDay], as_of: dict[str, date] | None = None) -> list[str]:
    """Return what the client owes day by day."""
    return [f"{day.owes:.2f}" for day in path_of(priced(request, days, as_of).lines).days]


@pytest.mark.parametrize("count", range(13))
def test_answers_as_estimated_change_nothing(count: int) -> None:
    assert priced(REQUEST, as_estimated(count)).totals == answer(REQUEST, Figures()).totals


def test_an_answer_that_a_later_verification_contains_is_not_counted_twice() -> None:
    days = as_estimated(3)
    known = MET.years[0].in_network
    met = known.deductible + sum((one.deductible for one in days), NONE)
    verified = replace(REQUEST, state=State((PlanYear(date(2026, 1, 1), Met(met, met, met, met)),)))
    left = settled(verified, days, as_of={"": LATER})

    assert left.state == verified.state
    assert answer(left, Figures()).estimate == answer(REQUEST, Figures()).estimate


def test_a_day_that_cost_less_leaves_more_of_the_deductible() -> None:
    days = [AnsweredDay(DAYS[0], NONE, decided_on=LATER, paid=Decimal(275))]  # the payer paid all of it

    expected = answer(REQUEST, Figures()).estimate.expected - Decimal(55)  # a day of 20 percent less
    assert priced(REQUEST, days).estimate.expected == expected


def test_days_of_the_course_count_and_others_if_no_verification_contains_them() -> None:
    before, after = AnsweredDay(FIRST - timedelta(days=3), NONE), AnsweredDay(FIRST - timedelta(days=2), NONE)
    days = [replace(before, decided_on=SAID), replace(after, decided_on=LATER), *as_estimated(1)]

    assert that_count(days, DAYS, AS_OF) == (days[1], days[2])
    assert that_count([replace(days[1], payer="Somebody else")], DAYS, AS_OF) == ()


def test_an_answer_of_another_day_counts_toward_what_is_met() -> None:
    """1,100.00 are left of the deductible; a day before the course took 1,000.00 of it: 100 + 20 % of 175, then 55."""
    before = AnsweredDay(FIRST - timedelta(days=2), Decimal(1000), Decimal(1000), decided_on=LATER)

    assert owed(REQUEST, [before])[:2] == ["135.00", "55.00"]
    assert len(owed(REQUEST, [before])) == 12


def test_all_days_can_be_answered() -> None:
    found = priced(REQUEST, as_estimated(12))
    assert found.totals == answer(REQUEST, Figures()).totals
    assert waiting(settled(REQUEST, as_estimated(12), as_of=AS_OF)) == {}


@pytest.mark.parametrize(
    ("unit", "limit", "covered"),
    [(CapUnit.DAYS, 5, 5), (CapUnit.VISITS, 5, 5), (CapUnit.HOURS, 15, 5), (CapUnit.DOLLARS, 440, 2)],
)
def test_an_answered_day_uses_a_limit(unit: CapUnit, limit: int, covered: int) -> None:
    """Three days were answered, each with 220.00 paid: whatever is left of the limit is for the others."""
    plan = Plan(Network((TERMS,)), caps=(Cap("limit", unit, Decimal(limit)),))
    course = Course(FIRST, (Phase(WEEKDAYS, hours=Decimal(3), weeks=4),))
    days = [AnsweredDay(on, Decimal(55), coinsurance=Decimal(55), decided_on=LATER, paid=Decimal(220))
            for on in DAYS[: 2 if unit is CapUnit.DOLLARS else 3]]  # fmt: skip
    found = owed(replace(REQUEST, plan=plan, course=course, state=State()), days)

    assert [one == "55.00" for one in found] == [number < covered for number in range(12)]


@pytest.mark.parametrize(
    ("unit", "answered", "expected"),
    [
        # an admission's copay was taken on the first day: it is not due again
        (CopayUnit.ADMISSION, {0: 200}, ["200.00", "0.00", "0.00", "0.00"]),
        (CopayUnit.ADMISSION, {1: 200}, ["0.00", "200.00", "0.00", "0.00"]),
        # the payer took 120.00 of it: the rest is due on the next day
        (CopayUnit.ADMISSION, {0: 120}, ["120.00", "80.00", "0.00", "0.00"]),
        # a week's copay was taken on its second day and that of the next week on its first: none is due again
        (CopayUnit.WEEK, {1: 200, 3: 200}, ["0.00", "200.00", "0.00", "200.00"]),
        (CopayUnit.DAY, {0: 200}, ["200.00", "200.00", "200.00", "200.00"]),
    ],
)
@pytest.mark.parametrize("as_of", [SAID, LATER])
def test_a_copay_that_was_taken_is_not_due_again(
    unit: CopayUnit, answered: dict[int, int], expected: list[str], as_of: date
) -> None:
    copay = Copay(Decimal(200), unit, CopayMode.INSTEAD)
    request = replace(REQUEST, plan=Plan(Network((Terms((), copay=copay),))), state=State())
    days = [AnsweredDay(DAYS[number], Decimal(due), copay=Decimal(due), decided_on=LATER)
            for number, due in answered.items()]  # fmt: skip

    assert owed(request, days, {"": as_of})[:4] == expected


def test_a_household_and_the_last_quarter_go_on_from_what_was_answered() -> None:
    plan = Plan(Network((Terms((), copay=Copay(Decimal(4), CopayUnit.DAY, CopayMode.INSTEAD)),)),
                household=HouseholdLimit(Decimal(800)))  # fmt: skip
    state = State(household=(HouseholdPaid(date(2026, 1, 1), NONE),))
    days = [AnsweredDay(on, Decimal(4), copay=Decimal(4), decided_on=LATER) for on in DAYS[:2]]
    left = settled(replace(REQUEST, plan=plan, state=state), days, as_of=AS_OF)
    assert left.state.household == (HouseholdPaid(date(2026, 1, 1), Decimal(8)),)
    assert answer(left, Figures()).totals.client_owes == Decimal(10)  # 5 percent of 200 a quarter

    late = replace(REQUEST, plan=replace(PLAN, year_starts_month=4, carries_over=True), state=State())
    left = settled(late, [AnsweredDay(DAYS[0], Decimal(275), Decimal(275), decided_on=LATER)], as_of=AS_OF)
    assert left.state.years[0].in_network.late == Decimal(275)


def test_a_doubt_stands_where_its_year_is_after_answers_of_another_year() -> None:
    """An answer of the year before comes first; what was answered of the doubtful year is met in any case."""
    doubt = Doubt("/state/years/0/in_network/deductible", NONE, Decimal(1500), "why")
    new_year = replace(REQUEST, unverified=(doubt,))
    days = [AnsweredDay(date(2025, 12, 29), Decimal(50), Decimal(50), decided_on=LATER), *as_estimated(1)]
    left = settled(new_year, days, as_of=AS_OF)

    assert [year.starts_on.year for year in left.state.years] == [2025, 2026]
    assert left.unverified == (replace(doubt, at="/state/years/1/in_network/deductible", low=Decimal(675)),)


# Two days of 350.00; the first allows 275.00 and a fifth is left, 55.00; the second allows 260.00 at 90 percent.
TWO = replace(
    REQUEST,
    plan=Plan(Network((TERMS,))),
    state=State(),
    course=Course(FIRST, (Phase(WEEKDAYS[:2], weeks=1),)),
)


def behind(method: Method = Method.STANDARD, *, deductible: int = 0, name: str = SECOND, share: int = 10) -> Secondary:
    half = Network((Terms((), coinsurance=Decimal(share)),), Deductible(Decimal(deductible)) if deductible else None)
    return Secondary(method, Plan(half), {"H0015": Decimal(260)}, name=name)


def first(owes: str = "55", paid: str = "220", **more: Any) -> AnsweredDay:
    return AnsweredDay(DAYS[0], Decimal(owes), coinsurance=Decimal(owes), paid=Decimal(paid), decided_on=LATER, **more)


def later(owes: str, paid: str, payer: str = SECOND, **more: Any) -> AnsweredDay:
    return AnsweredDay(DAYS[0], Decimal(owes), paid=Decimal(paid), payer=payer, decided_on=LATER, **more)


@pytest.mark.parametrize(
    ("request_", "days", "expected", "paid"),
    [
        # nobody answered: 55.00 of each day are left, and the second pays them
        (replace(TWO, secondary=behind()), [], ["0.00", "0.00"], ["440.00", "110.00"]),
        # the first answered and left 100.00: the second still pays them
        (replace(TWO, secondary=behind()), [first("100", "175")], ["0.00", "0.00"], ["395.00", "155.00"]),
        # non-duplication: what 234.00 exceeds the first's payment by, 59.00 where that paid 175.00, else 14.00
        (replace(TWO, secondary=behind(Method.NON_DUPLICATION)), [first("100", "175")], ["41.00", "41.00"],
         ["395.00", "73.00"]),
        # maintenance of benefits: 90 percent of what 260.00 are above 175.00, then above 220.00
        (replace(TWO, secondary=behind(Method.MAINTENANCE)), [first("100", "175")], ["23.50", "19.00"],
         ["395.00", "112.50"]),
        # Medicaid, allowing 260.00: 85.00, then 40.00; what is left nobody owes
        (replace(TWO, secondary=behind(Method.MEDICAID)), [first("100", "175")], ["0.00", "0.00"],
         ["395.00", "125.00"]),
        # the second answered too: 30.00 paid of 100.00, 60.00 left to the client, 10.00 to nobody
        (replace(TWO, secondary=behind()), [first("100", "175"), later("60", "30")], ["60.00", "0.00"],
         ["395.00", "85.00"]),
        # its deductible of 300.00 takes the other day whole, but for what it said is met: 234.00
        (replace(TWO, secondary=behind(deductible=300)),
         [first(), later("55", "0", deductible=Decimal(234))], ["55.00", "0.00"], ["440.00", "55.00"]),
        (replace(TWO, secondary=behind(deductible=300)), [first()], ["55.00", "0.00"], ["440.00", "55.00"]),
        # the second answered a day that the first has yet to: it is priced as if nobody had
        (replace(TWO, secondary=behind()), [later("55", "0", deductible=Decimal(55))], ["0.00", "0.00"],
         ["440.00", "110.00"]),
        # three payers; the third takes what the second leaves, until it answers
        (replace(TWO, secondary=behind(Method.NON_DUPLICATION), tertiary=behind(name=THIRD)), [first(),
         later("41", "14")], ["0.00", "0.00"], ["440.00", "28.00", "82.00"]),
        (replace(TWO, secondary=behind(Method.NON_DUPLICATION), tertiary=behind(name=THIRD)), [first(),
         later("41", "14"), later("1", "40", THIRD)], ["1.00", "0.00"], ["440.00", "28.00", "81.00"]),
    ],
)  # fmt: skip
def test_each_payer_counts_its_own_answers(
    request_: Request, days: list[AnsweredDay], expected: list[str], paid: list[str]
) -> None:
    left = settled(request_, days, as_of=AS_OF)
    totals = answer(left, Figures()).totals

    assert owed(request_, days) == expected
    assert [amount for _, amount in paid_by(left, "First", Figures())] == list(map(Decimal, paid))
    assert totals.charge == Decimal(700)
    assert totals.charge == totals.contractual + totals.written_off + totals.client_owes + sum(map(Decimal, paid))


def test_a_second_deductible_is_replaced_by_what_the_second_says_and_never_added() -> None:
    """300.00 of deductible, of which an answer says 120.00 are met: 180.00 of the next day's 260.00 are left to it."""
    request = replace(TWO, secondary=behind(Method.NON_DUPLICATION, deductible=300))
    one = later("55", "0", deductible=Decimal(120))
    left = settled(request, [first(), one], as_of=AS_OF)

    assert left.secondary_state.years[0].in_network.deductible == Decimal(120)
    # its normal benefit of the next day is 90 percent of 80.00: nothing above the 220.00 of the first
    assert owed(request, [first(), one]) == ["55.00", "55.00"]
    verified = settled(request, [first(), one], as_of=AS_OF | {SECOND: LATER})
    assert verified.secondary_state.years == ()


def test_services_of_a_day_are_answered_as_one() -> None:
    """An assessment of 150.00 beside the first day; the second allows 100.00 for it: 90 percent of 360.00 at most."""
    request = replace(
        TWO,
        secondary=replace(behind(Method.NON_DUPLICATION), rates={"H0015": Decimal(260), "90791": Decimal(100)}),
        course=Course(FIRST, (Phase(WEEKDAYS[:2], weeks=1),), beside=(Beside("90791", Every.FIRST_DAY),)),
        prices=(*TWO.prices, Price("90791", Decimal(200), Decimal(150))),
    )

    # 425.00 allowed, 300.00 paid, 125.00 left; of 324.00 the second pays 24.00
    assert owed(request, [first("125", "300")]) == ["101.00", "41.00"]


def test_medigap_and_qmb_stand_behind_days_that_medicare_answered() -> None:
    part_b = Medicare(PaidAs.HOSPITAL, (PartBYear(2026, Decimal(100), Decimal(20)),), Supplement(name=SECOND))
    request = replace(TWO, plan=None, medicare=part_b)
    day = AnsweredDay(DAYS[0], Decimal(135), Decimal(100), coinsurance=Decimal(35), paid=Decimal(140), decided_on=LATER)

    assert owed(request, [day]) == ["100.00", "0.00"]  # the coinsurance is Medigap's; the deductible is met by then
    assert waiting(settled(request, [day], as_of=AS_OF)) == {DAYS[0]: (SECOND,)}
    assert owed(request, [day, later("110", "25")]) == ["110.00", "0.00"]
    assert owed(replace(request, medicare=replace(part_b, qmb=True)), [day]) == ["0.00", "0.00"]


def test_what_nobody_verified_of_the_second_is_a_range_over_answered_days_too() -> None:
    doubt = Doubt("/secondary/pays", low=True, high=False, why="Nobody verified it.")
    request = replace(TWO, secondary=replace(behind(), pays=False), unverified=(doubt,))
    found = priced(request, [first()]).estimate

    assert (found.low, found.high) == (Decimal(0), Decimal(110))
    assert priced(request, [first(), later("7", "48")]).estimate.low == Decimal(7)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([first()], ["Your plan has already answered for day 1.",
                     "You pay $0.00 of that. The other days are what we expect.",
                     "Second Mutual has yet to answer for day 1: what it pays there is what we expect."]),
        ([first(), later("5", "50")], ["Your plan has already answered for day 1.",
                                       "You pay $5.00 of that. The other days are what we expect."]),
        ([first(), later("0", "55"), replace(first("0", "275"), on=DAYS[1])],
         ["Your plan has already answered for days 1 to 2.", "You pay $0.00 of that."]),
    ],
)  # fmt: skip
def test_the_letter_says_which_days_are_answered(days: list[AnsweredDay], expected: list[str]) -> None:
    left = settled(replace(TWO, secondary=behind()), days, as_of=AS_OF)
    path = path_of(answer(left, Figures()).lines, left.plan, [one for one in days if not one.payer])

    assert of_answers(path, waiting(left)) == expected
    assert len(of_answers(path, waiting(left), "es")) == len(expected)


@settings(max_examples=40)
@given(counts=st.sets(st.sampled_from(range(12)), max_size=12), owes=st.integers(0, 27500))
def test_the_path_has_every_planned_day_once(counts: set[int], owes: int) -> None:
    share = Decimal(owes) / 100
    days = [AnsweredDay(DAYS[number], share, paid=275 - share, decided_on=LATER) for number in sorted(counts)]
    path = path_of(priced(REQUEST, days).lines, PLAN, days)

    assert [day.on for day in path.days] == DAYS
    assert {day.on for day in path.days if day.is_answered} == {one.on for one in days}
    assert path.owes == sum((day.owes for day in path.days), NONE)
