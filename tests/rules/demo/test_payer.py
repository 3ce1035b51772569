"""The payers of the demonstration: every kind of answer, read without a fault and posted to the cent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from stepwell.billing.rules.amounts import to_cents
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import Account
from stepwell.demo.payer.deciding import CYCLE, Fate, fate_of, payer_number
from stepwell.demo.payer.mail import NoClaims, opened
from stepwell.demo.payer.playing import Answer, Received, answers
from stepwell.remittances.rules.posting.planning import plan
from stepwell.remittances.rules.posting.sent import Plan, PostedClaim, SentClaim, SentLine
from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.issues import Severity
from stepwell.x12.reading.sets import ReadFile, read
from stepwell.x12.remittances import Remittance
from stepwell.x12.statuses import ClaimStatuses
from stepwell.x12.writing.parties import Contact, Organization
from stepwell.x12.writing.set_837 import ClaimSet, Receiver, Submitter
from stepwell.x12.writing.set_837i import write_837i
from stepwell.x12.writing.set_837p import ProfessionalClaim, write_837p
from tests.rules.x12.building import (
    CLINIC,
    envelope,
    institutional,
    professional,
    professional_line,
    secondary,
)

AT = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
CONTRACT = Decimal("275.00")
SUBMITTER = Submitter(name=CLINIC, id="IOPCLINIC", contact=Contact(name="Billing", phone="6145550100"))
RECEIVER = Receiver(name=Organization("Clearinghouse"), id="CLEARHOUSE")


def allowing(_: object) -> Decimal:
    return CONTRACT


def claim(number: int, **changes: Any) -> ProfessionalClaim:
    name = f"C{number:06}"
    lines = tuple(professional_line(day, 1, control_number=f"{name}-{day}") for day in (9, 11))
    return professional(**{"number": name, "lines": lines, **changes})


def sent_file(claims: Sequence[ProfessionalClaim], number: int = 501, **changes: Any) -> str:
    made = ClaimSet(number=1, reference=f"B{number}", submitter=SUBMITTER, receiver=RECEIVER, claims=tuple(claims))
    return write_837p(replace(envelope("2026-04-15 10:15", number), **changes), [made])


def received(text: str, rounds: int = 0) -> Received:
    return Received(opened(text), rounds)


def as_sent(one: ProfessionalClaim) -> SentClaim:
    lines = tuple(
        SentLine(
            control=line.control_number, day=line.first, code="H0015", charge=to_cents(line.charge),
            owed=to_cents(line.charge), expected=to_cents(CONTRACT),
        )
        for line in one.lines
    )  # fmt: skip
    return SentClaim(
        number=one.number, client_id=UUID(int=1), owed_by=Owed(UUID(int=2), UUID(int=3)), lines=lines,
        payer_controls=frozenset({payer_number(one.number)}),
    )  # fmt: skip


def contents(made: Sequence[Answer], kind: type) -> list[Any]:
    found = [one for answer in made for one in clean(answer).sets]
    return [one.content for one in found if isinstance(one.content, kind)]


def clean(answer: Answer) -> ReadFile:
    """Return an answer as we read it; nothing of it is an error, nothing is left unread."""
    found = read(answer.text)
    told = [issue for issue in found.issues if issue.severity is not Severity.NOTE and issue.code != "X12-114"]
    assert not told, (answer.name, told)
    assert not [one for part in found.sets for one in part.unread]
    return found


CLAIMS = [claim(number) for number in range(1, len(CYCLE) + 1)]
FILE = sent_file(CLAIMS)


def test_every_fate_comes_up_among_twenty() -> None:
    assert {fate_of(one.number) for one in CLAIMS} == set(Fate)
    assert fate_of("NONE") is Fate.PAID


def test_the_same_claims_get_the_same_answers() -> None:
    assert answers(received(FILE), [], allowing, AT) == answers(received(FILE), [], allowing, AT)


def test_a_file_is_acknowledged_and_its_claims_are_taken_in_or_rejected() -> None:
    made = answers(received(FILE), [], allowing, AT)
    [group] = contents(made, GroupAcknowledgment)
    assert (group.status, group.control, group.sets[0].status) == ("A", "501", "A")
    taken, pending = contents(made, ClaimStatuses)
    told = {one.trace.number: one for _, one in taken.claims}
    for one in CLAIMS:
        fate = fate_of(one.number)
        assert (one.number in told) == (fate is not Fate.LOST)
        if fate is not Fate.LOST:
            assert told[one.number].is_rejected == (fate is Fate.REJECTED)
            assert told[one.number].reference("1K") == ("" if fate is Fate.REJECTED else payer_number(one.number))
    assert [fate_of(one.trace.number) for _, one in pending.claims] == [Fate.PENDED]


def test_a_receipt_comes_only_if_it_was_asked_for() -> None:
    made = answers(received(sent_file(CLAIMS, acknowledge=True)), [], allowing, AT)
    [interchange] = clean(made[0]).file.interchanges
    assert [(one.control, one.status) for one in interchange.acknowledgments] == [("000000501", "A")]


def test_every_tenth_file_cannot_be_read_and_then_nothing_else_comes() -> None:
    mail = received(sent_file(CLAIMS, number=510))
    [group] = contents(answers(mail, [], allowing, AT), GroupAcknowledgment)
    assert (group.status, group.accepted, group.sets[0].errors[0].claim) == ("R", "0", CLAIMS[0].number)
    assert answers(replace(mail, rounds=1), [], allowing, AT) == []


def posted(files: Sequence[list[Answer]], claims: Sequence[ProfessionalClaim]) -> list[Plan]:
    """Post all remittances one after the other."""
    alive: tuple[PostedClaim, ...] = ()
    plans = []
    for made in files:
        for remittance in contents(made, Remittance):
            found = plan(remittance, [as_sent(one) for one in claims], alive, payees=frozenset({"1993999998"}))
            plans.append(found)
            alive = found.alive
    return plans


def test_what_is_remitted_adds_up_and_is_posted_to_the_cent() -> None:
    rounds = [answers(received(FILE, number), [], allowing, AT) for number in range(3)]
    assert rounds[2] == []
    plans = posted(rounds, CLAIMS)
    assert [one.unposted for one in plans] == [0] * len(plans)
    codes = {item.code for one in plans for item in one.items}
    assert codes == {"POS-011", "POS-013", "POS-014"}
    denied = {(one.reason, one.remarks) for made in plans for one in made.denials}
    assert denied == {("197", ("M62",)), ("50", ("N115",)), ("16", ("M76",)), ("151", ("N362",))}
    answered = {one.claim for made in plans for one in made.postings if one.claim}
    assert {fate_of(one.number) for one in CLAIMS if one.number not in answered} == {Fate.REJECTED, Fate.LOST}
    sums: dict[Account, int] = {}
    for line in (line for made in plans for one in made.postings for line in one.posting.lines):
        sums[line.account] = sums.get(line.account, 0) + line.cents
    assert sums[Account.PAYER] == -sum(to_cents(one.charge) for one in CLAIMS if one.number in answered)


def test_what_pays_nothing_comes_by_itself() -> None:
    unpaid = [one for one in contents(answers(received(FILE), [], allowing, AT), Remittance) if not one.payment.amount]
    [remitted] = unpaid
    assert (remitted.payment.method, remitted.payment.handling) == ("NON", "H")
    assert {fate_of(one.control) for one in remitted.claims} == {Fate.DEDUCTIBLE}


def test_a_payment_never_falls_below_nothing() -> None:
    [recouped] = [one for one in CLAIMS if fate_of(one.number) is Fate.RECOUPED]
    [remitted] = contents(answers(received(sent_file([recouped]), 1), [], allowing, AT), Remittance)
    assert remitted.payment.amount == 0
    assert [(one.reason, one.amount) for one in remitted.provider_adjustments] == [
        ("WO", 2 * CONTRACT), ("FB", -2 * CONTRACT),
    ]  # fmt: skip


@pytest.mark.parametrize(("frequency", "paid"), [("7", 2 * CONTRACT), ("8", None)])
def test_a_correction_takes_back_what_was_paid(frequency: str, paid: Decimal | None) -> None:
    first = claim(20)
    original = payer_number(first.number)
    later = claim(21, frequency=frequency, original_number=original)
    before = received(sent_file([first]), 1)
    made = answers(received(sent_file([later], 502)), [before], allowing, AT)
    [remitted] = contents(made, Remittance)
    assert (remitted.claims[0].control, remitted.claims[0].status) == (first.number, "22")
    assert [one.paid for one in remitted.claims[1:]] == ([] if paid is None else [paid])


def test_a_later_payer_pays_what_the_first_left() -> None:
    second = secondary(number="C000001")
    [remitted] = contents(answers(received(sent_file([second])), [], allowing, AT), Remittance)
    [answered] = remitted.claims
    assert answered.status == "2"
    left = sum((one.remaining or Decimal(0) for line in second.lines for one in line.decisions), Decimal(0))
    assert answered.paid == left


def test_institutional_claims_are_answered_too() -> None:
    made = ClaimSet(number=1, reference="B1", submitter=SUBMITTER, receiver=RECEIVER, claims=(institutional(),))
    text = write_837i(envelope("2026-04-15 10:15", 7), [made])
    [remitted] = contents(answers(received(text), [], lambda line: line.charge, AT), Remittance)
    assert [line.revenue_code for line in remitted.claims[0].lines] == ["0915", "0914", "0942"]


@pytest.mark.parametrize("text", ["", "%PDF-1.7", FILE[:400]])
def test_what_is_no_file_of_claims_is_not_answered(text: str) -> None:
    with pytest.raises(NoClaims):
        opened(text)
