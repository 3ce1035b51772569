"""What a remittance means for the books: every kind of answer, and that nothing is half posted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Line
from stepwell.billing.vocabulary import Account, Kind
from stepwell.remittances.rules.posting.planning import plan
from stepwell.remittances.rules.posting.sent import Denied, Plan, PostedClaim, SentClaim
from stepwell.remittances.rules.posting.words import WORK
from stepwell.x12.parts import Remark
from stepwell.x12.remittances import Remittance, RemittedClaim
from tests.rules.remittances.posting.making import (
    ANSWER,
    CLIENT,
    NEXT,
    PAYER,
    POLICY,
    SENT,
    STORY,
    adjustments,
    allowed,
    answer,
    entries,
    on,
    payee,
    remittance,
    reversed_,
    sent_line,
    service,
    sums,
)  # fmt: skip

A = Account
CONTRACT, DEDUCTIBLE = ("CO", "45", 7_500), ("PR", "1", 27_500)
PAID = service("EP1001-L1", 35_000, CONTRACT, ("PR", "2", 5_500))  # $220.00 paid
ONE = replace(SENT, lines=(SENT.lines[0],))


def codes(made: Plan) -> list[str]:
    return [item.code for item in made.items]


def one(answered: RemittedClaim, sent: SentClaim = ONE, before: tuple[PostedClaim, ...] = ()) -> Plan:
    return plan(remittance(answered), [sent], before)


def test_the_story_is_posted_to_the_cent() -> None:
    made = plan(STORY, [SENT], payees=frozenset({"1993999998"}))
    assert sums(made.postings) == {A.EFT: 20_000, A.CONTRACTUAL: 25_000, A.CLIENT: 60_000, A.PAYER: -105_000}
    assert [(item.code, item.line, item.cents) for item in made.items] == [("POS-014", "EP1001-L3", 2_500)]
    assert made.unposted == 0
    assert {posting.service_day for posting in made.postings} == {line.day for line in SENT.lines}
    assert {posting.client_id for posting in made.postings} == {CLIENT}


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ([], {A.EFT: 35_000}),
        ([CONTRACT], {A.EFT: 27_500, A.CONTRACTUAL: 7_500}),
        ([CONTRACT, DEDUCTIBLE], {A.CONTRACTUAL: 7_500, A.CLIENT: 27_500}),
        ([("PR", "2", 100), ("PR", "3", 200), ("PR", "119", 300)], {A.EFT: 34_400, A.CLIENT: 600}),
        ([("PR", "45", 7_500)], {A.EFT: 27_500, A.CLIENT: 7_500}),
        ([("CO", "197", 35_000)], {A.DENIED: 35_000}),
        ([("PR", "29", 35_000)], {A.DENIED: 35_000}),
        ([("PR", "50", 35_000)], {A.DENIED: 35_000}),
        ([("OA", "18", 35_000)], {A.DENIED: 35_000}),
        ([("PI", "16", 35_000)], {A.DENIED: 35_000}),
        ([("CO", "253", 440)], {A.EFT: 34_560, A.OTHER: 440}),
        ([("CR", "85", 100)], {A.EFT: 34_900, A.OTHER: 100}),
        ([("CO", "45", -2_500)], {A.EFT: 37_500, A.CONTRACTUAL: -2_500}),
    ],
)  # fmt: skip
def test_adjustments_go_where_group_and_reason_say(why: list[tuple[str, str, int]], expected: dict[A, int]) -> None:
    made = one(answer(service("EP1001-L1", 35_000, *why)))
    assert sums(made.postings) == {**expected, A.PAYER: -35_000}
    assert made.unposted == 0


def test_what_a_reason_denies_is_a_denial_with_its_remarks() -> None:
    line = service("EP1001-L1", 35_000, ("CO", "197", 35_000), remarks=(Remark("HE", "N54"),))
    made = one(answer(line, status="4"))
    assert made.denials == (Denied("EP1001-W11", "EP1001-L1", "CO", "197", ("N54",), 35_000),)
    assert codes(made) == []


def test_a_payment_by_check_goes_to_the_checks() -> None:
    assert STORY.payment
    check = replace(STORY, payment=replace(STORY.payment, method="CHK"))
    assert sums(plan(check, [SENT]).postings)[A.CHECK] == 20_000


def test_a_reversal_negates_exactly_what_was_posted() -> None:
    first = plan(STORY, [SENT])
    back = plan(remittance(reversed_(ANSWER), number="EFT2"), [SENT], first.alive)
    assert sums(first.postings + back.postings) == {}
    assert {item.reverses for item in back.postings} == {item.key for item in first.postings}
    assert {item.posting.kind for item in back.postings} == {Kind.REVERSAL}
    assert back.alive == ()


@pytest.mark.parametrize("turned", [False, True])
def test_a_reversal_and_the_new_answer_stand_in_one_file_in_any_order(turned: bool) -> None:
    first = plan(STORY, [SENT])
    anew = answer(*(service(line.control, 35_000, CONTRACT) for line in SENT.lines))
    claims = [reversed_(ANSWER), anew]
    made = plan(remittance(*(claims[::-1] if turned else claims), number="EFT2"), [SENT], first.alive)
    assert sums(first.postings + made.postings) == {A.EFT: 82_500, A.CONTRACTUAL: 22_500, A.PAYER: -105_000}
    assert codes(made) == []
    assert len(made.alive) == 1


def test_an_answer_taken_back_in_its_own_file_comes_to_nothing() -> None:
    made = plan(remittance(ANSWER, reversed_(ANSWER)), [SENT])
    assert sums(made.postings) == {}
    assert made.alive == ()


def test_what_was_never_posted_or_otherwise_is_not_reversed() -> None:
    back = reversed_(ANSWER)
    assert codes(plan(remittance(back), [SENT])) == ["POS-010"]
    other = replace(back, paid=Decimal(-100))
    made = plan(remittance(other, number="EFT2"), [SENT], plan(STORY, [SENT]).alive)
    assert (codes(made), made.postings, made.unposted) == (["POS-010"], (), -10_000)


def test_an_answer_that_came_before_is_not_posted_twice() -> None:
    first = plan(STORY, [SENT])
    again = plan(replace(STORY, trace=remittance(number="EFT9").trace), [SENT], first.alive)
    assert (codes(again), again.postings, again.unposted) == (["POS-009"], (), 20_000)


def test_another_number_of_the_payer_pays_no_line_twice() -> None:
    first = plan(STORY, [SENT])
    again = remittance(replace(ANSWER, payer_control="ICN9"), number="EFT2")
    assert codes(plan(again, [SENT], first.alive)) == ["POS-009"]


def test_lines_may_be_answered_one_after_the_other() -> None:
    parts = [answer(service(line.control, 35_000, CONTRACT), payer_control=line.control) for line in SENT.lines]
    made = plan(remittance(*parts), [SENT])
    assert sums(made.postings) == {A.EFT: 82_500, A.CONTRACTUAL: 22_500, A.PAYER: -105_000}
    assert {item.code for item in made.items} == {"POS-015"}


def test_the_same_file_makes_the_same_plan_with_keys_that_the_ledger_takes() -> None:
    first, again = plan(STORY, [SENT]), plan(STORY, [SENT])
    assert first == again
    keys = [item.key for item in first.postings]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 80
    other = plan(replace(STORY, trace=remittance(number="EFT9").trace), [SENT])
    assert not {item.key for item in other.postings} & set(keys)


@pytest.mark.parametrize(
    ("plb", "expected"),
    [
        (("WO", 5_000), {A.EFT: -5_000, A.PROVIDER_LEVEL: 5_000}),
        (("WO", -5_000), {A.EFT: 5_000, A.PROVIDER_LEVEL: -5_000}),
        (("FB", -5_000), {A.EFT: 5_000, A.PROVIDER_LEVEL: -5_000}),
        (("L6", -12), {A.EFT: 12, A.PROVIDER_LEVEL: -12}),
    ],
)
def test_what_is_settled_with_the_program_is_nobodys_care(plb: tuple[str, int], expected: dict[A, int]) -> None:
    made = plan(remittance(plb=(plb,)), [], payer_id=PAYER)
    assert sums(made.postings) == expected
    assert [item.client_id for item in made.postings] == [None]
    assert codes(made) == (["POS-013"] if plb == ("WO", 5_000) else [])


def test_a_zero_payment_posts_what_is_left_to_the_client() -> None:
    made = one(answer(service("EP1001-L1", 35_000, CONTRACT, DEDUCTIBLE)))
    assert sums(made.postings) == {A.CONTRACTUAL: 7_500, A.CLIENT: 27_500, A.PAYER: -35_000}
    assert Kind.PAYER_PAYMENT not in {item.posting.kind for item in made.postings}


@pytest.mark.parametrize(("status", "code"), [("19", "POS-011"), ("20", "POS-011"), ("21", "POS-011")])
def test_what_was_forwarded_is_posted_and_waited_for(status: str, code: str) -> None:
    made = one(answer(PAID, status=status))
    assert codes(made) == [code]
    assert sums(made.postings)[A.EFT] == 22_000


@pytest.mark.parametrize("status", ["23", "25"])
def test_what_was_not_decided_posts_nothing(status: str) -> None:
    made = one(answer(service("EP1001-L1", 35_000, ("OA", "109", 35_000)), status=status))
    assert (codes(made), made.postings) == (["POS-012"], ())


def test_the_next_payer_is_owed_what_the_first_left() -> None:
    made = one(answer(PAID), replace(ONE, then_by=NEXT))
    assert Line(A.PAYER, 5_500, NEXT.policy_id, NEXT.payer_id) in entries(made.postings)
    assert A.CLIENT not in sums(made.postings)
    assert [(item.code, item.cents) for item in made.items] == [("POS-016", 5_500)]


def test_a_second_payer_answers_for_what_it_was_asked_and_no_more() -> None:
    second = replace(ONE, owed_by=NEXT, lines=(sent_line(1, 9, owed=5_500, expected=26_000),))
    prior = service("EP1001-L1", 35_000, ("OA", "23", 29_500), ("PR", "2", 1_500))
    made = one(answer(prior, status="2"), second)
    assert sums(made.postings) == {A.EFT: 4_000, A.CLIENT: 1_500, A.PAYER: -5_500}
    assert codes(made) == []
    assert codes(one(answer(service("EP1001-L1", 35_000, ("OA", "23", 20_000)), status="2"), second)) == ["POS-008"]


@pytest.mark.parametrize(
    ("control", "payer_control", "line", "is_found"),
    [
        ("EP1001-W11", "", "EP1001-L1", True),
        ("OTHER", "ICN1", "EP1001-L1", True),
        ("OTHER", "", "EP1001-L1", True),
        ("OTHER", "", "", False),
        ("OTHER", "ICN2", "OTHER-L1", False),
    ],
)
def test_a_claim_is_found_by_our_number_the_payers_or_those_of_its_lines(
    control: str, payer_control: str, line: str, is_found: bool
) -> None:
    told = replace(PAID, references=service(line, 0).references, dates=on(9))
    sent = replace(ONE, payer_controls=frozenset({"ICN1"}))
    made = one(answer(told, control=control, payer_control=payer_control), sent)
    assert codes(made) == ([] if is_found else ["POS-005"])
    assert made.unposted == (0 if is_found else 22_000)


def test_a_line_without_our_number_is_found_by_day_code_and_charge() -> None:
    nameless = [replace(service("", 35_000, CONTRACT), dates=on(day)) for day in (13, 9, 11)]
    made = plan(remittance(answer(*nameless)), [SENT])
    assert [item.line for item in made.postings[::2]] == ["EP1001-L3", "EP1001-L1", "EP1001-L2"]
    twin = replace(SENT, lines=(sent_line(1, 9), sent_line(2, 9)))
    assert codes(plan(remittance(answer(nameless[1])), [twin])) == ["POS-007"]
    assert codes(one(answer(replace(nameless[1], dates=on(10))))) == ["POS-007"]


def test_a_claim_answered_without_lines_is_laid_over_them() -> None:
    whole = replace(ANSWER, lines=(), adjustments=adjustments(("CO", "45", 25_000), ("PR", "1", 60_000)))
    made = plan(remittance(whole), [SENT])
    assert sums(made.postings) == {A.EFT: 20_000, A.CONTRACTUAL: 25_000, A.CLIENT: 60_000, A.PAYER: -105_000}
    for line in SENT.lines:
        assert sums(tuple(item for item in made.postings if item.line == line.control))[A.PAYER] == -35_000


def test_what_is_taken_off_the_claim_as_a_whole_is_taken_from_its_lines() -> None:
    lines = (service("EP1001-L1", 35_000, CONTRACT), service("EP1001-L2", 35_000, CONTRACT))
    whole = answer(*lines, adjustments=adjustments(("CO", "97", 30_000)), paid=Decimal(250))
    made = plan(remittance(whole), [replace(SENT, lines=SENT.lines[:2])])
    assert sums(made.postings) == {A.EFT: 25_000, A.CONTRACTUAL: 15_000, A.DENIED: 30_000, A.PAYER: -70_000}
    assert [(denied.line, denied.reason, denied.cents) for denied in made.denials] == [
        ("EP1001-L1", "97", 27_500),
        ("EP1001-L2", "97", 2_500),
    ]


def test_one_wrong_claim_is_held_whole_and_the_others_are_posted() -> None:
    wrong = answer(PAID, replace(service("EP1001-L2", 35_000, CONTRACT), adjustments=()), control="EP1001-W11")
    right = replace(ONE, number="EP2002-W11", lines=(sent_line(1, 9, control="EP2002-L1"),))
    other = answer(service("EP2002-L1", 35_000, CONTRACT), control="EP2002-W11")
    made = plan(remittance(wrong, other), [SENT, right])
    assert codes(made) == ["POS-006"]
    assert {item.claim for item in made.postings} == {"EP2002-W11"}
    assert made.unposted == 49_500


def test_another_charge_than_was_sent_is_held() -> None:
    assert codes(one(answer(service("EP1001-L1", 42_500, CONTRACT)))) == ["POS-008"]


def test_lines_that_nobody_answers_are_asked_for() -> None:
    made = plan(remittance(answer(PAID)), [SENT])
    assert [(item.code, item.cents) for item in made.items] == [("POS-015", 70_000)]


@pytest.mark.parametrize(
    ("off", "found"), [(0, []), (100, []), (-100, []), (101, [("POS-014", 101)]), (-101, [("POS-014", -101)])]
)
def test_what_is_allowed_is_held_against_the_contract(off: int, found: list[tuple[str, int]]) -> None:
    told = replace(PAID, amounts=allowed(27_500 - off))
    made = one(answer(told))
    assert [(item.code, item.cents) for item in made.items] == found
    untold = one(answer(service("EP1001-L1", 35_000, ("CO", "45", 7_500 + off))))
    assert [(item.code, item.cents) for item in untold.items] == found


def test_a_denied_line_is_no_underpayment() -> None:
    assert codes(one(answer(service("EP1001-L1", 35_000, ("CO", "197", 35_000))))) == []


@pytest.mark.parametrize(
    ("file", "code", "unposted"),
    [
        (replace(STORY, payment=None), "POS-001", 0),
        (replace(STORY, trace=None), "POS-001", 0),
        (remittance(answer(replace(PAID, paid=Decimal("220.001")))), "POS-002", 0),
        (replace(STORY, batches=()), "POS-002", 20_000),
    ],
)
def test_a_file_that_does_not_hold_together_posts_nothing(file: Remittance, code: str, unposted: int) -> None:
    earlier = plan(remittance(answer(PAID), number="EFT0"), [ONE]).alive
    made = plan(file, [SENT], earlier)
    assert (codes(made), made.postings, made.unposted, made.alive) == ([code], (), unposted, earlier)


def test_a_file_for_somebody_else_is_not_posted() -> None:
    made = plan(replace(STORY, payee=payee("1234567893")), [SENT], payees=frozenset({"1993999998"}))
    assert (codes(made), made.postings) == (["POS-004"], ())


def test_money_that_the_payer_takes_from_us_is_below_zero() -> None:
    assert STORY.payment
    file = remittance(reversed_(ANSWER), number="EFT2")
    assert file.payment
    debit = replace(file, payment=replace(file.payment, amount=Decimal(200), credit="D"))
    made = plan(debit, [SENT], plan(STORY, [SENT]).alive)
    assert sums(made.postings)[A.EFT] == -20_000
    assert made.unposted == 0


def test_every_posting_is_one_that_the_ledger_takes() -> None:
    for item in plan(STORY, [SENT]).postings:
        ledger.check(item.posting)
        assert {line.policy_id for line in item.posting.lines if line.account is A.PAYER} == {POLICY}


def test_work_says_what_is_the_matter_and_what_to_do() -> None:
    for words in WORK.values():
        assert words.sentence.endswith(".")
        assert words.next_step.endswith(".")
