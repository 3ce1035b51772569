"""Asking all scrub rules of a claim, with what a payer has otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from stepwell.claims.rules.scrubbing import codes, coverages, days, medicare, parties, records, services
from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Gravity, Rule, ScrubFinding
from stepwell.x12.writing.codes import VOID

ALL: tuple[Rule, ...] = (
    *parties.RULES,
    *codes.RULES,
    *services.RULES,
    *days.RULES,
    *coverages.RULES,
    *records.RULES,
    *medicare.RULES,
)

FIXED = frozenset(rule.code for rule in ALL if rule.is_fixed)


def scrub(claim: AnyClaim, facts: Facts, rules: Iterable[Rule] = ALL) -> list[ScrubFinding]:
    """Return what is wrong with a claim: in the order of the rules, and for each in the order of the claim.

    rules  ALL, or what `adjusted` made of them for a payer
    """
    asked = [rule for rule in rules if rule.gravity is not Gravity.OFF]
    if claim.frequency == VOID:
        asked = [rule for rule in asked if rule.of_voids]
    return [
        ScrubFinding(rule.code, rule.sentence, field, gravity=rule.gravity)
        for rule in asked
        for field in dict.fromkeys(rule.check(claim, facts))
    ]


def adjusted(settings: Mapping[str, Gravity], rules: Iterable[Rule] = ALL) -> tuple[Rule, ...]:
    """Return the rules as one payer wants them.

    settings  gravity by code of the rule
    raises    ValueError for a code that is none, or a rule that cannot be changed
    """
    known = tuple(rules)
    if unknown := set(settings) - {rule.code for rule in known if not rule.is_fixed}:
        message = f"these rules are not there, or cannot be changed: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return tuple(replace(rule, gravity=settings.get(rule.code, rule.gravity)) for rule in known)


def may_go(findings: Iterable[ScrubFinding]) -> bool:
    """Return whether nothing stands in the way of sending."""
    return all(finding.gravity is not Gravity.ERROR for finding in findings)
