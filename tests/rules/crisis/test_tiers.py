"""How grave: every combination of the screener's answers, and that a graver answer never makes it less grave."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.crisis.rules.tiers import Screener, check_change, gravest, tier_of_item_9, tier_of_screener
from stepwell.crisis.vocabulary import TIER_HINTS, TIER_LABELS, Tier

ANSWERS = list(product([True, False], repeat=6))
FIELDS = ("wish_to_be_dead", "thoughts", "method", "intent", "plan", "behavior")


def expected(answers: tuple[bool, ...], recent: bool | None) -> str | None:
    """The published table, written out apart from the code."""
    q1, q2, q3, q4, q5, q6 = answers
    if q4 or q5:
        return "high"
    if q6:
        return "moderate" if recent is False else "high"
    if q3:
        return "moderate"
    return "low" if q1 or q2 else None


@pytest.mark.parametrize("recent", [True, False, None])
@pytest.mark.parametrize("answers", ANSWERS)
def test_every_combination_has_its_tier(answers: tuple[bool, ...], recent: bool | None) -> None:
    given_answers = dict(zip(FIELDS, answers, strict=True))

    assert tier_of_screener(Screener(**given_answers, behavior_recent=recent)) == expected(answers, recent)


def test_nothing_answered_says_nothing() -> None:
    assert tier_of_screener(Screener()) is None


def test_an_attempt_whose_time_is_not_known_counts_as_recent() -> None:
    assert tier_of_screener(Screener(behavior=True)) is Tier.HIGH


_ANSWER = st.sampled_from([True, False, None])


def _rank(tier: Tier | None) -> int:
    return tier.rank if tier else 0


@given(st.tuples(*[_ANSWER] * 7), st.integers(0, 5))
def test_one_more_yes_never_lowers_the_tier(answers: tuple[bool | None, ...], which: int) -> None:
    names = (*FIELDS, "behavior_recent")
    before = Screener(**dict(zip(names, answers, strict=True)))
    after = Screener(**{**dict(zip(names, answers, strict=True)), FIELDS[which]: True})

    assert _rank(tier_of_screener(after)) >= _rank(tier_of_screener(before))


@given(st.tuples(*[_ANSWER] * 6))
def test_what_is_not_known_of_an_attempt_is_never_milder(answers: tuple[bool | None, ...]) -> None:
    known = dict(zip(FIELDS, answers, strict=True))
    unknown = _rank(tier_of_screener(Screener(**known)))

    assert unknown == max(_rank(tier_of_screener(Screener(**known, behavior_recent=r))) for r in (True, False))


@pytest.mark.parametrize(
    ("answers", "complete"),
    [
        ({}, False),
        ({"wish_to_be_dead": False, "thoughts": False, "behavior": False}, True),
        ({"wish_to_be_dead": True, "thoughts": True, "behavior": False}, False),
        ({"wish_to_be_dead": True, "thoughts": True, "method": False, "intent": False, "plan": False}, False),
        (dict.fromkeys(FIELDS, False), True),
        ({**dict.fromkeys(FIELDS, False), "behavior": True}, False),
        ({**dict.fromkeys(FIELDS, False), "behavior": True, "behavior_recent": False}, True),
    ],
)
def test_after_no_to_thoughts_the_middle_questions_are_not_asked(answers: dict[str, bool], complete: bool) -> None:
    assert Screener(**answers).is_complete is complete


@pytest.mark.parametrize(("answer", "tier"), [(0, None), (1, Tier.LOW), (2, Tier.LOW), (3, Tier.LOW)])
def test_item_9_calls_for_the_screener(answer: int, tier: Tier | None) -> None:
    assert tier_of_item_9(answer) is tier


@pytest.mark.parametrize("answer", [-1, 4])
def test_item_9_has_four_answers(answer: int) -> None:
    with pytest.raises(ValueError, match="0 to 3"):
        tier_of_item_9(answer)


def test_the_gravest_wins() -> None:
    assert gravest(None, Tier.LOW, Tier.HIGH, Tier.MODERATE) is Tier.HIGH
    assert gravest(None) is None
    assert [tier.rank for tier in Tier] == [1, 2, 3]
    assert set(TIER_LABELS) == set(TIER_HINTS) == set(Tier)


@pytest.mark.parametrize(
    ("now", "to", "licensed", "reason", "codes"),
    [
        ("low", "low", True, "no reason needed", ["CRI-003"]),
        ("low", "high", False, "said he has a rope", []),
        ("low", "high", False, "short", ["CRI-004"]),
        ("high", "low", False, "calmed down now", ["CRI-005"]),
        ("high", "low", True, "calmed down now", []),
        ("high", "moderate", False, "", ["CRI-004", "CRI-005"]),
    ],
)
def test_raising_needs_a_reason_and_lowering_a_license(
    now: str, to: str, licensed: bool, reason: str, codes: list[str]
) -> None:
    found = check_change(Tier(now), Tier(to), is_licensed=licensed, reason=reason, least=10)

    assert [finding.code for finding in found] == codes
