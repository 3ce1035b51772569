"""What leaves carries the right notice and rests on something; and texts that people read are whole."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.privacy.rules import redisclosure
from stepwell.privacy.rules.disclosures import Leaving, check_leaving, instant_of, needs_consent
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.rules.glances import Glance, badge_of, badge_of_record
from stepwell.privacy.rules.standard import standard_terms
from stepwell.privacy.rules.wording import Subject, parts_of, text_of
from stepwell.privacy.starting import starting_text
from stepwell.privacy.vocabulary import (
    BASIS_LABELS,
    Basis,
    Expiry,
    Information,
    Kind,
    NoticeKind,
    Purpose,
    RecipientKind,
    State,
    Statement,
    Way,
)

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
SOURCES = Path(__file__).parents[3] / "src"
# How the notice of before April 2024 began; it stands in many places still, and nowhere here.
OBSOLETE = "This information has been " + "disclosed to you from records protected by"

LETTER = Leaving(
    basis=Basis.CLIENT_ACCESS,
    recipient=Recipient(RecipientKind.CLIENT, "Ana López"),
    categories=frozenset({Information.ATTENDANCE}),
    purpose=Purpose.AT_REQUEST,
    what="attendance letter",
    way=Way.IN_PERSON,
)


def codes(leaving: Leaving, disclosed_at: datetime = NOON) -> list[str]:
    return [finding.code for finding in check_leaving(leaving, disclosed_at=disclosed_at, at=NOON)]


def test_the_obsolete_notice_appears_nowhere() -> None:
    texts = (path for path in SOURCES.rglob("*") if path.suffix in {".py", ".html", ".txt", ".json", ".md"})

    found = [path.name for path in texts if OBSOLETE.lower() in " ".join(path.read_text("utf-8").split()).lower()]

    assert found == []


def test_the_notices_are_those_of_the_regulation() -> None:
    assert redisclosure.SHORT == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert redisclosure.LONG.startswith("This record which has been disclosed to you is protected by Federal")
    assert redisclosure.LONG.endswith("to further use or redisclose the record (see 42 CFR 2.31).")
    assert "  " not in redisclosure.LONG


def test_a_subpoena_is_no_basis() -> None:
    assert not any("subpoena" in basis for basis in Basis)
    assert set(BASIS_LABELS) == set(Basis)


@pytest.mark.parametrize(("order", "mandate"), [(False, False), (True, False), (False, True)])
def test_an_order_and_a_subpoena_or_nothing(*, order: bool, mandate: bool) -> None:
    asked = replace(LETTER, basis=Basis.COURT_ORDER, grounds="case 12", has_order=order, has_mandate=mandate)

    assert codes(asked) == ["DIS-008"]
    assert codes(replace(asked, has_order=True, has_mandate=True)) == []


def test_an_emergency_is_told_to_medical_personnel_and_documented() -> None:
    emergency = replace(LETTER, basis=Basis.MEDICAL_EMERGENCY)

    assert codes(emergency) == ["DIS-007", "DIS-012"]
    doctor = Recipient(RecipientKind.PROVIDER, "Dr. Lee")
    assert codes(replace(emergency, recipient=doctor, affiliation="County Hospital", grounds="overdose")) == []


@pytest.mark.parametrize("basis", [basis for basis in Basis if needs_consent(basis)])
def test_a_consent_brings_its_notice(basis: Basis) -> None:
    assert {"DIS-004", "DIS-006"} <= set(codes(replace(LETTER, basis=basis)))


@given(st.sampled_from(list(Basis)))
def test_counseling_notes_leave_on_their_own_consent_or_an_order(basis: Basis) -> None:
    notes = replace(LETTER, basis=basis, categories=frozenset({Information.COUNSELING_NOTES}))

    assert ("DIS-011" in codes(notes)) is (basis not in {Basis.CONSENT_COUNSELING_NOTES, Basis.COURT_ORDER})


def test_nothing_has_left_tomorrow() -> None:
    assert codes(LETTER, NOON + timedelta(minutes=1)) == ["DIS-009"]
    assert codes(LETTER) == []


@pytest.mark.parametrize(
    ("minute", "now", "meant"),
    [
        (NOON, NOON + timedelta(seconds=20), NOON + timedelta(seconds=20)),
        (NOON, NOON + timedelta(hours=1), NOON + timedelta(seconds=59, microseconds=999_999)),
        (NOON, NOON - timedelta(seconds=1), NOON),
    ],
)
def test_a_minute_means_its_end_but_never_the_future(minute: datetime, now: datetime, meant: datetime) -> None:
    assert instant_of(minute, now=now) == meant


@pytest.mark.parametrize("kind", list(Kind))
def test_a_text_holds_every_element_and_is_told_apart_in_parts(kind: Kind) -> None:
    terms = standard_terms(kind, client_name="", organization="Riverbend", on=date(2026, 11, 20))
    chosen: dict[str, Any] = {
        "recipient": Recipient(RecipientKind.FAMILY, "Rosa López"),
        "purpose": terms.purpose or Purpose.FAMILY,
    }
    categories = terms.categories or frozenset({Information.ATTENDANCE})
    whole = replace(terms, expiry_event="my case is closed", categories=categories, **chosen)
    text = text_of(whole, Subject("Ana López", date(1990, 1, 1)))

    title, parts = parts_of(text)
    headings = [heading for heading, _ in parts]

    assert text.startswith(title)
    assert headings[:7] == [
        "Whose information", "Who may share it", "With whom", "What may be shared", "What it is for", "When this ends",
        "Taking it back",
    ]  # fmt: skip
    assert ("The risk" in headings) is (Statement.REDISCLOSURE_RISK in terms.statements)
    assert ("If I do not sign" in headings) is (kind in {Kind.TPO, Kind.COUNSELING_NOTES})
    assert dict(parts)["Whose information"] == ["Ana López, born January 1, 1990"]


def test_what_somebody_typed_makes_no_heading() -> None:
    terms = standard_terms(Kind.NAMED, client_name="", organization="Riverbend", on=date(2026, 11, 20))
    sly = replace(terms, recipient=Recipient(RecipientKind.FAMILY, "Rosa\n\nWho may share it\nEverybody"))

    _, parts = parts_of(text_of(sly, Subject("Ana López", None)))

    assert dict(parts)["With whom"] == ["Rosa Who may share it Everybody"]
    assert [heading for heading, _ in parts].count("Who may share it") == 1


GLANCE = Glance(Kind.TPO, State.IN_FORCE, Expiry.NONE, None, NOON)


@pytest.mark.parametrize(
    ("glance", "words", "tone"),
    [
        (GLANCE, "In force until taken back", "success"),
        (replace(GLANCE, expiry=Expiry.END_OF_TREATMENT), "In force until treatment ends", "success"),
        (replace(GLANCE, expiry=Expiry.DATE, days_left=15), "In force", "success"),
        (replace(GLANCE, expiry=Expiry.DATE, days_left=5), "Ends in 5 days", "warn"),
        (replace(GLANCE, expiry=Expiry.DATE, days_left=1), "Ends tomorrow", "warn"),
        (replace(GLANCE, expiry=Expiry.DATE, days_left=0), "Ends today", "warn"),
        (replace(GLANCE, state=State.REVOKED), "Taken back", "danger"),
        (replace(GLANCE, state=State.NOT_SIGNED), "Not signed", "warn"),
    ],
)
def test_a_badge_says_it_in_words(glance: Glance, words: str, tone: str) -> None:
    badge = badge_of(glance)

    assert (badge.words, badge.tone) == (words, tone)


def test_the_record_shows_what_most_people_ask() -> None:
    payer = replace(GLANCE, kind=Kind.CONTACT_PAYER)
    revoked = replace(GLANCE, state=State.REVOKED)

    assert badge_of_record([]).words == "No consent in force"
    assert badge_of_record([payer]).words == "Not yet for treatment and payment"
    assert badge_of_record([payer, revoked]).words == "Treatment and payment: taken back"
    assert badge_of_record([revoked, GLANCE]).words == "Treatment and payment: in force until taken back"
    assert badge_of_record([replace(GLANCE, state=State.VOIDED)]).words == "No consent in force"


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text, with syllables counted by groups of vowels."""
    words = re.findall(r"[A-Za-z’']+", text)
    sentences = max(1, len(re.findall(r"[.!?:;]|\n(?=[-\w])", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_starting_texts_are_plain(kind: NoticeKind) -> None:
    assert grade(starting_text(kind)) <= 8


def test_a_consent_is_plain_but_for_the_words_of_the_law() -> None:
    terms = standard_terms(Kind.CONTACT_PAYER, client_name="", organization="Riverbend", on=date(2026, 11, 20))

    assert grade(text_of(terms, Subject("Ana López", date(1990, 1, 1)))) <= 8
