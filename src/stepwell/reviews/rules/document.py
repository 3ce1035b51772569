"""A review in words: exactly what is signed."""

from collections.abc import Sequence
from datetime import date

from stepwell.people.vocabulary import LEVELS
from stepwell.reviews.rules.deciding import Written
from stepwell.reviews.rules.effects import Effect
from stepwell.reviews.vocabulary import DECISION_LABELS, Decision


def text_of(written: Written, made: Effect, *, placement: str) -> str:
    """Return the whole review, line by line.

    placement  the placement that it rests on, in words
    """
    lines = [
        "Review of continued stay",
        f"Level until now: {LEVELS[written.level]}",
        f"Decision: {DECISION_LABELS[Decision(written.decision)] if written.decision else 'not chosen'}",
        f"Discussed with the person: {_ANSWERS[written.discussed]} {written.discussed_words.strip()}".rstrip(),
        f"The treatment plan changes: {_ANSWERS[written.plan_changed]} {written.plan_words.strip()}".rstrip(),
        *_next(written.next_review_on),
        "",
        *(_changes(made.lines)),
        "",
        placement.strip(),
    ]
    return "\n".join(lines) + "\n"


_ANSWERS = {None: "not said.", True: "Yes.", False: "No."}


def _next(day: date | None) -> list[str]:
    return [f"Reviewed again on {day:%B} {day.day}, {day.year}"] if day else []


def _changes(lines: Sequence[str]) -> Sequence[str]:
    return lines or ("Level, order and groups stay as they are.",)
