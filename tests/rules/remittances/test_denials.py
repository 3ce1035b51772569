"""What a denial is about, what to do until when, and which gate it slipped through."""

from dataclasses import replace
from datetime import date

import pytest

from stepwell.claims.rules.scrubbing.scrubber import ALL
from stepwell.remittances.rules.denials import (
    GATES,
    GROUP_LABELS,
    REASONS,
    REMARKS,
    WAY_LABELS,
    WAYS,
    Advice,
    ReasonGroup,
    Way,
    case_of,
    group_of,
)  # fmt: skip
from stepwell.remittances.rules.posting.sent import Denied
from stepwell.remittances.rules.posting.shares import Share, share_of
from stepwell.x12.labels.adjustments import REASON
from tests.rules.coverage.contracts import PPO

G = ReasonGroup
CARE, DECIDED = date(2026, 3, 9), date(2026, 3, 31)  # 90 days to file, 180 to appeal


def denied(reason: str, *remarks: str, cents: int = 35_000) -> Denied:
    return Denied("EP1001-W11", "EP1001-L1", "CO", reason, remarks, cents)


def case(*parts: Denied, decided_on: date = DECIDED) -> Advice:
    return case_of(parts, first_day=CARE, decided_on=decided_on, contract=PPO)


def test_every_reason_that_we_have_words_for_and_that_denies_has_a_group() -> None:
    denying = {reason for reason in REASON if share_of("CO", reason) is Share.DENIED}
    assert denying - REASONS.keys() == {"1", "2", "3"}  # the client's share, which no contract takes


def test_every_group_has_words_a_way_and_gates_that_are_there() -> None:
    assert set(G) == set(GROUP_LABELS) == set(WAYS) == set(GATES)
    assert set(Way) == set(WAY_LABELS)
    assert {code for codes in GATES.values() for code in codes} <= {rule.code for rule in ALL}


@pytest.mark.parametrize(
    ("reason", "remarks", "group"),
    [
        ("197", (), G.AUTHORIZATION), ("27", (), G.ELIGIBILITY), ("29", (), G.FILING), ("4", (), G.CODING),
        ("97", (), G.BUNDLING), ("50", (), G.NECESSITY), ("18", (), G.DUPLICATE), ("22", (), G.COORDINATION),
        ("16", (), G.INFORMATION), ("252", (), G.RECORDS), ("B7", (), G.CREDENTIALS), ("242", (), G.NETWORK),
        ("119", (), G.BENEFIT), ("256", (), G.CONTRACT), ("A1", (), G.OTHER),
        ("16", ("MA130", "M62"), G.AUTHORIZATION), ("16", ("N290",), G.CREDENTIALS), ("96", ("N130",), G.BENEFIT),
        ("A1", ("N706",), G.RECORDS), ("197", ("N290",), G.AUTHORIZATION), ("16", ("ZZZ",), G.INFORMATION),
    ],
)  # fmt: skip
def test_a_reason_tells_the_group_and_where_it_says_little_the_remark(
    reason: str, remarks: tuple[str, ...], group: ReasonGroup
) -> None:
    assert group_of(reason, remarks) is group


@pytest.mark.parametrize(
    ("part", "way", "deadline"),
    [
        (denied("197"), Way.APPEAL, date(2026, 9, 27)),
        (denied("15"), Way.CORRECT, date(2026, 6, 7)),
        (denied("4"), Way.CORRECT, date(2026, 6, 7)),
        (denied("16", "MA130"), Way.ANEW, date(2026, 6, 7)),
        (denied("22"), Way.OTHER_PAYER, date(2026, 6, 7)),
        (denied("252"), Way.RECORDS, date(2026, 9, 27)),
        (denied("119"), Way.ASK, date(2026, 9, 27)),
    ],
)
def test_what_to_do_and_by_when(part: Denied, way: Way, deadline: date) -> None:
    made = case(part)
    assert (made.way, made.deadline) == (way, deadline)


def test_what_cannot_be_processed_cannot_be_appealed() -> None:
    assert case(denied("16", "MA130")).appeal_by is None


def test_when_it_is_too_late_to_correct_it_is_appealed() -> None:
    assert case(denied("4"), decided_on=date(2026, 6, 7)).way is Way.CORRECT
    assert case(denied("4"), decided_on=date(2026, 6, 8)).way is Way.APPEAL


def test_the_greatest_part_of_a_line_decides() -> None:
    made = case(denied("97", cents=5_000), denied("197", cents=30_000))
    assert (made.group, made.cents) == (G.AUTHORIZATION, 35_000)
    assert "SCR-501" in made.gates


def test_days_are_those_of_the_contract() -> None:
    terms = replace(PPO, filing_days=365, appeal_days=60)
    made = case_of([denied("4")], first_day=CARE, decided_on=DECIDED, contract=terms)
    assert (made.correct_by, made.appeal_by) == (date(2027, 3, 9), date(2026, 5, 30))


def test_a_corrected_claim_has_days_of_its_own_where_the_contract_says_so() -> None:
    terms = replace(PPO, filing_days=90, corrected_days=180, appeal_days=60)
    made = case_of([denied("4")], first_day=CARE, decided_on=DECIDED, contract=terms)
    assert (made.way, made.deadline) == (Way.CORRECT, date(2026, 9, 27))
    anew = case_of([denied("16", "MA130")], first_day=CARE, decided_on=DECIDED, contract=terms)
    assert (anew.way, anew.deadline) == (Way.ANEW, date(2026, 6, 7))


def test_no_remark_stands_for_a_reason() -> None:
    assert not REASONS.keys() & REMARKS.keys()
