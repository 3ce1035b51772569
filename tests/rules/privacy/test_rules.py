"""What must be said before a chart opens, how long it stays open, and how a read is told."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from stepwell.platform.trail.vocabulary import Way
from stepwell.privacy.rules import emergencies, sentences
from stepwell.privacy.rules.emergencies import Person

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        (Person(), False),
        (Person(last_name="López"), False),
        (Person(birth_date=date(1990, 1, 1)), False),
        (Person(last_name="López", birth_date=date(1990, 1, 1)), True),
        (Person(record_number="20418"), True),
        (Person(record=uuid4()), True),
    ],
)
def test_a_person_is_named_exactly_or_not_at_all(wanted: Person, named: bool) -> None:
    assert wanted.is_named is named


@pytest.mark.parametrize(
    ("reason", "codes"), [("", ["EMG-003"]), ("  hurry   ", ["EMG-003"]), ("overdose on site", [])]
)
def test_a_reason_is_a_sentence(reason: str, codes: list[str]) -> None:
    assert [finding.code for finding in emergencies.check_reason(reason)] == codes


@pytest.mark.parametrize(
    ("is_own", "justified", "note", "codes"),
    [
        (False, True, "", []),
        (False, False, "looked up a neighbor", []),
        (False, False, "  ", ["EMG-007"]),
        (True, True, "fine", ["EMG-005"]),
        (True, False, "", ["EMG-005", "EMG-007"]),
    ],
)
def test_a_review_is_by_somebody_else_and_says_why_not(
    is_own: bool, justified: bool, note: str, codes: list[str]
) -> None:
    found = emergencies.check_review(is_own=is_own, justified=justified, note=note)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(("seconds", "minutes"), [(3600, 60), (61, 2), (60, 1), (1, 1), (0, 0), (-5, 0)])
def test_a_minute_begun_is_a_minute_left(seconds: int, minutes: int) -> None:
    assert emergencies.minutes_left(NOON + timedelta(seconds=seconds), NOON) == minutes


@pytest.mark.parametrize(
    ("way", "names_client", "count", "said"),
    [
        (Way.PAGE, True, 1, "opened the record of"),
        (Way.EXPORT, True, 1, "exported the record of"),
        (Way.PAGE, False, 3, "opened a page about 3 clients"),
        (Way.LIST, False, 1, "saw a list of 1 client"),
        (Way.LIST, False, 24, "saw a list of 24 clients"),
        (Way.LIST, False, 0, "saw an empty list"),
        (Way.SEARCH, False, 0, "searched and found nobody"),
        (Way.SEARCH, False, 2, "searched and found 2 clients"),
        (Way.EXPORT, False, 1204, "exported 1,204 rows"),
        (Way.COMMAND, False, 1, "opened the command line"),
        (Way.JOB, False, 2, "read about 2 clients"),
        ("later", True, 1, "read the record of"),
        ("later", False, 2, "read about 2 clients"),
    ],
)
def test_each_way_of_reading_is_told_in_words(way: str, names_client: bool, count: int, said: str) -> None:
    assert sentences.doing(way, names_client=names_client, count=count) == said


def test_every_way_has_words_for_one_client() -> None:
    assert {sentences.doing(way, names_client=True, count=1) for way in Way} == set(sentences._OF_ONE.values())


def test_roles_are_told_by_their_labels() -> None:
    assert sentences.roles("clinician, privacy") == "Clinician, Privacy officer"
    assert sentences.roles("") == ""
    assert sentences.roles("abolished") == "abolished"


def test_who_read_is_told() -> None:
    assert sentences.who("Dana Whitfield, LPC", is_person=True, purpose="treatment") == "Dana Whitfield, LPC"
    assert sentences.who(None, is_person=True, purpose="") == "Somebody who is no member"
    assert sentences.who(None, is_person=False, purpose="nightly export") == "Stepwell, nightly export"
    assert sentences.who(None, is_person=False, purpose="") == "Stepwell, a job"
