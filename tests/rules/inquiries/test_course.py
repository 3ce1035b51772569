"""Where an inquiry stands, and what may happen next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.inquiries.rules import course
from stepwell.inquiries.rules.course import Contact, Standing
from stepwell.inquiries.vocabulary import Caller, Channel, Ending, EntryKind, Outcome, State, Toward

CALL = Contact(EntryKind.CALLED, Toward.PERSON, Outcome.NO_ANSWER)
OPEN = Standing(State.NEW, may_contact=True)


@pytest.mark.parametrize(
    ("contact", "before", "after"),
    [
        (CALL, State.NEW, State.TRYING),
        (CALL, State.REACHED, State.REACHED),
        (Contact(EntryKind.CALLED, Toward.PERSON, Outcome.SPOKE), State.NEW, State.REACHED),
        (Contact(EntryKind.RECEIVED, Toward.PERSON, Outcome.SPOKE), State.TRYING, State.REACHED),
        (Contact(EntryKind.CALLED, Toward.CALLER, Outcome.SPOKE), State.NEW, State.TRYING),
        (Contact(EntryKind.RECEIVED, Toward.CALLER, Outcome.SPOKE), State.NEW, State.NEW),
        (Contact(EntryKind.NOTE, words="moved"), State.CLOSED, State.CLOSED),
    ],
)
def test_only_speaking_with_the_person_reaches_them(contact: Contact, before: State, after: State) -> None:
    assert course.after(contact, before) == after


@given(
    kind=st.sampled_from([EntryKind.CALLED, EntryKind.WROTE, EntryKind.RECEIVED, EntryKind.NOTE]),
    toward=st.sampled_from(list(Toward)),
    outcome=st.sampled_from(list(Outcome)),
    state=st.sampled_from(list(State)),
)
def test_what_happens_is_always_a_move_that_the_database_takes(
    kind: EntryKind, toward: Toward, outcome: Outcome, state: State
) -> None:
    assert course.after(Contact(kind, toward, outcome), state) in course.MOVES[state]


@pytest.mark.parametrize("kind", [EntryKind.CALLED, EntryKind.WROTE, EntryKind.RECEIVED])
def test_nobody_who_has_not_agreed_is_contacted(kind: EntryKind) -> None:
    contact = Contact(kind, Toward.PERSON, Outcome.SPOKE)

    found = course.check_contact(contact, Standing(State.NEW, may_contact=False))

    assert [finding.code for finding in found] == ["INQ-010"]


@pytest.mark.parametrize(
    ("contact", "standing", "codes"),
    [
        (CALL, OPEN, []),
        (Contact(EntryKind.CALLED), OPEN, ["INQ-011", "INQ-011"]),
        (CALL, Standing(State.CLOSED, may_contact=True), ["INQ-013"]),
        (CALL, Standing(State.CONVERTED, may_contact=True), ["INQ-013"]),
        (Contact(EntryKind.NOTE, words="  "), OPEN, ["INQ-014"]),
        (Contact(EntryKind.NOTE, words="a note"), Standing(State.CLOSED, may_contact=False), []),
        (Contact(EntryKind.WROTE, Toward.PERSON, Outcome.LEFT, is_text=True), OPEN, ["INQ-012"]),
        (
            Contact(EntryKind.WROTE, Toward.PERSON, Outcome.LEFT, is_text=True),
            Standing(State.NEW, may_contact=True, may_text=True),
            [],
        ),
        (Contact(EntryKind.CALLED, Toward.CALLER, Outcome.SPOKE), Standing(State.NEW, may_contact=False), []),
    ],
)
def test_a_contact_is_checked(contact: Contact, standing: Standing, codes: list[str]) -> None:
    assert [finding.code for finding in course.check_contact(contact, standing)] == codes


@pytest.mark.parametrize(
    ("standing", "codes"),
    [
        (Standing(State.REACHED, may_contact=True), []),
        (Standing(State.REACHED, may_contact=False), ["INQ-010"]),
        (Standing(State.TRYING, may_contact=True), ["INQ-020"]),
        (Standing(State.REACHED, may_contact=True, in_danger=True), ["INQ-021"]),
        (Standing(State.CLOSED, may_contact=True), ["INQ-013"]),
    ],
)
def test_nobody_becomes_a_client_before_they_were_reached(standing: Standing, codes: list[str]) -> None:
    assert [finding.code for finding in course.check_conversion(standing)] == codes


@pytest.mark.parametrize(
    ("ending", "words", "standing", "codes"),
    [
        (Ending.UNREACHED, "", Standing(State.TRYING, may_contact=True, tries=2), ["INQ-022"]),
        (Ending.UNREACHED, "", Standing(State.TRYING, may_contact=True, tries=3), []),
        (Ending.UNSERVED, " ", OPEN, ["INQ-023"]),
        (Ending.UNSERVED, "detox at Mercy", OPEN, []),
        (Ending.UNWANTED, "", OPEN, []),
        (Ending.UNWANTED, "", Standing(State.NEW, may_contact=True, in_danger=True), ["INQ-021"]),
        (Ending.UNWANTED, "", Standing(State.CLOSED, may_contact=True), ["INQ-013"]),
    ],
)
def test_closing_says_why(ending: Ending, words: str, standing: Standing, codes: list[str]) -> None:
    assert [finding.code for finding in course.check_closing(ending, words, standing)] == codes


def test_only_what_is_closed_is_opened_again() -> None:
    assert course.check_reopening(State.CLOSED) == []
    assert [finding.code for finding in course.check_reopening(State.NEW)] == ["INQ-024"]


@pytest.mark.parametrize(
    ("caller", "channel", "state"),
    [
        (Caller.PERSON, Channel.CALL, State.REACHED),
        (Caller.PERSON, Channel.WALK_IN, State.REACHED),
        (Caller.PERSON, Channel.WEB, State.NEW),
        (Caller.PERSON, Channel.LETTER, State.NEW),
        (Caller.OTHER, Channel.CALL, State.NEW),
    ],
)
def test_who_calls_or_comes_for_themself_is_reached_by_that(caller: Caller, channel: Channel, state: State) -> None:
    assert course.begins(caller, channel) == state
