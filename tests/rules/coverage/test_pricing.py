"""What a day bills on a contract."""

from dataclasses import replace
from decimal import Decimal
from itertools import count
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.contracting import ClaimForm, Delivery, Family, ServiceKind, ServiceUnit
from stepwell.coverage.rules.contracts import Contract, Service
from stepwell.coverage.rules.pricing import Attended, Day, Priced, price_day
from tests.rules.coverage.contracts import BUNDLED, DAY, GROUP, MEDICARE, PPO, TALK, TALK_LONG

_SOURCES = count(1)


def attended(kind: ServiceKind = ServiceKind.GROUP, minutes: int = 180, **more: object) -> Attended:
    return Attended(kind, minutes, **({"source": UUID(int=next(_SOURCES))} | more))  # type: ignore[arg-type]


def priced(contract: Contract, *sessions: Attended, **more: object) -> Priced:
    return price_day(contract, Day("2.1", "addiction", sessions, **more))  # type: ignore[arg-type]


def billed(found: Priced) -> list[tuple[str, tuple[str, ...], str, int, str]]:
    return [(each.service.name, each.modifiers, each.place, each.units, str(each.expected)) for each in found.lines]


def codes(found: Priced) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("sessions", "lines", "findings"),
    [
        ([attended(minutes=190)], [("H0015", ("HF",), "57", 1, "285.00")], []),
        ([attended(minutes=180)], [("H0015", ("HF",), "57", 1, "285.00")], []),
        ([attended(minutes=179)], [], ["PRC-001"]),
        ([attended(minutes=120), attended(ServiceKind.INDIVIDUAL, 60)], [("H0015", ("HF",), "57", 1, "285.00")], []),
        # What the day includes is not billed a second time; what it does not include is.
        (
            [attended(), attended(ServiceKind.MEDICATION, 20)],
            [("H0015", ("HF",), "57", 1, "285.00"), ("99214", (), "57", 1, "128.40")],
            [],
        ),
        ([attended(ServiceKind.CASE_MANAGEMENT, 60)], [], ["PRC-002"]),
        ([attended(), attended(ServiceKind.CASE_MANAGEMENT, 60)], [("H0015", ("HF",), "57", 1, "285.00")], []),
        ([attended(delivery=Delivery.VIDEO, is_home=True)], [("H0015", ("HF", "95"), "10", 1, "285.00")], []),
        ([attended(delivery=Delivery.VIDEO, is_home=False)], [("H0015", ("HF", "95"), "02", 1, "285.00")], []),
        ([attended(delivery=Delivery.VIDEO)], [("H0015", ("HF", "95"), "", 1, "285.00")], ["PRC-004"]),
        ([attended(delivery=Delivery.AUDIO, is_home=True)], [], ["PRC-003"]),
        # A day held in both ways is where most of its minutes were, and in person if as many were.
        (
            [attended(minutes=100), attended(minutes=80, delivery=Delivery.VIDEO, is_home=True)],
            [("H0015", ("HF",), "57", 1, "285.00")],
            [],
        ),
        (
            [attended(minutes=90), attended(minutes=90, delivery=Delivery.VIDEO, is_home=True)],
            [("H0015", ("HF",), "57", 1, "285.00")],
            [],
        ),
        (
            [attended(minutes=60), attended(minutes=120, delivery=Delivery.VIDEO, is_home=True)],
            [("H0015", ("HF", "95"), "10", 1, "285.00")],
            [],
        ),
        # Minutes that the payer does not pay do not make a day long; a day that is long without them stands.
        (
            [attended(minutes=120), attended(minutes=60, delivery=Delivery.AUDIO, is_home=True)],
            [],
            ["PRC-001", "PRC-003"],
        ),
        (
            [attended(minutes=180), attended(minutes=60, delivery=Delivery.AUDIO, is_home=True)],
            [("H0015", ("HF",), "57", 1, "285.00")],
            [],
        ),
    ],
)
def test_a_day(sessions: list[Attended], lines: list[object], findings: list[str]) -> None:
    found = priced(PPO, *sessions)

    assert (billed(found), codes(found)) == (lines, findings)


def test_a_day_that_is_tried_rests_on_nothing_and_bills_all_the_same() -> None:
    found = priced(PPO, attended(minutes=190, source=None))

    assert (billed(found), codes(found)) == ([("H0015", ("HF",), "57", 1, "285.00")], [])


def test_a_short_day_says_how_short_and_what_is_at_stake() -> None:
    found = priced(PPO, attended(minutes=170))

    assert "170 minutes were attended, and the contract asks for 180" in found.findings[0].sentence
    assert (found.charge, found.expected, found.at_stake) == (0, 0, Decimal("285.00"))


SHORT = replace(PPO, pays_short_days=True, services=(DAY, GROUP, TALK, TALK_LONG))


@pytest.mark.parametrize(
    ("sessions", "lines", "findings"),
    [
        ([attended(minutes=90)], [("90853", ("HO",), "57", 1, "42.00")], []),
        ([attended(minutes=180)], [("H0015", ("HF",), "57", 1, "285.00")], []),
        ([attended(ServiceKind.INDIVIDUAL, 45)], [("90834", ("HO",), "57", 1, "105.00")], []),
        ([attended(ServiceKind.INDIVIDUAL, 60)], [("90837", ("HO",), "57", 1, "135.00")], []),
        ([attended(ServiceKind.INDIVIDUAL, 37)], [], ["PRC-001"]),
    ],
)
def test_a_payer_that_pays_short_days_is_billed_the_parts(
    sessions: list[Attended], lines: list[object], findings: list[str]
) -> None:
    found = priced(SHORT, *(replace(each, license="LPC") for each in sessions))

    assert (billed(found), codes(found)) == (lines, findings)


@pytest.mark.parametrize(
    ("unit", "minutes", "units"),
    [
        (ServiceUnit.QUARTER, 14, 0), (ServiceUnit.QUARTER, 15, 1), (ServiceUnit.QUARTER, 44, 2),
        (ServiceUnit.HOUR, 59, 0), (ServiceUnit.HOUR, 119, 1), (ServiceUnit.SESSION, 5, 1),
    ],
)  # fmt: skip
def test_only_whole_units_are_billed(unit: ServiceUnit, minutes: int, units: int) -> None:
    contract = replace(PPO, services=(replace(TALK, unit=unit, least_minutes=0),))

    found = priced(contract, attended(ServiceKind.INDIVIDUAL, minutes))

    assert sum(each.units for each in found.lines) == units
    assert found.expected == units * TALK.rate


def test_more_units_than_a_day_may_have_are_not_billed_and_more_than_a_week_are_held() -> None:
    contract = replace(PPO, services=(replace(TALK, unit=ServiceUnit.QUARTER, least_minutes=0, most_a_day=3),))
    found = priced(contract, attended(ServiceKind.INDIVIDUAL, 60))
    assert ([each.units for each in found.lines], found.charge) == ([3], 3 * TALK.charge)

    weekly = replace(PPO, services=(replace(DAY, most_a_week=3),))
    assert codes(priced(weekly, attended(), charged={"H0015": 2})) == []
    assert codes(priced(weekly, attended(), charged={"H0015": 3})) == ["PRC-005"]


def test_the_price_of_the_program_that_says_most_exactly_counts() -> None:
    mental = replace(DAY, code="S9480", treats="mental_health", rate=Decimal("240.00"))
    contract = replace(PPO, services=(DAY, mental))

    found = price_day(contract, Day("2.1", "mental_health", (attended(),)))

    assert billed(found) == [("S9480", ("HF",), "57", 1, "240.00")]
    assert codes(price_day(contract, Day("2.5", "mental_health", (attended(),)))) == ["PRC-002"]


def test_the_first_diagnosis_may_decide_the_code() -> None:
    substance = replace(DAY, family=Family.SUBSTANCE)
    mental = replace(DAY, code="S9480", family=Family.MENTAL)
    contract = replace(PPO, services=(substance, mental))

    assert billed(priced(contract, attended(), family=Family.MENTAL))[0][0] == "S9480"
    assert billed(priced(contract, attended(), family=Family.SUBSTANCE))[0][0] == "H0015"
    assert codes(priced(contract, attended())) == ["PRC-002"]


def test_a_payer_never_pays_more_than_the_charge_where_it_says_so() -> None:
    low = replace(PPO, services=(replace(DAY, charge=Decimal("250.00")),))

    assert priced(low, attended()).expected == Decimal("250.00")
    assert priced(replace(low, is_lesser_of=False), attended()).expected == Decimal("285.00")


@pytest.mark.parametrize(("services", "paid"), [(1, "319.38"), (3, "319.38"), (4, "418.45")])
def test_a_payer_that_counts_services_pays_for_the_day(services: int, paid: str) -> None:
    found = priced(MEDICARE, *(attended(minutes=50) for _ in range(services)))

    assert [each.service.revenue_code for each in found.lines] == ["0915"] * services
    assert [str(each.expected) for each in found.lines] == [paid] + ["0"] * (services - 1)
    assert found.charge == services * Decimal("75.00")


def test_a_line_with_five_modifiers_is_held() -> None:
    many = replace(DAY, modifiers=("HF", "U1", "U2", "U3"))

    found = priced(replace(PPO, services=(many,)), attended(delivery=Delivery.VIDEO, is_home=True))

    assert codes(found) == ["PRC-006"]


_SESSIONS = st.lists(
    st.builds(
        attended,
        st.sampled_from(sorted(ServiceKind)),
        st.integers(1, 240),
        delivery=st.sampled_from(Delivery),
        is_home=st.sampled_from([True, False, None]),
        license=st.sampled_from(["", "LPC"]),
    ),
    min_size=1,
    max_size=6,
)
_CONTRACTS = st.sampled_from([PPO, SHORT, MEDICARE, replace(SHORT, pays_audio=True, pays_video=False)])


@given(_CONTRACTS, _SESSIONS, st.randoms())
def test_the_order_of_sessions_changes_nothing(contract: Contract, sessions: list[Attended], rng: Random) -> None:
    mixed = list(sessions)
    rng.shuffle(mixed)

    assert priced(contract, *sessions) == priced(contract, *mixed)


@given(_CONTRACTS, _SESSIONS)
def test_a_minute_is_billed_once_at_most_and_money_adds_up(contract: Contract, sessions: list[Attended]) -> None:
    found = priced(contract, *sessions)

    sources = [source for line in found.lines for source in line.sources]
    assert len(sources) == len(set(sources))
    assert set(sources) <= {each.source for each in sessions}
    assert found.charge == sum(line.service.charge * line.units for line in found.lines)
    assert found.lines or found.findings
    assert found.at_stake >= found.expected >= 0
    for line in found.lines:
        minutes = sum(each.minutes for each in sessions if each.source in line.sources)
        per_unit = {ServiceUnit.HOUR: 60, ServiceUnit.QUARTER: 15}.get(line.service.unit, 0)
        assert line.minutes == minutes >= max(line.service.least_minutes, per_unit * line.units)


@given(_SESSIONS)
def test_no_minute_by_video_or_telephone_is_billed_to_who_pays_none(sessions: list[Attended]) -> None:
    afar = {each.source for each in sessions if each.delivery is not Delivery.IN_PERSON}

    assert not any(afar & set(line.sources) for line in priced(MEDICARE, *sessions).lines)


def test_the_parts_of_a_day_are_what_the_contract_says() -> None:
    assert DAY.kinds == BUNDLED
    assert Service(ServiceUnit.DAY, BUNDLED, Decimal(1), Decimal(1), revenue_code="0906").name == "0906"
    assert MEDICARE.form is ClaimForm.INSTITUTIONAL
