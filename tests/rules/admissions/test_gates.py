"""Gates one by one, what refuses an admission, and stages: by tables and for any facts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.admissions.rules.facts import (
    AuthorizationFacts,
    CheckFacts,
    DecisionFacts,
    Facts,
    NoticeFacts,
    OrderFacts,
    PolicyFacts,
)
from stepwell.admissions.rules.gates import Standing, check_admission, standings
from stepwell.admissions.rules.stages import place_of
from stepwell.admissions.vocabulary import HARD, NOTICES, ON_THE_WAY, WAIVABLE, Gate, Mender, Stage, State
from stepwell.platform.walls.rights import Category
from stepwell.privacy.vocabulary import Kind, NoticeKind

DAY = date(2026, 3, 2)
BEFORE, AFTER = DAY - timedelta(days=3), DAY + timedelta(days=3)
GOOD = CheckFacts(BEFORE, is_active=True, is_covered=True, needs_authorization=True)
INSURED = PolicyFacts(is_self_pay=False, payer="Northwind", check=GOOD)
ALONE = PolicyFacts(is_self_pay=True, payer="")
ALLOWED = AuthorizationFacts("approved", "2.1", BEFORE, AFTER, BEFORE)
READY = Facts(
    begun_on=BEFORE,
    has_safe_contact=True,
    consents={Kind.TPO: BEFORE},
    policies=(INSURED,),
    assessed_on=BEFORE,
    decision=DecisionFacts("2.1", is_here=True, on=BEFORE),
    orders=(OrderFacts(BEFORE, None),),
    authorizations=(ALLOWED,),
    primary_on=BEFORE,
    notices=tuple(NoticeFacts(kind, BEFORE, is_signed=True) for kind in NoticeKind),
    session_on=AFTER,
)


def judged(facts: Facts, *hidden: Category) -> dict[Gate, Standing]:
    return {each.gate: each for each in standings(facts, on=DAY, sees=lambda category: category not in hidden)}


def policy(**changed: Any) -> dict[str, Any]:
    return {"policies": (replace(INSURED, check=replace(GOOD, **changed)),), "authorizations": ()}


def notices(kind: NoticeKind, **changed: Any) -> dict[str, Any]:
    return {"notices": tuple(replace(row, **changed) if row.kind is kind else row for row in READY.notices)}


CASES: list[tuple[Gate, dict[str, Any], State, str]] = [
    (Gate.CONTACT, {}, State.DONE, ""),
    (Gate.CONTACT, {"has_safe_contact": False}, State.MISSING, "No number"),
    (Gate.ASKING, {}, State.DONE, ""),
    (Gate.ASKING, {"consents": {Kind.CONTACT_PAYER: BEFORE}}, State.DONE, ""),
    (Gate.ASKING, {"consents": {}}, State.NOT_NEEDED, "Nobody needs to ask"),
    (Gate.ASKING, {"consents": {}, "policies": (ALONE,)}, State.NOT_NEEDED, "Nobody needs to ask"),
    (Gate.ASKING, {"consents": {}, "policies": ()}, State.MISSING, "Nobody may call"),
    (Gate.ASKING, {"consents": {Kind.NAMED: BEFORE}, "policies": ()}, State.MISSING, "Nobody may call"),
    (Gate.COVERAGE, {}, State.DONE, ""),
    (Gate.COVERAGE, {"policies": ()}, State.MISSING, "No policy"),
    (Gate.COVERAGE, {"policies": (ALONE,)}, State.DONE, "The client pays."),
    (Gate.COVERAGE, {"policies": (replace(INSURED, check=None),)}, State.MISSING, "Northwind was not asked"),
    (Gate.COVERAGE, {"policies": (ALONE, replace(INSURED, check=None))}, State.MISSING, "Northwind was not asked"),
    (Gate.COVERAGE, policy(is_active=False), State.MISSING, "is not in force"),
    (Gate.COVERAGE, policy(is_covered=False), State.MISSING, "does not pay"),
    (Gate.COVERAGE, policy(is_active=None), State.MISSING, "whether the policy is in force"),
    (Gate.COVERAGE, policy(is_covered=None), State.MISSING, "whether it pays"),
    (Gate.ASSESSMENT, {}, State.DONE, ""),
    (Gate.ASSESSMENT, {"assessed_on": AFTER}, State.MISSING, "signed on Mar 5: admit from that day on"),
    (Gate.ASSESSMENT, {"assessed_on": None}, State.MISSING, "It is not booked."),
    (Gate.ASSESSMENT, {"assessed_on": None, "booked_on": AFTER}, State.MISSING, "It is booked for Mar 5."),
    (Gate.ASSESSMENT, {"assessed_on": None, "booked_on": BEFORE}, State.MISSING, "nothing is signed"),
    (Gate.PLACEMENT, {}, State.DONE, "Level 2.1."),
    (Gate.PLACEMENT, {"decision": None}, State.MISSING, "No level is decided"),
    (Gate.PLACEMENT, {"decision": DecisionFacts("3.7", is_here=False, on=BEFORE)}, State.MISSING, "not one of this"),
    (Gate.ORDER, {"orders": ()}, State.MISSING, "not ordered"),
    (Gate.ORDER, {"orders": (OrderFacts(BEFORE, BEFORE),)}, State.MISSING, "not ordered"),
    (Gate.ORDER, {"orders": (OrderFacts(AFTER, None),)}, State.MISSING, "begins on Mar 5: admit then"),
    (Gate.ORDER, {"orders": (OrderFacts(BEFORE, DAY), OrderFacts(AFTER, None))}, State.DONE, ""),
    (Gate.AUTHORIZATION, {}, State.DONE, ""),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, status="partly"),)}, State.DONE, ""),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, from_on=AFTER),)}, State.MISSING, "begins on Mar 5"),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, to_on=BEFORE),)}, State.MISSING, "none is requested"),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, level="2.5"),)}, State.MISSING, "none is requested"),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, status="denied"),)}, State.MISSING, "none is requested"),
    (Gate.AUTHORIZATION, {"authorizations": (replace(ALLOWED, status="pended"),)}, State.MISSING, "asked on Feb 27"),
    (Gate.AUTHORIZATION, {"policies": (ALONE,), "authorizations": ()}, State.NOT_NEEDED, "The client pays."),
    (Gate.AUTHORIZATION, {"policies": (), "authorizations": ()}, State.MISSING, "Known once"),
    (Gate.AUTHORIZATION, policy(needs_authorization=False), State.NOT_NEEDED, "Northwind wants none."),
    (Gate.AUTHORIZATION, policy(needs_authorization=None), State.MISSING, "Ask Northwind"),
    (Gate.CLINICIAN, {}, State.DONE, ""),
    (Gate.CLINICIAN, {"primary_on": None}, State.MISSING, "Nobody is assigned."),
    (Gate.CONSENT, {}, State.DONE, ""),
    (Gate.CONSENT, {"consents": {Kind.CONTACT_PAYER: BEFORE}}, State.MISSING, "nobody may be billed"),
    (Gate.CONSENT, {"consents": {}, "policies": (ALONE,)}, State.NOT_NEEDED, "nobody is billed"),
    (Gate.NOTICES, {}, State.DONE, ""),
    (Gate.NOTICES, notices(NoticeKind.RIGHTS, given_on=None), State.MISSING, "Still to give: Your rights."),
    (Gate.NOTICES, notices(NoticeKind.RIGHTS, is_signed=False), State.DONE, ""),
    (Gate.NOTICES, notices(NoticeKind.TELEHEALTH, given_on=None), State.DONE, ""),
    (Gate.NOTICES, {"notices": ()}, State.MISSING, "Not written by the organization yet"),
    (Gate.RULES, {}, State.DONE, ""),
    (Gate.RULES, notices(NoticeKind.RULES, given_on=None), State.MISSING, "Not signed yet."),
    (Gate.RULES, notices(NoticeKind.RULES, is_signed=False), State.MISSING, "did not sign"),
    (Gate.RULES, {"notices": ()}, State.MISSING, "has not written them"),
    (Gate.SESSION, {}, State.DONE, "On Mar 5."),
    (Gate.SESSION, {"session_on": None}, State.MISSING, "No group and no appointment"),
]


@pytest.mark.parametrize(("gate", "changed", "state", "words"), CASES)
def test_a_gate_stands_as_the_facts_say(gate: Gate, changed: dict[str, Any], state: State, words: str) -> None:
    found = judged(replace(READY, **changed))[gate]
    assert found.state is state
    assert words in found.detail


@pytest.mark.parametrize(
    ("changed", "mender"),
    [
        ({"assessed_on": None}, Mender.ADMISSIONS),
        ({"assessed_on": None, "booked_on": AFTER}, Mender.CLINICIAN),
        ({"primary_on": None}, Mender.LEADS),
        ({"authorizations": ()}, Mender.REVIEW),
        ({"notices": ()}, Mender.OFFICE),
    ],
)
def test_who_can_mend_it_follows_from_what_is_missing(changed: dict[str, Any], mender: Mender) -> None:
    missing = [each for each in judged(replace(READY, **changed)).values() if each.state is State.MISSING]
    assert missing[0].mender is mender


def test_a_waiver_opens_soft_gates_and_no_hard_one() -> None:
    nothing = Facts(begun_on=BEFORE, waived=dict.fromkeys(Gate, DAY))
    found = judged(nothing)
    assert {gate for gate, each in found.items() if each.state is State.WAIVED} == set(WAIVABLE)
    assert {gate for gate, each in found.items() if not each.is_open} == set(HARD)


def test_what_is_hidden_is_not_told_and_refuses() -> None:
    found = judged(replace(READY, policies=()), Category.BENEFITS)
    assert found[Gate.COVERAGE] == Standing(Gate.COVERAGE, State.UNSEEN)
    codes = [finding.code for finding in check_admission(found.values())]
    assert codes == ["ADM-012"]
    assert place_of(READY, list(found.values())).stage is Stage.PLACED
    lacking = judged(replace(READY, policies=(), consents={}, authorizations=()), Category.BENEFITS)
    assert [f.code for f in check_admission(lacking.values())] == ["ADM-011", "ADM-012", "ADM-016", "ADM-018"]
    waived = judged(replace(READY, waived={Gate.COVERAGE: DAY}), Category.BENEFITS)
    assert waived[Gate.COVERAGE].state is State.WAIVED
    assert waived[Gate.COVERAGE].detail == ""


def test_a_refusal_names_who_mends_it_and_whether_it_may_be_waived() -> None:
    found = judged(replace(READY, primary_on=None, session_on=None))
    assert [finding.sentence for finding in check_admission(found.values())] == [
        "Primary clinician: Nobody is assigned. The supervisor or director can mend it.",
        (
            "First session booked: No group and no appointment is planned. Admissions can mend it."
            " It may be waived with a reason."
        ),
    ]


STAGES: list[tuple[dict[str, Any], Stage, date]] = [
    ({}, Stage.READY, BEFORE),
    ({"primary_on": None}, Stage.PLACED, BEFORE),
    ({"decision": None, "orders": ()}, Stage.ASSESSMENT, BEFORE),
    ({"decision": None, "orders": (), "assessed_on": None}, Stage.ASSESSMENT, BEFORE),
    ({"decision": None, "orders": (), "assessed_on": None, "policies": ()}, Stage.VERIFYING, BEFORE),
    ({"decision": None, "orders": (), "policies": ()}, Stage.ASSESSMENT, BEFORE),
    ({"primary_on": DAY}, Stage.READY, DAY),
    ({"decision": DecisionFacts("2.1", is_here=True, on=DAY), "session_on": None}, Stage.PLACED, DAY),
]


@pytest.mark.parametrize(("changed", "stage", "since"), STAGES)
def test_the_stage_and_its_day_follow_from_the_gates(changed: dict[str, Any], stage: Stage, since: date) -> None:
    facts = replace(READY, **changed)
    place = place_of(facts, list(judged(facts).values()))
    assert (place.stage, place.since) == (stage, since)
    assert place.days(DAY) == (DAY - since).days


days = st.none() | st.dates(BEFORE, AFTER)
known = st.none() | st.booleans()
checks = st.builds(CheckFacts, st.dates(BEFORE, DAY), known, known, known)
facts = st.builds(
    Facts,
    begun_on=st.dates(BEFORE, DAY),
    has_safe_contact=st.booleans(),
    consents=st.dictionaries(st.sampled_from(Kind), st.dates(BEFORE, DAY)),
    policies=st.lists(
        st.builds(PolicyFacts, st.booleans(), st.just("Northwind"), st.none() | checks), max_size=3
    ).map(tuple),
    assessed_on=days,
    booked_on=days,
    decision=st.none() | st.builds(DecisionFacts, st.just("2.1"), st.booleans(), st.dates(BEFORE, DAY)),
    orders=st.lists(st.builds(OrderFacts, st.dates(BEFORE, AFTER), days), max_size=2).map(tuple),
    primary_on=days,
    notices=st.lists(st.sampled_from(READY.notices), unique_by=lambda row: row.kind).map(tuple),
    session_on=days,
    waived=st.dictionaries(st.sampled_from(WAIVABLE), st.dates(BEFORE, DAY)),
)  # fmt: skip


@given(facts, st.sets(st.sampled_from(Category)))
def test_there_is_one_standing_a_gate_and_ready_means_that_nothing_is_missing(
    found: Facts, hidden: set[Category]
) -> None:
    lines = standings(found, on=DAY, sees=lambda category: category not in hidden)
    assert [each.gate for each in lines] == list(Gate)
    place = place_of(found, lines)
    assert place.stage in ON_THE_WAY
    missing = [each for each in lines if each.state is State.MISSING]
    assert (place.stage is Stage.READY) == all(each.is_open for each in lines)
    assert (place.next is None) == (not missing)
    assert place.since >= found.begun_on
    assert len(check_admission(lines)) == sum(not each.is_open for each in lines)


@given(facts)
def test_a_waiver_more_never_closes_a_gate(found: Facts) -> None:
    before = judged(found)
    after = judged(replace(found, waived=dict.fromkeys(WAIVABLE, DAY)))
    for gate in Gate:
        assert after[gate].is_open or not before[gate].is_open
        assert after[gate].is_open or gate in HARD
    assert set(NOTICES) < set(NoticeKind)
