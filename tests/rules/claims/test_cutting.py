"""Where claims are cut: each reason by itself, and that no line is lost, doubled or dependent on an order."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.claims.rules.cutting import USUAL, Apart, Charged, Cut, cut, institutional, professional
from stepwell.x12.writing.parties import Person, Provider
from tests.rules.x12 import building
from tests.rules.x12.building import COUNSELOR, institutional_line, professional_line

MONDAY = date(2026, 3, 9)
OTHER = Provider(name=Person(last="Other", first="Olga"), npi="1003000126", taxonomy="101YA0400X")


def charged(on: date = MONDAY, number: int = 1, **changes: Any) -> Charged:
    """A day of care of one client."""
    values: dict[str, Any] = {
        "line": professional_line(9, number, first=on),
        "client_id": UUID(int=1),
        "policy_id": UUID(int=2),
        "level": "2.1",
        "diagnoses": ("F10.20", "F33.1"),
        "authorization": "AUTH123456",
        "place": "57",
        "rendering": COUNSELOR,
    }
    return Charged(**values | changes)


def controls(cuts: tuple[Cut, ...]) -> list[list[str]]:
    return [[one.line.control_number[-2:] for one in part.lines] for part in cuts]


def test_a_week_is_one_claim_by_day() -> None:
    days = [charged(MONDAY + timedelta(days=day), day) for day in (6, 0, 2)]
    assert controls(cut(days)) == [["L0", "L2", "L6"]]


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        ({"client_id": UUID(int=9)}, USUAL),
        ({"policy_id": UUID(int=9)}, USUAL),
        ({"level": "2.5"}, USUAL),
        ({"authorization": "AUTH9"}, USUAL),
        ({"diagnoses": ("F33.1", "F10.20")}, USUAL),
        ({"rendering": OTHER}, USUAL),
        ({"place": "10"}, USUAL | {Apart.PLACE}),
        ({"line": institutional_line("0906", "H0015", 9, control_number="L2")}, USUAL),
    ],
)
def test_what_a_payer_could_not_take_together_is_split(changes: dict[str, Any], apart: frozenset[Apart]) -> None:
    assert len(cut([charged(), charged(number=2, **changes)], apart=apart)) == 2
    assert len(cut([charged(), charged(number=2)], apart=apart)) == 1


@pytest.mark.parametrize("changes", [{"rendering": OTHER}, {"place": "10"}])
def test_what_lines_can_say_stays_together_where_the_payer_takes_it(changes: dict[str, Any]) -> None:
    assert len(cut([charged(), charged(number=2, **changes)], apart=frozenset())) == 1


@pytest.mark.parametrize(
    ("days", "year_begins", "apart", "claims"),
    [
        ((date(2026, 3, 15), date(2026, 3, 16)), 1, USUAL, 2),  # Sunday, Monday
        ((date(2026, 3, 31), date(2026, 4, 1)), 1, USUAL, 2),
        ((date(2026, 3, 31), date(2026, 4, 1)), 1, frozenset(), 1),
        ((date(2025, 12, 31), date(2026, 1, 1)), 1, frozenset(), 2),
        ((date(2025, 12, 31), date(2026, 1, 1)), 7, frozenset(), 1),
        ((date(2026, 6, 30), date(2026, 7, 1)), 7, frozenset(), 2),
    ],
)  # fmt: skip
def test_claims_end_with_week_month_and_plan_year(
    days: tuple[date, date], year_begins: int, apart: frozenset[Apart], claims: int
) -> None:
    lines = [charged(day, number) for number, day in enumerate(days)]
    assert len(cut(lines, year_begins=year_begins, apart=apart)) == claims


@pytest.mark.parametrize(
    ("form", "a_day", "days", "parts"),
    [
        ("837P", 10, 5, [50]),
        ("837P", 17, 3, [34, 17]),
        ("837P", 120, 1, [50, 50, 20]),
        ("837I", 400, 2, [800]),
        ("837I", 500, 2, [500, 500]),
    ],
)
def test_a_full_form_is_split_between_days_where_that_is_possible(
    form: str, a_day: int, days: int, parts: list[int]
) -> None:
    def line(day: date, number: int) -> Any:
        if form == "837P":
            return professional_line(9, number, first=day)
        return institutional_line("0915", "90853", control_number=f"L{number}", first=day)

    lines = [
        charged(MONDAY + timedelta(days=day), line=line(MONDAY + timedelta(days=day), day * 1000 + number))
        for day in range(days)
        for number in range(a_day)
    ]
    assert [len(part.lines) for part in cut(lines)] == parts


lines = st.lists(
    st.builds(
        charged,
        st.dates(date(2025, 12, 1), date(2026, 2, 28)),
        st.integers(0, 10_000),
        client_id=st.sampled_from([UUID(int=1), UUID(int=2)]),
        policy_id=st.sampled_from([UUID(int=3), UUID(int=4)]),
        authorization=st.sampled_from(["", "A1", "A2"]),
        place=st.sampled_from(["57", "10"]),
        rendering=st.sampled_from([None, COUNSELOR, OTHER]),
        diagnoses=st.sampled_from([("F10.20",), ("F33.1", "F10.20")]),
    ),
    max_size=60,
    unique_by=lambda one: one.line.control_number,
)
aparts = st.sets(st.sampled_from(list(Apart))).map(frozenset)


@given(lines, st.randoms(use_true_random=False), st.integers(1, 12), aparts)
def test_every_line_stands_in_exactly_one_claim_whatever_the_order(
    given_lines: list[Charged], random: Any, year_begins: int, apart: frozenset[Apart]
) -> None:
    cuts = cut(given_lines, year_begins=year_begins, apart=apart)
    assert Counter(one.line.control_number for part in cuts for one in part.lines) == Counter(
        one.line.control_number for one in given_lines
    )
    shuffled = given_lines[:]
    random.shuffle(shuffled)
    assert cut(shuffled, year_begins=year_begins, apart=apart) == cuts
    for part in cuts:
        assert part.lines
        assert len({(one.client_id, one.policy_id, one.authorization, one.diagnoses) for one in part.lines}) == 1
        assert (part.last - part.first).days < 7


@given(lines, aparts)
def test_money_is_conserved_in_the_claims(given_lines: list[Charged], apart: frozenset[Apart]) -> None:
    claims = [
        professional(part, building.professional(), f"C{number}")
        for number, part in enumerate(cut(given_lines, apart=apart))
    ]
    assert sum(claim.charge for claim in claims) == sum((one.line.charge for one in given_lines), Decimal(0))


def test_the_story_is_made_of_its_days() -> None:
    sample = building.professional()
    days = [charged(line=replace(line, place=""), place=line.place or "57") for line in sample.lines]
    [part] = cut(days[::-1])
    assert professional(part, building.professional(lines=(), place="11"), sample.number) == sample


def test_another_place_or_provider_stands_at_its_line() -> None:
    days = [charged(), charged(number=2), charged(number=3, place="10", rendering=OTHER)]
    [part] = cut(days, apart=frozenset())
    claim = professional(part, building.professional(), "C1")
    assert (claim.place, claim.rendering) == ("57", COUNSELOR)
    assert [(line.place, line.rendering) for line in claim.lines] == [("", None), ("", None), ("10", OTHER)]


def test_a_statement_covers_its_days() -> None:
    days = [
        charged(line=institutional_line("0915", "90853", day, control_number=f"L{day}"), authorization="A1")
        for day in (4, 2, 6)
    ]
    [part] = cut(days)
    claim = institutional(part, building.institutional(), "C1")
    assert (claim.first, claim.last, claim.authorization) == (date(2026, 3, 2), date(2026, 3, 6), "A1")
    assert {line.rendering for line in claim.lines} == {None}
    other = institutional(part, building.institutional(attending=replace(COUNSELOR, npi=building.NPI)), "C1")
    assert {line.rendering for line in other.lines} == {COUNSELOR}
