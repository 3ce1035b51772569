from datetime import date

import pytest

from stepwell.clients.rules.registration import Contact, Identity, age, check_birth_date, check_contact, check_identity
from stepwell.clients.vocabulary import ContactKind, Message

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 11, 21), TODAY, 18),
        (date(2008, 11, 22), TODAY, 17),
        (date(2004, 2, 29), date(2023, 2, 28), 18),
        (date(2004, 2, 29), date(2023, 3, 1), 19),
        (TODAY, TODAY, 0),
    ],
)
def test_age_is_counted_in_full_years(born: date, on: date, years: int) -> None:
    assert age(born, on=on) == years


@pytest.mark.parametrize(
    ("born", "codes"),
    [
        (date(1990, 1, 1), []),
        (date(2008, 11, 21), []),
        (date(2008, 11, 22), ["CLI-003"]),
        (date(2026, 11, 22), ["CLI-002"]),
        (date(1906, 11, 21), []),
        (date(1905, 11, 21), ["CLI-002"]),
    ],
)
def test_birth_date_is_past_plausible_and_an_adults(born: date, codes: list[str]) -> None:
    assert [finding.code for finding in check_birth_date(born, on=TODAY)] == codes


@pytest.mark.parametrize(
    ("first", "last", "fields"),
    [
        ("Ana", "López", []),
        ("", "López", ["first_name"]),
        ("-", "'", ["first_name", "last_name"]),
        ("7", "López", ["first_name"]),
    ],
)
def test_names_hold_a_letter(first: str, last: str, fields: list[str]) -> None:
    assert [finding.field for finding in check_identity(Identity(first, last))] == fields


@pytest.mark.parametrize(
    ("contact", "codes"),
    [
        (Contact(ContactKind.MOBILE, "937 555 0111", is_safe=True, may_text=True, message=Message.CLINIC), []),
        (Contact(ContactKind.MOBILE, "555 0111"), ["CLI-005"]),
        (Contact(ContactKind.HOME, "call my mother"), ["CLI-005"]),
        (Contact(ContactKind.HOME, "937 555 0111", may_text=True), ["CLI-006"]),
        (Contact(ContactKind.HOME, "937 555 0111", message=Message.CLINIC), ["CLI-006"]),
        (Contact(ContactKind.EMAIL, "a@example.org", is_safe=True, may_text=True), ["CLI-007"]),
        (Contact(ContactKind.EMAIL, "a@example.org"), []),
    ],
)
def test_an_unsafe_way_is_a_silent_one(contact: Contact, codes: list[str]) -> None:
    assert [finding.code for finding in check_contact(contact)] == codes
