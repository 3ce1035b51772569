"""Questions to payers by file: what stands in them, which payer's habits they follow, and what an answer says to do."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stepwell.coverage.rules.answering import alone, asked_by, understand
from stepwell.coverage.rules.asking import About, Habit, is_late, number_of, trace_of, written
from stepwell.coverage.rules.facts import Name
from stepwell.kernel.findings import Refused
from stepwell.x12.reading.sets import read
from stepwell.x12.writing.envelope import Mailbox
from stepwell.x12.writing.parties import Person
from tests.rules.coverage.test_verifying import STORY

AT = datetime(2026, 3, 2, 9, 15, tzinfo=ZoneInfo("America/New_York"))
NUMBER = 500_000_001
HABIT = Habit(
    sender=Mailbox(id="CLINIC"), receiver=Mailbox(id="CLEARHOUSE"), originator="9311234567",
    service_types=("30", "MH", "CJ"),
)  # fmt: skip
ABOUT = About(
    payer="Buckeye Mutual", payer_id="99999", clinic="Harbor IOP LLC", npi="1993999998",
    client=Person(last="López", first="Ana"), born=date(1990, 2, 14), member_id="W123",
)  # fmt: skip


def question(about: About = ABOUT, habit: Habit = HABIT) -> list[str]:
    text = written(about, habit, service_types=habit.service_types, first=date(2026, 3, 2), number=NUMBER, at=AT)
    assert not [issue for issue in read(text).issues if issue.severity.value == "error"]
    return text.split("~")


def test_a_question_says_who_asks_whom_about_whom_and_what() -> None:
    said = question()

    assert "TRN*1*V500000001*9311234567" in said
    assert "NM1*PR*2*BUCKEYE MUTUAL*****PI*99999" in said
    assert "NM1*IL*1*LOPEZ*ANA****MI*W123" in said
    assert "DMG*D8*19900214" in said
    assert "EQ*30^MH^CJ" in said
    assert "ST*270*500000001*005010X279A1" in said


def test_a_payer_that_answers_one_at_a_time_is_asked_so() -> None:
    said = question(habit=replace(HABIT, one_by_one=True))

    assert [one for one in said if one.startswith(("ST", "EQ", "TRN"))] == [
        "ST*270*0001*005010X279A1", "TRN*1*V500000001-1*9311234567", "EQ*30",
        "ST*270*0002*005010X279A1", "TRN*1*V500000001-2*9311234567", "EQ*MH",
        "ST*270*0003*005010X279A1", "TRN*1*V500000001-3*9311234567", "EQ*CJ",
    ]  # fmt: skip


def test_of_a_dependent_the_holder_is_named_first() -> None:
    held = replace(ABOUT, holder="Rosa López", holder_born=date(1962, 5, 1), relation="mother")
    said = question(held)

    assert [one for one in said if one.startswith(("NM1*IL", "NM1*03", "DMG"))] == [
        "NM1*IL*1*LOPEZ*ROSA****MI*W123", "DMG*D8*19620501", "NM1*03*1*LOPEZ*ANA", "DMG*D8*19900214",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [({"member_id": "w123"}, "X12-604"), ({"born": None}, "X12-601"), ({"payer_id": ""}, "X12-601"),
     ({"npi": "1234567890"}, "X12-606")],
)  # fmt: skip
def test_what_cannot_stand_in_a_file_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        question(replace(ABOUT, **change))
    assert [one.code for one in refusal.value.findings] == [code]


@pytest.mark.parametrize(
    ("trace", "number"),
    [(trace_of(NUMBER), NUMBER), ("V500000001-3", NUMBER), ("VOB20260302001", None), ("V5", None), ("", None)],
)
def test_a_trace_of_ours_names_its_question(trace: str, number: int | None) -> None:
    assert number_of(trace) == number


OURS = STORY.replace("VOB20260302001", trace_of(NUMBER))


def test_an_answer_finds_its_question_by_trace_or_by_reference() -> None:
    assert asked_by(read(STORY).sets[0]) is None
    assert asked_by(read(OURS).sets[0]) == NUMBER
    assert (
        asked_by(read(STORY.replace("BHT*0022*11*VOB20260302001", f"BHT*0022*11*{trace_of(NUMBER)}")).sets[0]) == NUMBER
    )


def test_an_answer_to_a_question_counts_whatever_member_it_names() -> None:
    assert understand(OURS, member_id="OTHER", addiction=True).found is None
    found = understand(OURS, member_id="OTHER", addiction=True, number=NUMBER).found
    assert found
    assert found.value(Name.COINSURANCE) == 20


def test_several_answers_to_one_question_are_read_together() -> None:
    head, tail = OURS[: OURS.index("EB*1**30")], OURS[OURS.index("SE*38") :]
    first = f"{head}EB*C*IND*30***23*2500*****Y~{tail}".replace("V500000001", "V500000001-1")
    second = f"{head}EB*A*IND*CJ*****.2***Y*Y~{tail}".replace("V500000001", "V500000001-2")
    found = understand([first, second], member_id="W123456789", addiction=True, number=NUMBER).found

    assert found
    assert (found.value(Name.DEDUCTIBLE), found.value(Name.COINSURANCE)) == (2500, 20)


def test_a_set_of_many_is_kept_without_the_others() -> None:
    body = OURS[OURS.index("ST*271") : OURS.index("GE*1")]
    both = OURS.replace(body, body.replace("TESTER", "SECRET").replace("*0001", "*0002") + body)
    kept = alone(read(both).sets[1].transaction)

    assert "SECRET" not in kept
    assert not [issue for issue in read(kept).issues if issue.severity.value == "error"]
    assert asked_by(read(kept).sets[0]) == NUMBER


@pytest.mark.parametrize(
    ("segment", "words"),
    [("AAA*N**72*C", "member number"), ("AAA*N**71*C", "birth date"), ("AAA*N**42*R", "Ask again in a few hours"),
     ("AAA*N**43*C", "NPI"), ("AAA*N**67*C", "does not know the client"), ("AAA*N**98*W", "Wait 30 days")],
)  # fmt: skip
def test_a_question_that_is_not_answered_says_what_to_do(segment: str, words: str) -> None:
    text = OURS[: OURS.index("INS*Y")] + f"{segment}~" + OURS[OURS.index("SE*38") :]
    found = understand(text, member_id="W123456789", addiction=True, number=NUMBER).found

    assert found
    assert [words in one.next_step for one in found.unanswered] == [True]
    assert found.calls[0] == "The question was not answered."


def test_a_payer_has_its_hours() -> None:
    assert not is_late(AT, answer_hours=24, now=AT + timedelta(hours=24))
    assert is_late(AT, answer_hours=24, now=AT + timedelta(hours=25))
