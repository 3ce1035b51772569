"""What a review must say, what it changes in the week, and what only points."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.placement.vocabulary import ALL_LEVELS, OUTSIDE
from stepwell.reviews.rules import hints
from stepwell.reviews.rules.deciding import Changes, Written, check, outcome_of
from stepwell.reviews.rules.dues import Facts, due
from stepwell.reviews.rules.effects import Group, Hours, effect
from stepwell.reviews.vocabulary import Decision, Outcome

TODAY = date(2026, 3, 20)
STAYS = Written(
    "C1", "2.1", "2.1", program_differs=False, discussed=True, discussed_words="", plan_changed=False,
    plan_words="Goals fit", next_review_on=TODAY + timedelta(days=14), changes=Changes(),
)  # fmt: skip
MONDAY = Changes(date(2026, 3, 23), has_order=True)
GROUPS = [
    Group("Process", "Tue, Thu", 330, frozenset({1, 3}), "2.1"),
    Group("Skills", "Mon", 165, frozenset({0}), "2.1"),
]


def codes(written: Written) -> list[str]:
    return [finding.code for finding in check(written, on=TODAY)]


def test_who_stays_needs_no_more() -> None:
    assert codes(STAYS) == []


@pytest.mark.parametrize(
    ("decision", "decided", "found"),
    [
        ("C1", "1", ["REV-002"]), ("C3", "2.5", ["REV-002"]), ("T1", "2.1", ["REV-002"]), ("T1", "1", []),
        ("T1", "2.5", ["REV-002"]), ("T1", "none", []), ("T2", "2.5", []), ("T2", "1", ["REV-002"]), ("T2", "3.7", []),
        ("T2", "none", ["REV-002"]), ("T3", "2.1", ["REV-002"]), ("T3", "1", []), ("T4", "3.5", []),
        ("T5", "1", ["REV-002"]), ("T5", "none", []),
        ("", "2.1", ["REV-001"]), ("C9", "2.1", ["REV-001"]),
    ],
)  # fmt: skip
def test_the_reason_and_the_level_do_not_contradict_each_other(decision: str, decided: str, found: list[str]) -> None:
    leaves = decided in OUTSIDE
    changes = Changes() if leaves or decided == "2.1" else MONDAY
    following = None if leaves else STAYS.next_review_on

    assert codes(replace(STAYS, decision=decision, decided=decided, changes=changes, next_review_on=following)) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"discussed": None}, ["REV-003"]),
        ({"discussed": False}, ["REV-004"]),
        ({"discussed": False, "discussed_words": "Was not there"}, []),
        ({"plan_changed": None}, ["REV-005"]),
        ({"plan_words": "  "}, ["REV-006"]),
        ({"decision": "C2"}, ["REV-007"]),
        ({"decision": "C2", "plan_changed": True}, []),
        ({"next_review_on": None}, ["REV-010"]),
        ({"next_review_on": TODAY}, ["REV-010"]),
        ({"next_review_on": TODAY + timedelta(days=32)}, ["REV-010"]),
        ({"changes": Changes(None, has_groups=True)}, ["REV-008"]),
        ({"changes": Changes(TODAY - timedelta(days=1), has_order=True)}, ["REV-008"]),
        ({"decision": "T1", "decided": "1", "changes": Changes(TODAY)}, ["REV-009"]),
        ({"decision": "T5", "decided": "none", "changes": MONDAY}, ["REV-012"]),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, object], found: list[str]) -> None:
    assert codes(replace(STAYS, **changed)) == found  # type: ignore[arg-type]


@given(st.sampled_from(list(Decision)), st.sampled_from(["1", "2.1", "2.5"]), st.sampled_from(list(ALL_LEVELS)))
def test_every_reason_fits_some_level_and_staying_only_the_same(decision: Decision, level: str, decided: str) -> None:
    written = replace(STAYS, decision=decision, level=level, decided=decided)
    fits = "REV-002" not in codes(written)

    if decision.startswith("C"):
        assert fits is (decided == level)
    if decision is Decision.DECLINES:
        assert fits is (outcome_of(level, decided) is Outcome.LEAVE)
    if fits and decision.startswith("T"):
        assert outcome_of(level, decided) is not Outcome.CONTINUE


def test_the_effect_says_everything_that_changes() -> None:
    made = effect(
        level=("2.1", "1"), program=("Evening", "Outpatient"), order=(Hours(540, 3, 4), Hours(270, 2, 2)),
        groups=GROUPS, leaves=GROUPS[:1], joins=[Group("Step down", "Wed", 165, frozenset({2}), "1")],
        from_on=date(2026, 12, 7),
    )  # fmt: skip

    assert made.lines == (
        "From Monday, December 7, 2026:",
        "Level 2.1 becomes level 1",
        "Program Evening becomes Outpatient",
        "Order: 9 h on 3 to 4 days a week becomes 4 h 30 min on 2 days a week",
        "Leaves Process (Tue, Thu); the seat is free",
        "Joins Step down (Wed)",
    )
    assert made.warnings == (
        "Stays in Skills, a group of level 2.1.",
        "The groups come to 5 h 30 min a week; 4 h 30 min are ordered.",
    )


@given(st.lists(st.sampled_from(GROUPS), unique=True), st.booleans())
def test_minutes_after_are_those_of_the_groups_that_stay(leaves: list[Group], orders: bool) -> None:
    hours = (Hours(540, 3, 4), Hours(270, 2, 3) if orders else None)
    made = effect(
        level=("2.1", "2.1"), program=("E", "E"), order=hours, groups=GROUPS, leaves=leaves, joins=[], from_on=TODAY
    )

    assert made.minutes_after == sum(group.minutes for group in GROUPS if group not in leaves)
    assert made.changes_anything is bool(leaves or orders)


def test_a_lower_level_is_pointed_at_only_when_all_of_it_holds() -> None:
    calm = dict.fromkeys(range(1, 7), 1)
    facts = hints.Facts([calm, calm], 85, 0, has_next_care=True, crisis_high=False)

    assert hints.lower(facts).is_whole
    assert hints.higher(facts) is None
    for worse in (
        replace(facts, ratings=[calm]), replace(facts, ratings=[calm, calm | {5: 2}]),
        replace(facts, attended_percent=79), replace(facts, attended_percent=None), replace(facts, has_next_care=False),
    ):  # fmt: skip
        assert not hints.lower(worse).is_whole


@pytest.mark.parametrize(
    "changed",
    [{"crisis_high": True}, {"missed_days": 3}, {"ratings": [{1: 2}]}, {"ratings": [{5: 3}, {5: 2}]}],
)
def test_a_higher_level_is_pointed_at_by_each_sign_alone(changed: dict[str, object]) -> None:
    facts = hints.Facts([{1: 0, 5: 1}], 90, 0, has_next_care=False, crisis_high=False)

    assert hints.higher(replace(facts, **changed)) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "on", "why"),
    [
        (Facts(TODAY, None, None, 0), TODAY + timedelta(days=30), "30 days since the last one"),
        (Facts(TODAY, TODAY + timedelta(days=10), None, 0), TODAY + timedelta(days=10), "as the last review says"),
        (Facts(TODAY, None, TODAY + timedelta(days=5), 3), TODAY + timedelta(days=5), "the payer reviews"),
        (Facts(TODAY, None, None, 14), TODAY + timedelta(days=20), "14 days of care since the last one"),
    ],
)
def test_the_next_review_is_due_by_what_comes_first(facts: Facts, on: date, why: str) -> None:
    found = due(facts, today=TODAY + timedelta(days=20))

    assert (found.on, found.why) == (on, why)
