"""Who may waive what, leaving the way in, and what the first day asks before it is ticked."""

import pytest

from stepwell.admissions.rules.firstday import STARTING, Known, check_done
from stepwell.admissions.rules.leaving import check_leaving, check_waiver, may_waive
from stepwell.admissions.vocabulary import HARD, MONEY, Answer, Gate, Kind, Lost, State
from stepwell.platform.walls.rights import Role

WHY = "A scholarship pays for it."
NOTHING = Known(0, 0)


@pytest.mark.parametrize("gate", Gate)
def test_money_is_waived_by_leads_paper_by_admissions_too_and_clinical_work_by_nobody(gate: Gate) -> None:
    assert may_waive(gate, {Role.DIRECTOR}) == (gate not in HARD)
    assert may_waive(gate, {Role.ADMISSIONS}) == (gate not in HARD | MONEY)
    assert not may_waive(gate, {Role.BILLER, Role.CLINICIAN})


@pytest.mark.parametrize(
    ("gate", "state", "reason", "roles", "codes"),
    [
        (Gate.COVERAGE, State.MISSING, WHY, {Role.DIRECTOR}, []),
        (Gate.COVERAGE, State.UNSEEN, WHY, {Role.DIRECTOR}, []),
        (Gate.COVERAGE, State.DONE, WHY, {Role.DIRECTOR}, ["ADM-042"]),
        (Gate.COVERAGE, State.MISSING, WHY, {Role.ADMISSIONS}, ["ADM-041"]),
        (Gate.RULES, State.MISSING, "   too short   ", {Role.ADMISSIONS}, ["ADM-043"]),
        (Gate.PLACEMENT, State.MISSING, WHY, {Role.DIRECTOR}, ["ADM-040"]),
    ],
)
def test_a_waiver_is_refused_for_its_first_fault(
    gate: Gate, state: State, reason: str, roles: set[Role], codes: list[str]
) -> None:
    assert [finding.code for finding in check_waiver(gate, state, reason, roles)] == codes


@pytest.mark.parametrize(
    ("why", "words", "codes"),
    [(Lost.UNWANTED, "", []), (Lost.OTHER, " ", ["ADM-051"]), (Lost.OTHER_LEVEL, "Detox at Grace", [])],
)
def test_who_is_referred_is_referred_somewhere(why: Lost, words: str, codes: list[str]) -> None:
    assert [finding.code for finding in check_leaving(why, words)] == codes


@pytest.mark.parametrize(
    ("kind", "answer", "words", "known", "codes"),
    [
        (Kind.TICK, Answer.DONE, "", NOTHING, []),
        (Kind.TICK, Answer.NOT_NEEDED, "", NOTHING, ["ADM-030"]),
        (Kind.TICK, Answer.NOT_NEEDED, "Moved here", NOTHING, []),
        (Kind.ANSWER, Answer.DONE, "no", NOTHING, ["ADM-031"]),
        (Kind.ANSWER, Answer.DONE, "None", NOTHING, []),
        (Kind.MEDICATIONS, Answer.DONE, "", NOTHING, ["ADM-032"]),
        (Kind.MEDICATIONS, Answer.DONE, "", Known(0, 1), []),
        (Kind.MEDICATIONS, Answer.DONE, "Brought none", NOTHING, []),
        (Kind.EMERGENCY_CONTACT, Answer.DONE, "", NOTHING, ["ADM-033"]),
        (Kind.EMERGENCY_CONTACT, Answer.DONE, "", Known(1, 0), []),
        (Kind.EMERGENCY_CONTACT, Answer.DONE, "", Known(None, 0), []),
    ],
)
def test_an_item_asks_for_what_it_is_there_for(
    kind: Kind, answer: Answer, words: str, known: Known, codes: list[str]
) -> None:
    assert [finding.code for finding in check_done(kind, answer, words, known)] == codes


def test_our_list_names_everything_once_and_fits() -> None:
    assert len({item.name for item in STARTING}) == len(STARTING)
    assert all(len(item.name) <= 80 and len(item.hint) <= 200 for item in STARTING)
    assert {item.kind for item in STARTING} == set(Kind)
