"""Who lacks an authorization that nobody asked for: by a table, and never more than the gate says."""

from dataclasses import replace
from typing import Any

import pytest

from stepwell.admissions.rules.facts import AuthorizationFacts, PolicyFacts
from stepwell.admissions.rules.gates import authorization_of
from stepwell.admissions.rules.lacking import lacking
from tests.rules.admissions.test_gates import AFTER, ALLOWED, ALONE, BEFORE, DAY, INSURED, READY, policy

NONE: dict[str, Any] = {"authorizations": ()}
UNASKED = "Northwind wants one; none is requested."
UNKNOWN = "Not known whether one is needed. "

CASES: list[tuple[dict[str, Any], str, str]] = [  # facts, what is said in care, what is said before
    ({}, "", ""),
    (NONE, UNASKED, UNASKED),
    ({**NONE, "policies": (ALONE,)}, "", ""),
    (policy(needs_authorization=False), "", ""),
    (policy(needs_authorization=None), "Ask Northwind whether it wants one.", ""),
    ({**NONE, "policies": (replace(INSURED, check=None),)}, UNKNOWN + "Northwind was not asked yet.", ""),
    ({**NONE, "policies": ()}, UNKNOWN + "No policy is known, nor that the client pays.", ""),
    ({"authorizations": (replace(ALLOWED, level="2.5"),)}, UNASKED, UNASKED),
    ({"authorizations": (replace(ALLOWED, to_on=BEFORE),)}, UNASKED, UNASKED),
    ({"authorizations": (replace(ALLOWED, from_on=AFTER),)}, "The one that is allowed begins on Mar 5.", ""),
    ({"authorizations": (replace(ALLOWED, status="requested"),)}, "", ""),
    ({"authorizations": (replace(ALLOWED, status="pended"),)}, "", ""),
    ({"authorizations": (replace(ALLOWED, status="withdrawn"),)}, UNASKED, UNASKED),
    (
        {"authorizations": (replace(ALLOWED, status="denied", on=DAY),)},
        "Northwind denied it on Mar 2; nothing else is requested.",
        "Northwind denied it on Mar 2; nothing else is requested.",
    ),
    ({"authorizations": (replace(ALLOWED, status="denied"), replace(ALLOWED, status="requested"))}, "", ""),
]


@pytest.mark.parametrize(("changed", "in_care", "before"), CASES)
def test_what_is_said(changed: dict[str, Any], in_care: str, before: str) -> None:
    facts = replace(READY, **changed)

    assert lacking(facts, on=DAY, in_care=True) == in_care
    assert lacking(facts, on=DAY, in_care=False) == before


@pytest.mark.parametrize("policies", [(), (ALONE,), (INSURED,), (ALONE, INSURED), (PolicyFacts(False, "Two"),)])
@pytest.mark.parametrize("status", ["requested", "pended", "approved", "partly", "denied", "withdrawn"])
def test_nobody_lacks_one_whose_gate_is_open(policies: tuple[PolicyFacts, ...], status: str) -> None:
    asked = AuthorizationFacts(status, "2.1", BEFORE, AFTER, BEFORE)
    facts = replace(READY, policies=policies, authorizations=(asked,))

    if authorization_of(facts, DAY).is_open:
        assert lacking(facts, on=DAY, in_care=True) == ""
