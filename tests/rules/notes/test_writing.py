"""What a note needs before it is signed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.notes.rules import lateness, texts, writing
from stepwell.notes.rules.alike import Alike
from stepwell.notes.rules.lateness import Timing
from stepwell.notes.rules.names import Person
from stepwell.notes.rules.texts import Head
from stepwell.notes.rules.writing import About, Part, Shared
from stepwell.notes.vocabulary import NoteKind, Participation, Response, Risk, Stage, Way

STEP = UUID(int=1)
READY = Part(
    words="Named two triggers.", intervention="Reviewed the week.", participation=Participation.SOME,
    response=(Response.EXAMPLE,), objective_id=STEP, progress=2, risk=Risk.NONE,
)  # fmt: skip
WITH_STEPS = About(has_objectives=True)
ZONE = ZoneInfo("America/New_York")
END = datetime(2026, 11, 20, 20, 30, tzinfo=ZONE)


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_whole_part_of_any_kind_is_ready(kind: NoteKind) -> None:
    assert writing.check_part(kind, READY, WITH_STEPS) == []


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"words": "  "}, "NOTE-003"),
        ({"participation": None}, "NOTE-004"),
        ({"response": ()}, "NOTE-005"),
        ({"objective_id": None, "progress": None}, "NOTE-006"),
        ({"progress": None}, "NOTE-007"),
        ({"risk": None}, "NOTE-008"),
        ({"risk": Risk.SOME, "risk_words": "sad"}, "NOTE-009"),
        ({"risk": Risk.HIGH, "risk_words": "no"}, "NOTE-010"),
        ({"words": "Argued with Bo over the exercise."}, "NOTE-014"),
        ({"plan": "Walk home with o’neill"}, "NOTE-014"),
    ],
)
def test_each_thing_missing_in_a_group_note_is_named(missing: dict[str, Any], code: str) -> None:
    about = replace(WITH_STEPS, others=(Person("Bo", "O'Neill"),))

    assert codes(writing.check_part(NoteKind.GROUP, replace(READY, **missing), about)) == [code]


def test_progress_of_zero_is_a_rating_and_no_plan_asks_for_none() -> None:
    bare = replace(READY, objective_id=None, progress=None)

    assert writing.check_part(NoteKind.GROUP, replace(READY, progress=0), WITH_STEPS) == []
    assert writing.check_part(NoteKind.GROUP, bare, About(has_objectives=False)) == []


def test_a_high_risk_is_met_by_a_crisis_or_by_a_reason() -> None:
    high = replace(READY, risk=Risk.HIGH)
    reasoned = replace(high, risk_words="Said so years ago; screened low today.")

    assert codes(writing.check_part(NoteKind.GROUP, high, WITH_STEPS)) == ["NOTE-010"]
    assert writing.check_part(NoteKind.GROUP, high, replace(WITH_STEPS, has_crisis=True)) == []
    assert writing.check_part(NoteKind.GROUP, reasoned, WITH_STEPS) == []


def test_what_reads_alike_is_confirmed() -> None:
    about = replace(WITH_STEPS, alike=Alike(("Bo N.",), shared=False))

    assert codes(writing.check_part(NoteKind.GROUP, READY, about)) == ["NOTE-013"]
    assert writing.check_part(NoteKind.GROUP, replace(READY, is_meant=True), about) == []
    assert writing.check_part(NoteKind.INDIVIDUAL, READY, about) == []


def test_the_shared_part_says_what_it_needs_and_names_nobody() -> None:
    roster = [Person("Ana", "López")]

    assert codes(writing.check_shared(Shared(), roster)) == ["NOTE-001", "NOTE-002"]
    assert codes(writing.check_shared(Shared("Sleep", "Ana led it"), roster)) == ["NOTE-015"]
    assert "Ana" not in writing.check_shared(Shared("Sleep", "Ana led it"), roster)[0].sentence
    assert writing.check_shared(Shared("Sleep", "A member led it"), roster) == []


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (NoteKind.INDIVIDUAL, ["NOTE-002", "NOTE-006", "NOTE-018", "NOTE-008"]),
        (NoteKind.FAMILY, ["NOTE-002", "NOTE-006", "NOTE-018", "NOTE-008"]),
        (NoteKind.CASE, ["NOTE-018", "NOTE-008"]),
        (NoteKind.CONTACT, ["NOTE-018", "NOTE-008"]),
    ],
)
def test_other_kinds_need_what_belongs_to_them(kind: NoteKind, missing: list[str]) -> None:
    assert codes(writing.check_part(kind, Part(), WITH_STEPS)) == missing


def test_times_off_the_schedule() -> None:
    at = END + timedelta(hours=1)

    assert writing.check_times(END - timedelta(minutes=10), END, at=at) == []
    assert codes(writing.check_times(END, END, at=at)) == ["NOTE-019"]
    assert codes(writing.check_times(END - timedelta(days=2), END, at=at)) == ["NOTE-021"]
    assert codes(writing.check_times(END, at + timedelta(minutes=1), at=at)) == ["NOTE-020"]


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"is_signed": False}, Stage.DRAFT),
        ({}, Stage.WAITS),
        ({"is_licensed": True}, Stage.SIGNED),
        ({"is_cosigned": True}, Stage.SIGNED),
        ({"returned": END}, Stage.RETURNED),
        ({"returned": END, "answered": END - timedelta(hours=1)}, Stage.RETURNED),
        ({"returned": END, "answered": END + timedelta(hours=1)}, Stage.WAITS),
        ({"is_void": True, "is_licensed": True}, Stage.VOIDED),
    ],
)
def test_stages(facts: dict[str, Any], stage: Stage) -> None:
    usual: dict[str, Any] = {
        "is_void": False, "is_signed": True, "is_licensed": False, "is_cosigned": False, "returned": None,
        "answered": None,
    }  # fmt: skip
    assert writing.stage_of(**usual | facts) is stage


@pytest.mark.parametrize(
    ("after", "timing", "words"),
    [
        (timedelta(hours=1), Timing.SAME_DAY, ""),
        (timedelta(hours=4), Timing.IN_TIME, "1 day after"),
        (timedelta(hours=72), Timing.IN_TIME, "3 days after"),
        (timedelta(hours=72, minutes=1), Timing.LATE, "late, 3 days after"),
    ],
)
def test_when_a_note_was_signed(after: timedelta, timing: Timing, words: str) -> None:
    assert lateness.timing(END, END + after, ZONE) is timing
    assert lateness.in_words(END, END + after, ZONE) == words


@pytest.mark.parametrize(
    ("hours", "steps", "words"),
    [
        (0, 0, "Due today"),
        (23, 0, "23 h old"),
        (25, 1, "1 day old"),
        (49, 2, "2 days old"),
        (80, 3, "Late: 3 days old"),
    ],
)
def test_how_old_an_unsigned_note_is(hours: int, steps: int, words: str) -> None:
    age = lateness.age(END, at=END + timedelta(hours=hours))

    assert (age.steps, age.words) == (steps, words)


@given(st.datetimes(timezones=st.just(UTC)), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9)))
def test_a_note_only_ever_gets_older(ended: datetime, passed: timedelta) -> None:
    assume_end = min(ended, datetime(9000, 1, 1, tzinfo=UTC))
    now = lateness.age(assume_end, at=assume_end + passed)
    later = lateness.age(assume_end, at=assume_end + passed + timedelta(hours=1))

    assert 0 <= now.steps <= later.steps <= 3


HEAD = Head(
    NoteKind.GROUP, "Ana López", "20418", "Riverbend", "Evening skills", END - timedelta(hours=3), END, 165, Way.VIDEO,
    "Fay, MS", "LPC, OH 12", present=8,
)  # fmt: skip


def test_the_text_says_all_and_begins_with_the_facts() -> None:
    text = texts.text_of(HEAD, Shared("Sleep", "Taught.\nPracticed."), READY, objective="Sleeps seven hours")

    assert text.splitlines()[:4] == [
        "# Group note: Evening skills",
        "Ana López, record 20418. Riverbend.",
        "Friday, November 20, 2026, from 5:30 PM to 8:30 PM, 165 minutes, by video.",
        "8 people were in the group.",
    ]
    assert "Sleeps seven hours 2 of 4, halfway." in text
    assert text.endswith("Fay, MS, LPC, OH 12.")
    assert [block.heading for block in texts.blocks_of(text)] == [
        "Group note: Evening skills", "What the group did", "How they took part", "Only theirs", "Step of the plan",
        "Risk", "Written by",
    ]  # fmt: skip


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_is_typed_makes_no_heading(words: str, topic: str) -> None:
    plain = texts.blocks_of(texts.text_of(HEAD, Shared("T", "I"), replace(READY, words="W", plan=""), objective=""))
    typed = replace(READY, words=f"W\n{words}", plan="")
    blocks = texts.blocks_of(texts.text_of(HEAD, Shared(topic, "I"), typed, objective=""))

    assert [block.heading for block in blocks] == [block.heading for block in plain]
    assert [block.points for block in blocks] == [block.points for block in plain]


def test_addenda_stand_below_with_their_author() -> None:
    text = texts.with_addenda("# Note", [("# One hour", "Fay", END)])

    assert text.endswith("# Added on Friday, November 20, 2026 by Fay\nOne hour")
