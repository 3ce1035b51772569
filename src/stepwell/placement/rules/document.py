"""A placement in words: exactly what is signed."""

from dataclasses import dataclass

from stepwell.clients.vocabulary import ANSWER_LABELS, Answer
from stepwell.placement.rules.deciding import Draft
from stepwell.placement.vocabulary import (
    ALL_LEVELS,
    DIMENSIONS,
    EDITION_LABELS,
    KIND_LABELS,
    NUMBERS,
    RATING_WORDS,
    STOP_QUESTIONS,
    VARIANCE_LABELS,
    Edition,
    Kind,
    Stop,
    Variance,
)


@dataclass(frozen=True)
class Heading:
    """What the document says beside the draft. `overrides` are sentences of who answered for what, and why."""

    client: str
    record_number: str
    kind: Kind
    edition: Edition
    program: str
    criteria: str
    overrides: tuple[str, ...]


def text_of(head: Heading, draft: Draft) -> str:
    """Return the whole placement in plain words, line by line."""
    lines = [
        f"Placement: {KIND_LABELS[head.kind].lower()}",
        f"Client: {head.client}, record {head.record_number}",
        f"Dimensions by the {EDITION_LABELS[head.edition]}",
        "",
        *_ratings(head, draft),
        "",
        *(f"{STOP_QUESTIONS[stop]} {_answer(draft.stops.get(stop, ''))}" for stop in Stop),
        *head.overrides,
        "",
        *_level(head, draft),
    ]
    return "\n".join(lines) + "\n"


def _ratings(head: Heading, draft: Draft) -> list[str]:
    lines = []
    for number in NUMBERS:
        rating = draft.ratings.get(number)
        said = "not rated" if rating is None else f"{rating}, {RATING_WORDS[rating]}"
        words = draft.rationales.get(number, "").strip()
        lines.append(f"{number}. {DIMENSIONS[head.edition][number - 1]}: {said}." + (f" {words}" if words else ""))
    return lines


def _level(head: Heading, draft: Draft) -> list[str]:
    lines = [
        f"Recommended: {ALL_LEVELS.get(draft.recommended, 'not chosen')}",
        f"Decided: {ALL_LEVELS.get(draft.decided, 'not chosen')}",
        f"Why: {draft.reason.strip()}",
    ]
    optional = {
        "Program": head.program,
        "Why not as recommended": _variance(draft),
        "Referred to": draft.referral,
        "Placed without a diagnosis because": draft.undiagnosed_because,
        "Criteria used": head.criteria,
    }
    return lines + [f"{label}: {words.strip()}" for label, words in optional.items() if words.strip()]


def _variance(draft: Draft) -> str:
    if draft.recommended == draft.decided or not draft.variance:
        return ""
    return f"{VARIANCE_LABELS[Variance(draft.variance)]}. {draft.variance_reason.strip()}"


def _answer(answer: str) -> str:
    return ANSWER_LABELS[Answer(answer)] if answer else "Not answered"
