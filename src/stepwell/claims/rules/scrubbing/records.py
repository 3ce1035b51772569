"""Scrub rules about the record behind a claim, and about what the client allowed."""

from collections.abc import Iterable, Iterator

from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Rule, ScrubFinding


def _not_signed(claim: AnyClaim, facts: Facts) -> Iterable[str]:
    return (
        f"lines[{index}].first"
        for index, line in enumerate(claim.lines)
        if (day := facts.days.get(line.first)) and not day.is_signed
    )


def _not_planned(claim: AnyClaim, facts: Facts) -> Iterable[str]:
    return (
        f"lines[{index}].first"
        for index, line in enumerate(claim.lines)
        if (day := facts.days.get(line.first)) and not day.is_planned
    )


def _no_consent(_: AnyClaim, facts: Facts) -> Iterator[str]:
    if facts.is_protected and not (facts.consent and facts.consent.covers(facts.today)):
        yield ""


def _restricted(_: AnyClaim, facts: Facts) -> Iterator[str]:
    if not facts.may_bill:
        yield ""


NO_CONSENT = ScrubFinding(
    "SCR-603", "No consent to bill this payer is in force today. Ask the client; nothing goes out without it."
)

RULES = (
    Rule("SCR-601", "A note of this day is not signed. Sign it; the claim waits for it.", "notes", _not_signed),
    Rule("SCR-602", "No treatment plan was in force on this day. Sign one, or hold the day.", "plans", _not_planned),
    Rule(NO_CONSENT.code, NO_CONSENT.sentence, "consent", _no_consent, of_voids=True, is_fixed=True),
    Rule(
        "SCR-604",
        "The client asked that this payer hears nothing of this care, and pays alone. Bill the client.",
        "scrubbing", _restricted, is_fixed=True,
    ),
)  # fmt: skip
