"""The sliding fee: examples of the schedule to the cent, and what is taken off which day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules.amounts import to_cents
from stepwell.coverage.figures import published
from stepwell.coverage.rules.sliding_fee import SCHEDULE, FeeClass, Guideline, Region, class_of, guideline_of
from stepwell.funding.rules.sliding import (
    Day,
    Granted,
    check_from,
    check_grant,
    check_guideline,
    check_nominal,
    check_proof,
    discount,
    granted_on,
    last_day,
    percent_of_guideline,
    yearly,
)
from stepwell.funding.vocabulary import Period, ProofKind
from stepwell.kernel.findings import Refused

ON, FEE = date(2026, 3, 9), 275_00
LOWER, ALASKA = Region.CONTIGUOUS, Region.ALASKA
CLASS_C = SCHEDULE[2]


def classed(region: Region, household: int, income: str) -> tuple[FeeClass, Decimal]:
    guideline = guideline_of(published().guidelines, region, ON).of(household)
    return class_of(SCHEDULE, Decimal(income), guideline), percent_of_guideline(Decimal(income), guideline)


@pytest.mark.parametrize(
    ("region", "household", "income", "percent", "name", "pays"),
    [
        (LOWER, 1, "15960.00", "100.00", "A", 10_00),
        (LOWER, 1, "15960.01", "100.00", "B", 55_00),
        (LOWER, 3, "40000", "146.41", "C", 110_00),
        (LOWER, 4, "66000", "200.00", "E", 220_00),
        (LOWER, 4, "66001", "200.00", "F", 275_00),
        (ALASKA, 3, "40000", "117.13", "B", 55_00),
    ],
)
def test_who_pays_alone_pays_what_their_class_says(
    region: Region, household: int, income: str, percent: str, name: str, pays: int
) -> None:
    fee_class, found = classed(region, household, income)
    granted = Granted(fee_class, ON, ON)

    assert (fee_class.name, found) == (name, Decimal(percent))
    assert FEE - discount(Day(ON, FEE, FEE), granted) == pays


@pytest.mark.parametrize(
    ("day", "after_payer", "taken"),
    [
        (Day(ON, FEE, 60_00, has_payer=True), True, 0),  # a copay of 60 is below the fee of the class of 110
        (Day(ON, FEE, 150_00, has_payer=True), True, 40_00),
        (Day(ON, FEE, 150_00, has_payer=True), False, 0),  # hardship was not documented
        (Day(ON, FEE, 150_00, waits=125_00, has_payer=True), True, 0),  # the payer has not answered
        (Day(ON, FEE, 150_00, waits=125_00, taken=40_00, has_payer=True), True, 40_00),
        (Day(ON, 0, 0), False, 0),
    ],
)
def test_nothing_is_taken_off_before_the_payer_or_beyond_the_class(day: Day, after_payer: bool, taken: int) -> None:
    assert discount(day, Granted(CLASS_C, ON, ON, after_payer)) == taken


@given(
    st.sampled_from(SCHEDULE), st.integers(0, 500_000), st.integers(0, 500_000), st.booleans(), st.integers(0, 1_000)
)
def test_a_discount_never_exceeds_the_share_nor_leaves_more_than_the_class_asks(
    fee_class: FeeClass, charged: int, share: int, has_payer: bool, waits: int
) -> None:
    found = discount(Day(ON, charged, share, waits, 0, has_payer), Granted(fee_class, ON, ON, after_payer=True))

    assert 0 <= found <= share
    if not waits:
        assert share - found <= to_cents(fee_class.fee(Decimal(charged) / 100))


def test_the_newer_decision_counts_and_only_on_its_days() -> None:
    older, newer = Granted(SCHEDULE[0], ON, last_day(ON)), Granted(CLASS_C, ON + timedelta(9), last_day(ON))

    assert granted_on([newer, older], ON + timedelta(8)) is older
    assert granted_on([newer, older], ON + timedelta(9)) is newer
    assert granted_on([newer, older], last_day(ON) + timedelta(1)) is None
    assert last_day(date(2028, 2, 29)) == date(2029, 2, 28)


def test_incomes_are_made_a_years() -> None:
    assert [yearly(Decimal(100), period) for period in Period] == [100, 1_200, 2_400, 2_600, 5_200]


@pytest.mark.parametrize(
    ("on", "code"), [(date(2027, 2, 28), None), (date(2027, 3, 1), "FEE-001"), (date(2024, 5, 1), "FEE-001")]
)
def test_a_missing_year_is_refused_and_says_what_to_add(on: date, code: str | None) -> None:
    if code is None:
        assert guideline_of(published().guidelines, LOWER, on).one_person == 15_960
        return
    with pytest.raises(Refused, match=code) as refusal:
        guideline_of(published().guidelines, LOWER, on)
    assert "Settings, Sliding fee" in refusal.value.findings[0].sentence


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"is_own": True}, "FND-001"),
        ({"fee_class": SCHEDULE[-1]}, "FND-004"),
        ({"proofs": []}, "FND-006"),
        ({"after_payer": True}, "FND-005"),  # a routine waiver
        ({"after_payer": True, "words": "Lost the job in March."}, None),
        ({"after_payer": True, "words": "Lost the job in March.", "proofs": [ProofKind.ATTESTATION]}, "FND-005"),
    ],
)
def test_when_a_discount_may_be_granted(facts: dict[str, object], code: str | None) -> None:
    usual: dict[str, object] = {
        "is_own": False, "fee_class": CLASS_C, "proofs": [ProofKind.PAY_STUBS], "after_payer": False, "words": "",
    }  # fmt: skip

    found = check_grant(**(usual | facts))  # type: ignore[arg-type]

    assert [one.code for one in found] == ([code] if code else [])


def test_days_that_cannot_be() -> None:
    assert [one.code for one in check_proof(ON + timedelta(1), today=ON)] == ["FND-009"]
    assert [one.code for one in check_proof(ON - timedelta(401), today=ON)] == ["FND-009"]
    assert [one.code for one in check_from(ON - timedelta(91), applied_on=ON, today=ON)] == ["FND-010"]
    assert check_from(ON - timedelta(90), applied_on=ON, today=ON) == []


def test_who_has_less_never_pays_more() -> None:
    steep = (FeeClass("A", Decimal(100), nominal=Decimal(60)), FeeClass("B", Decimal(200), Decimal(20)), SCHEDULE[-1])

    assert [one.code for one in check_nominal(steep, Decimal(275))] == ["FEE-015"]
    assert check_nominal(SCHEDULE, Decimal(275)) == []


def test_a_guideline_far_from_the_last_is_asked_about() -> None:
    before = Guideline(LOWER, ON, Decimal(15_960), Decimal(5_680))

    assert [one.code for one in check_guideline(Decimal(1_596), Decimal(568), before, is_sure=False)] == ["FEE-021"]
    assert check_guideline(Decimal(1_596), Decimal(568), before, is_sure=True) == []
    assert check_guideline(Decimal(16_400), Decimal(5_800), before, is_sure=False) == []
    assert [one.code for one in check_guideline(Decimal(5_000), Decimal(16_000), None, is_sure=True)] == ["FEE-020"]
