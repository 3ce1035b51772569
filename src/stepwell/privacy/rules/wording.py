"""A consent in plain words: exactly what somebody reads and signs.

The words belong to a version. A change of words is a new version: texts signed before stay as they are.
Source: docs/sources.md#consent (42 CFR 2.31(a)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.privacy.rules.elements import Terms
from stepwell.privacy.vocabulary import (
    INFORMATION_LABELS,
    PURPOSE_LABELS,
    Expiry,
    Information,
    Kind,
    Purpose,
    Statement,
)

VERSION = "en-1"
TPO_RECIPIENTS_WORDS = (
    "My treating providers, health plans, third-party payers, and people helping to operate this program"
)

TITLES = {
    Kind.CONTACT_PAYER: "Consent to contact my insurer",
    Kind.TPO: "Consent for treatment, payment and health care operations",
    Kind.NAMED: "Consent to share information",
    Kind.COUNSELING_NOTES: "Consent to share counseling notes",
    Kind.PROCEEDING: "Consent for use in a legal proceeding",
}

_REVOCATION = (
    "I can take this consent back at any time. I tell the program in writing: a note, a letter or a form here. I can"
    " also say it, and staff write it down. It ends at that moment. What was shared before, because of this consent,"
    " cannot be called back."
)
_HIPAA = (
    "Insurers, providers and others who get my records for treatment, payment or health care operations may share them"
    " again as the federal health privacy rules (HIPAA) allow. They may not use them in a civil, criminal,"
    " administrative or legislative case against me unless I agree in writing or a court orders it."
)
_RISK = (
    "Whoever gets my information may share it again. Then it may no longer be protected by the rules for this program."
)
_CONSEQUENCES = (
    "I do not have to sign. If I do not, the program may not be able to bill my plan, and I may have to pay for care"
    " myself. Care that needs other providers may be harder to arrange."
)
_FUNDRAISING = (
    "This consent also covers asking me for donations to the program. I can say no to that below, or at any time later,"
    " and still get the same care."
)
_PROTECTED = (
    "My records are protected by federal law (42 CFR part 2). Except as the law allows, nobody here shares them without"
    " my consent."
)
_NOT_NEEDED_FOR_NOTES = "My treatment, payment and benefits do not depend on this consent."


@dataclass(frozen=True)
class Subject:
    """Whose consent it is. The birth date tells people of the same name apart."""

    name: str
    born: date | None


def title_of(kind: Kind) -> str:
    """Return what a consent of this kind is called."""
    return TITLES[kind]


def text_of(terms: Terms, subject: Subject) -> str:
    """Return the whole text: a title, and paragraphs that each begin with a heading and a line break."""
    parts = [title_of(terms.kind), *(f"{heading}\n{words}" for heading, words in _paragraphs(terms, subject))]
    return "\n\n".join(parts) + "\n"


def parts_of(text: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return the title of a text, and each paragraph's heading with its lines: for a page or a letter."""
    title, *rest = text.strip().split("\n\n")
    split = (part.split("\n") for part in rest)
    return title, [(heading, lines) for heading, *lines in split]


def _paragraphs(terms: Terms, subject: Subject) -> Iterable[tuple[str, str]]:
    born = f", born {written(subject.born)}" if subject.born else ""
    yield "Whose information", f"{_line(subject.name)}{born}"
    yield "Who may share it", _line(terms.discloser)
    yield "With whom", _recipient(terms)
    yield "What may be shared", _information(terms)
    yield "What it is for", _purpose(terms)
    yield "When this ends", ending_of(terms)
    yield "Taking it back", _REVOCATION
    if Statement.REDISCLOSURE_BY_HIPAA in terms.statements:
        yield "What others may do with it", _HIPAA
    if Statement.REDISCLOSURE_RISK in terms.statements:
        yield "The risk", _RISK
    if Statement.CONSEQUENCES in terms.statements:
        yield "If I do not sign", _CONSEQUENCES
    if terms.kind is Kind.COUNSELING_NOTES:
        yield "If I do not sign", _NOT_NEEDED_FOR_NOTES
    if Statement.FUNDRAISING_OPT_OUT in terms.statements:
        yield "Asking for donations", _FUNDRAISING
    yield "The law", _PROTECTED


def _recipient(terms: Terms) -> str:
    words = _line(terms.recipient.name)
    if not terms.intermediary:
        return words
    return f"{words}\nThrough {_line(terms.intermediary)}, which passes it on to: {_line(terms.intermediary_members)}"


def _information(terms: Terms) -> str:
    named = [INFORMATION_LABELS[kind] for kind in Information if kind in terms.categories]
    more = [f"In more detail: {_line(terms.details)}"] if terms.details else []
    return "\n".join([*named, *more])


def _purpose(terms: Terms) -> str:
    if terms.purpose is Purpose.OTHER:
        return _line(terms.purpose_words)
    words = PURPOSE_LABELS[terms.purpose] if terms.purpose else ""
    if terms.kind is Kind.TPO:
        words += ", now and in the future"
    if terms.kind is Kind.PROCEEDING:
        words += ". It may be used in a case against me"
    return f"{words}: {_line(terms.purpose_words)}" if terms.purpose_words else words


def ending_of(terms: Terms) -> str:
    """Return when a consent ends, in the words of whoever signs."""
    if terms.expiry is Expiry.DATE and terms.expires_on:
        return f"On {written(terms.expires_on)}, at the end of the day"
    if terms.expiry is Expiry.EVENT:
        return f"When this happens: {_line(terms.expiry_event)}"
    if terms.expiry is Expiry.END_OF_TREATMENT:
        return "When my treatment here ends"
    return "None: it stays in force until I take it back"


def written(day: date) -> str:
    """Return a date as people write it here: November 3, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def _line(typed: str) -> str:
    """Return what somebody typed as one line: headings are told from words by line breaks."""
    return " ".join(typed.split())
