"""An 835 in plain words."""

from collections.abc import Iterator
from decimal import Decimal

from stepwell.x12.explaining.words import called, count, day, dollars, done, label, name, sentence, span
from stepwell.x12.labels import adjustments as labels
from stepwell.x12.parts import Adjustment
from stepwell.x12.remittances import Remittance, RemittedClaim, ServiceLine


def explain(remittance: Remittance) -> Iterator[str]:
    """Yield the lines that say what was paid, for what, and what to do with the rest."""
    yield from _payment(remittance)
    for claim in remittance.claims:
        yield from _claim(claim)
    for one in remittance.provider_adjustments:
        what = "taken from" if one.amount > 0 else "added to"
        reference = f", about {one.reference}" if one.reference else ""
        reason = label(labels.PROVIDER_REASON, one.reason)
        yield f"{dollars(abs(one.amount))} {what} the payment as a whole: {reason}{reference}."
        yield "  Next: post it to the provider's account, never to a client's."


def _payment(remittance: Remittance) -> Iterator[str]:
    payer, payee = name(remittance.payer), name(remittance.payee)
    payment, number = remittance.payment, remittance.trace.number if remittance.trace else ""
    claims = count(len(remittance.claims), "claim")
    if payment is None:
        yield f"{payer} tells {payee} about {claims}, and does not say what it pays."
        return
    on = f" on {day(payment.day)}" if payment.day else ""
    way = label(labels.METHOD, payment.method)
    verb = "takes back from" if payment.credit == "D" else "pays"
    yield f"{payer} {verb} {payee} {dollars(payment.amount)}{on} by {way}, for {claims}."
    if payment.amount:
        yield f"  Next: find {dollars(payment.amount)} with the number {number or 'that is missing here'} at the bank."


def _claim(claim: RemittedClaim) -> Iterator[str]:
    dates = claim.dates + tuple(one for line in claim.lines for one in line.dates)
    when = span(dates, "232", "233") or span(dates, "472", "150", "151")
    yield f"Claim {claim.control or 'without a number'} of {called(claim.party('QC'))}{', ' + when if when else ''}:"
    status = sentence(label(labels.CLAIM_STATUS, claim.status))
    yield f"  {status} The payer's number is {claim.payer_control or 'missing'}."
    owes = sum((one.amount for one in claim.all_adjustments if one.group == "PR"), Decimal(0))
    off = sum((one.amount for one in claim.all_adjustments if one.group != "PR"), Decimal(0))
    yield (
        f"  Charged {dollars(claim.charge)}, paid {dollars(claim.paid)}, owed by the client {dollars(owes)}, "
        f"otherwise not paid {dollars(off)}."
    )
    if claim.is_reversal:
        yield "  Next: undo what was posted for this claim before, to the cent. A new decision often follows."
        return
    if corrected := claim.party("74"):
        yield f"  The payer has the client as {called(corrected)}. Next: compare it with the card."
    if crossover := claim.party("TT"):
        yield f"  Forwarded to {called(crossover)}. Next: wait for that payer before you bill the client."
    yield from _adjustments(claim.adjustments, "  ", claim)
    yield from _remarks([code for one in claim.adjudications for code in one.remarks], "  ")
    for line in claim.lines:
        yield from _line(line, claim)


def _line(line: ServiceLine, claim: RemittedClaim) -> Iterator[str]:
    when = span(line.dates, "472", "150", "151")
    allowed = f", allowed {dollars(line.allowed)}" if line.allowed is not None else ""
    billed = f" (billed as {done(line.billed)})" if line.billed and line.billed != line.procedure else ""
    yield (
        f"  {done(line.procedure, line.revenue_code)}{billed}{' on ' + when if when else ''}: "
        f"charged {dollars(line.charge)}{allowed}, paid {dollars(line.paid)}."
    )
    yield from _adjustments(line.adjustments, "    ", claim)
    yield from _remarks([remark.code for remark in line.remarks], "    ")


def _adjustments(adjustments: tuple[Adjustment, ...], indent: str, claim: RemittedClaim) -> Iterator[str]:
    for one in adjustments:
        reason = labels.REASON.get(one.reason)
        said = reason.label if reason else "a reason not known here"
        group = labels.GROUP.get(one.group, "group not known here")
        yield f"{indent}{dollars(one.amount)} {said} ({one.group} {one.reason}), {group}. Next: {_next(one, claim)}."


def _next(adjustment: Adjustment, claim: RemittedClaim) -> str:
    if claim.is_forwarded and adjustment.group == "PR":
        return "wait for the other payer before you bill the client"
    reason = labels.REASON.get(adjustment.reason)
    if adjustment.reason == "45" and adjustment.group == "PR":
        return "out of network: see the contract and the law before you bill the client"
    if adjustment.reason in {"1", "2", "3"} and adjustment.group != "PR":
        return "ask the payer why this is not the client's to pay"
    return reason.next if reason else "look the code up on the payer's list"


def _remarks(codes: list[str], indent: str) -> Iterator[str]:
    if codes:
        yield f"{indent}Remarks: {', '.join(label(labels.REMARK, code) for code in codes)}."
