"""Readers that share no code with ours read the same from what they made up, and from the samples."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import x12sdk.generate as made_up
from x12 import parse_x12_interchange, tokenize_x12

from stepwell.x12.claims import ClaimFile
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.parts import Adjustment
from stepwell.x12.reading.sets import read
from stepwell.x12.remittances import Remittance
from tests.rules.x12 import oracles
from tests.rules.x12.files import SAMPLES, sample

SEEDS = range(8)
GENERATORS = ("270", "271", "276", "277", "835", "837i", "837p")
TEST_MARK = "X12-114"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", GENERATORS)
def test_what_is_made_up_is_read_without_a_word(kind: str, seed: int) -> None:
    generate: Callable[..., str] = getattr(made_up, f"generate_{kind}")
    found = read(generate(seed=seed))
    assert [issue for issue in found.issues if issue.code != TEST_MARK] == []
    assert [one.unread for one in found.sets] == [()]


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.startswith("997")])
def test_sets_and_their_segments(name: str) -> None:
    theirs = parse_x12_interchange(tokenize_x12(sample(name).encode()))
    said = [len(one.segments) for group in theirs.groups for one in group.transactions]
    assert [len(one) for one in read(sample(name)).file.sets] in (said, [number + 2 for number in said])


@pytest.mark.parametrize("text", [sample("835.txt"), *(made_up.generate_835(seed=seed, claims=9) for seed in SEEDS)])
def test_remittances(text: str) -> None:
    [content], [model] = [one.content for one in read(text).sets], oracles.models(text)
    assert isinstance(content, Remittance)
    assert content.payment is not None
    assert content.payment.amount == model.header.bpr_segment.total_actual_provider_payment_amount
    theirs = [claim for batch in model.loop_2000 for claim in batch.loop_2100]
    for ours, loop in zip(content.claims, theirs, strict=True):
        clp = loop.clp_segment
        assert (ours.control, ours.status, ours.charge, ours.paid, ours.client_responsibility, ours.payer_control) == (
            clp.patient_control_number,
            clp.claim_status_code,
            clp.total_claim_charge_amount,
            clp.claim_payment_amount,
            clp.patient_responsibility_amount,
            clp.payer_claim_control_number,
        )
        assert list(ours.adjustments) == _adjustments(loop)
        assert [(party.entity, party.name, party.id) for party in ours.parties] == [
            (one.entity_identifier_code, one.name_last_or_organization_name or "", one.identification_code or "")
            for one in loop.nm1_segment
        ]
        for line, service in zip(ours.lines, loop.loop_2110 or [], strict=True):
            svc = service.svc_segment
            assert (line.charge, line.paid) == (svc.line_item_charge_amount, svc.line_item_provider_payment_amount)
            assert list(line.adjustments) == _adjustments(service)
            assert line.allowed == next((a.monetary_amount for a in service.amt_segment if _is(a, "B6")), None)


def _is(segment: Any, qualifier: str) -> bool:
    return str(segment.amount_qualifier_code) == qualifier


def _adjustments(loop: Any) -> list[Adjustment]:
    found = []
    for cas in loop.cas_segment or []:
        for number in range(1, 7):
            reason = getattr(cas, f"adjustment_reason_code_{number}")
            amount = getattr(cas, f"monetary_amount_{number}")
            if reason:
                quantity = getattr(cas, f"quantity_{number}")
                found.append(Adjustment(str(cas.adjustment_group_code), reason, amount, quantity))
    return found


# That reader takes no visits, and no codes for places of addiction treatment: both are left out of the sample for it.
_FOR_IT = {"*VS*60": "*", "*VS*30": "*", "*CJ*": "*AI*", "^CJ": "", "PER*IC**TE*8005550100~\n": "", "SE*38": "SE*37"}


def _for_it(text: str) -> str:
    for old, new in _FOR_IT.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "text", [_for_it(sample("271.txt")), *(made_up.generate_271(seed=seed, members=9) for seed in SEEDS)]
)
def test_eligibility(text: str) -> None:
    [content], [model] = [one.content for one in read(text).sets], oracles.models(text)
    assert isinstance(content, Eligibility)
    theirs = []
    for payer in model.loop_2000a:
        for provider in payer.loop_2000b:
            for subscriber in provider.loop_2000c:
                theirs += _benefits(subscriber.loop_2100c, subscriber.loop_2100c.loop_2110c)
                for dependent in subscriber.loop_2000d or []:
                    theirs += _benefits(dependent.loop_2100d, dependent.loop_2100d.loop_2110d)
    assert [
        (level.parties[0].name, row.information, row.service_types, row.amount, row.fraction, row.network)
        for level, row in content.benefits
    ] == theirs


def _benefits(who: Any, loops: Any) -> list[tuple[Any, ...]]:
    rows = [(who.nm1_segment.name_last_or_organization_name, loop.eb_segment) for loop in loops or []]
    return [
        (
            name,
            str(eb.eligibility_benefit_information),
            tuple(map(str, eb.service_type_code or ())),
            eb.benefit_amount,
            eb.benefit_percent,
            str(eb.inplan_network_indicator or ""),
        )
        for name, eb in rows
    ]


@pytest.mark.parametrize("text", [sample("837P.txt"), *(made_up.generate_837p(seed=seed, claims=9) for seed in SEEDS)])
def test_claims(text: str) -> None:
    [content] = [one.content for one in read(text).sets]
    assert isinstance(content, ClaimFile)
    for (_, ours), loop in zip(content.claims, oracles.claims(text), strict=True):
        clm = loop.clm_segment
        assert (ours.control, ours.charge) == (clm.patient_control_number, Decimal(clm.total_claim_charge_amount))
        assert [line.charge for line in ours.lines] == [
            Decimal(line.sv1_segment.line_item_charge_amount) for line in loop.loop_2400
        ]
