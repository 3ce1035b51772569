"""Whatever a remittance says: postings balance, cents are conserved, and a reversal leaves nothing behind."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Line
from stepwell.billing.vocabulary import Account
from stepwell.remittances.rules.posting.planning import plan
from stepwell.remittances.rules.posting.sent import Planned, SentClaim
from stepwell.x12.remittances import RemittedClaim
from tests.rules.remittances.posting.making import SENT, adjustments, answer, remittance, reversed_, sent_line, service

reasons = st.tuples(
    st.sampled_from(["CO", "PR", "OA", "PI", "CR"]),
    st.sampled_from(["1", "2", "3", "45", "23", "97", "197", "253", "29"]),
)


@st.composite
def whys(draw: st.DrawFn, charge: int) -> list[tuple[str, str, int]]:
    """Reasons that come to no more than the charge; sometimes one below zero."""
    cuts = sorted(draw(st.lists(st.integers(0, charge), max_size=4)))
    parts = [high - low for low, high in zip([0, *cuts], cuts, strict=False)]
    raised = draw(st.sampled_from([0, 0, 0, -500]))
    return [(*draw(reasons), cents) for cents in [*parts, raised] if cents]


@st.composite
def answered(draw: st.DrawFn, *, number: int = 1) -> tuple[SentClaim, RemittedClaim]:
    """A claim and its answer, by lines or as a whole; what an earlier payer did is what it was not asked for."""
    charges = draw(st.lists(st.integers(1, 50_000), min_size=1, max_size=5))
    told = [draw(whys(charge)) for charge in charges]
    lines = []
    for index, (charge, why) in enumerate(zip(charges, told, strict=True)):
        prior = sum(cents for _, reason, cents in why if reason == "23")
        lines.append(sent_line(index, 9 + index, control=f"{number}-{index}", charge=charge, owed=charge - prior))
    claim = replace(SENT, number=f"C{number}", lines=tuple(lines))
    services = [
        service(f"{number}-{index}", charge, *why)
        for index, (charge, why) in enumerate(zip(charges, told, strict=True))
    ]
    whole = answer(*services, control=claim.number, payer_control=f"ICN{number}")
    if draw(st.booleans()) and all(one.owed == one.charge for one in lines):
        summed = [one for why in told for one in why]
        whole = replace(whole, lines=(), adjustments=adjustments(*summed))
    return claim, whole


files = st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True).flatmap(
    lambda numbers: st.tuples(*(answered(number=number) for number in numbers))
)


def accounts(postings: tuple[Planned, ...]) -> Counter[Line]:
    found: Counter[Line] = Counter()
    for one in postings:
        for line in one.posting.lines:
            found[replace(line, cents=0)] += line.cents
    return Counter({account: cents for account, cents in found.items() if cents})


def money(postings: tuple[Planned, ...]) -> int:
    return sum(cents for line, cents in accounts(postings).items() if line.account is Account.EFT)


@given(files, st.integers(-9_999, 9_999))
def test_postings_balance_and_no_cent_of_the_payment_is_lost(
    file: tuple[tuple[SentClaim, RemittedClaim], ...], level: int
) -> None:
    sent, answers = [one for one, _ in file], [one for _, one in file]
    told = remittance(*answers, plb=(("FB", level),))
    made = plan(told, sent)
    for one in made.postings:
        ledger.check(one.posting)
    assert told.payment
    assert money(made.postings) + made.unposted == int(told.payment.amount * 100)
    assert made == plan(told, sent)


@given(files)
def test_a_claim_is_posted_whole_or_not_at_all(file: tuple[tuple[SentClaim, RemittedClaim], ...]) -> None:
    made = plan(remittance(*(one for _, one in file)), [one for one, _ in file])
    held = {item.claim for item in made.items if item.code in {"POS-005", "POS-006", "POS-007", "POS-008", "POS-009"}}
    for claim, _ in file:
        mine = tuple(one for one in made.postings if one.claim == claim.number)
        taken = -sum(
            cents
            for line, cents in accounts(mine).items()
            if line.policy_id == claim.owed_by.policy_id and line.policy_id
        )
        assert taken == (0 if claim.number in held else sum(line.owed for line in claim.lines))
        assert not (mine and claim.number in held)


@given(files, st.randoms())
def test_a_reversal_leaves_nothing_in_any_order(
    file: tuple[tuple[SentClaim, RemittedClaim], ...], random: Random
) -> None:
    sent, answers = [one for one, _ in file], [one for _, one in file]
    first = plan(remittance(*answers), sent)
    back = [reversed_(one) for one in answers]
    random.shuffle(back)
    second = plan(remittance(*back, number="EFT2"), sent, first.alive)
    assert accounts(first.postings + second.postings) == Counter()
    assert second.alive == ()


@given(files)
def test_what_is_denied_is_what_the_denials_say(file: tuple[tuple[SentClaim, RemittedClaim], ...]) -> None:
    made = plan(remittance(*(one for _, one in file)), [one for one, _ in file])
    booked = accounts(made.postings)
    assert sum(one.cents for one in made.denials) >= sum(
        cents for line, cents in booked.items() if line.account is Account.DENIED
    )
