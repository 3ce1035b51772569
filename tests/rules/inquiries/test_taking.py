"""What is checked before an inquiry is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from stepwell.clients.vocabulary import Message
from stepwell.inquiries.rules import scripts, taking
from stepwell.inquiries.rules.taking import Asker, Danger, Person, Reach, Told, Wish
from stepwell.inquiries.rules.waiting import waited
from stepwell.inquiries.vocabulary import Adult, Caller, Channel, DangerKind, Relation, Urgency

TODAY = date(2026, 3, 2)
OWN = Told(
    channel=Channel.CALL,
    asker=Asker(Caller.PERSON),
    person=Person(Adult.YES, "Ira", "Stone", reach=Reach("937 555 0142")),
    wish=Wish("I drink every day."),
    urgency=Urgency.SOON,
)
MOTHER = replace(
    OWN, asker=Asker(Caller.OTHER, Relation.PARENT, "Rosa", Reach("937 555 0143")), person=Person(Adult.YES, "Ira")
)
DANGER = Danger((DangerKind.OVERDOSE,), "at home", "937-555-0143")


def codes(told: Told, *, agreed: bool = False) -> list[str]:
    return [finding.code for finding in taking.check_told(told, on=TODAY, agreed=agreed)]


@pytest.mark.parametrize(
    "person",
    [
        Person(Adult.NO),
        Person(Adult.YES, birth_date=date(2008, 3, 3)),
        Person(Adult.UNKNOWN, age=17),
        Person(Adult.NO, reach=Reach("12")),
        Person(Adult.YES, age=0),
    ],
)
def test_somebody_under_18_is_refused_and_nothing_else_is_said(person: Person) -> None:
    assert codes(replace(OWN, person=person)) == ["INQ-001"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (OWN, []),
        (MOTHER, []),
        (replace(OWN, person=Person(Adult.UNKNOWN)), []),
        (replace(OWN, person=Person(Adult.YES, birth_date=date(2008, 3, 2))), []),
        (replace(OWN, person=Person(Adult.YES, birth_date=date(2026, 3, 3))), ["INQ-002"]),
        (replace(OWN, person=Person(Adult.YES, birth_date=date(1900, 1, 1))), ["INQ-002"]),
        (replace(OWN, person=Person(Adult.YES, reach=Reach("12"))), ["INQ-003"]),
        (replace(OWN, person=Person(Adult.YES, may_text=True)), ["INQ-007"]),
        (replace(MOTHER, asker=Asker(Caller.OTHER)), ["INQ-004"]),
        (replace(MOTHER, person=OWN.person), ["INQ-010"]),
        (replace(MOTHER, person=Person(Adult.YES, reach=Reach(email="ira@mail.example"))), ["INQ-010"]),
    ],
)
def test_an_inquiry_is_checked(told: Told, found: list[str]) -> None:
    assert codes(told) == found


def test_the_number_of_somebody_who_agreed_is_taken_down() -> None:
    assert codes(replace(MOTHER, person=OWN.person), agreed=True) == []


@pytest.mark.parametrize(
    ("danger", "urgency", "found"),
    [
        (None, Urgency.SOON, []),
        (None, Urgency.DANGER, ["INQ-005"]),
        (DANGER, Urgency.DANGER, []),
        (DANGER, Urgency.TODAY, ["INQ-006"]),
        (replace(DANGER, done="911 called, crew there"), Urgency.TODAY, []),
        (Danger((), " ", ""), Urgency.DANGER, ["INQ-005", "INQ-005", "INQ-005"]),
    ],
)
def test_what_was_done_comes_before_anything_is_called_less_than_danger(
    danger: Danger | None, urgency: Urgency, found: list[str]
) -> None:
    assert [finding.code for finding in taking.check_danger(danger, urgency)] == found


def test_nothing_is_left_unless_the_person_said_so() -> None:
    said = {message: scripts.to_the_person(message).say[-1] for message in Message}

    assert "leave nothing" in said[Message.NOTHING]
    assert "Not the clinic" in said[Message.NAME_AND_NUMBER]
    assert "the clinic and the number. Not the reason." in said[Message.CLINIC]


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_waiting_is_said_in_words(gone: timedelta, words: str) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert waited(now - gone, now) == words
