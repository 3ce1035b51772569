"""No message says what it is about."""

import pytest

from stepwell.platform.outbox.rules.wording import (
    ONCE,
    SUBJECT,
    TEMPLATE_LABELS,
    URGENT_SUBJECT,
    Template,
    reminding,
    wording,
)

TELLING = (
    "addict", "recover", "rehab", "treatment", "therap", "counsel", "substance", "alcohol", "drug", "mental", "health",
    "iop", "clinic", "client", "patient", "program", "group", "session", "consent", "sober", "stepwell", "riverbend",
)  # fmt: skip


@pytest.mark.parametrize("template", [Template.LINK, Template.ATTENTION, Template.URGENT])
def test_a_message_names_neither_the_clinic_nor_its_trade(template: Template) -> None:
    words = wording(template, link="https://x.example/l/A/", clinic="Riverbend Recovery")
    text = f"{words.subject} {words.body}".lower().replace("https://x.example/l/a/", "")

    assert [word for word in TELLING if word in text] == []


@pytest.mark.parametrize("template", sorted(set(Template) - ONCE))
def test_every_message_has_its_link_and_a_subject_that_says_nothing(template: Template) -> None:
    words = wording(template, link="https://x.example/l/A/", clinic="Riverbend")

    assert "https://x.example/l/A/" in words.body
    assert words.subject == (URGENT_SUBJECT if template is Template.URGENT else SUBJECT)
    assert {SUBJECT, URGENT_SUBJECT} == {"You have a message", "Please sign in now"}
    assert "\n" not in words.subject


def test_only_a_colleague_is_told_the_name_of_the_clinic_and_in_the_body_only() -> None:
    words = wording(Template.INVITATION, link="x", clinic="Riverbend")

    assert "Riverbend" in words.body
    assert "Riverbend" not in words.subject


def test_a_reminder_says_when_and_how_to_end_it_and_nothing_else() -> None:
    words = reminding("You have an appointment tomorrow at 5:30 PM.", link="https://x.example/l/A/")
    text = f"{words.subject} {words.body}".lower().replace("https://x.example/l/a/", "")

    assert "You have an appointment tomorrow at 5:30 PM." in words.body
    assert "https://x.example/l/A/" in words.body
    assert [word for word in TELLING if word in text] == []


def test_every_template_has_a_word_for_lists() -> None:
    assert set(TEMPLATE_LABELS) == set(Template)
