"""TA1, 999, 277 and 278 in plain words."""

from collections.abc import Iterator

from stepwell.x12.acknowledgments import GroupAcknowledgment, SegmentError, SetAcknowledgment
from stepwell.x12.authorizations import Authorization, AuthorizationLevel, Decision
from stepwell.x12.envelopes import InterchangeAcknowledgment
from stepwell.x12.explaining.words import called, dollars, label, span
from stepwell.x12.labels import answers as labels
from stepwell.x12.labels.benefits import FOLLOW_UP, QUANTITY, REJECTION, SERVICE_TYPE
from stepwell.x12.parts import Delivery
from stepwell.x12.statuses import ClaimStatuses, Status, Traced

_ARRIVED = "Next: wait for the answer to each claim (277CA). A file that is accepted is no claim that is accepted."
_NOT_CLAIMS = {"20": "Payer", "21": "File", "19": "Provider"}
_AGAIN = "Next: mend what is named, and send the file again with new control numbers."


def explain_interchange(answer: InterchangeAcknowledgment) -> Iterator[str]:
    """Yield what a TA1 says."""
    status = label(labels.ACCEPTANCE, answer.status)
    yield f"Interchange {answer.control}: {status}, {label(labels.INTERCHANGE_NOTE, answer.note)}."
    yield f"  {_AGAIN if answer.status == 'R' else 'Next: wait for the 999.'}"


def explain_group(answer: GroupAcknowledgment) -> Iterator[str]:
    """Yield what a 999 or 997 says."""
    yield (
        f"Group {answer.control or 'without a number'} ({answer.code}): {label(labels.ACCEPTANCE, answer.status)}, "
        f"{answer.accepted or '0'} of {answer.included or '0'} sets accepted."
    )
    for one in answer.sets:
        yield from _set(one)
    yield f"  {_ARRIVED if answer.status in {'A', 'E'} else _AGAIN}"


def _set(one: SetAcknowledgment) -> Iterator[str]:
    yield f"  Set {one.code} {one.control}: {label(labels.ACCEPTANCE, one.status)}."
    for error in one.errors:
        yield f"    {_segment(error)}"
        for element in error.elements:
            what = labels.ELEMENT_ERROR.get(element.code, f"has error {element.code}")
            place = f"{error.segment_id}{element.element:0>2}"
            yield f"      {place} {what}{': ' + element.value if element.value else ''}."


def _segment(error: SegmentError) -> str:
    claim = f"Claim {error.claim}: " if error.claim else ""
    what = labels.SEGMENT_ERROR.get(error.code, f"has error {error.code}")
    loop = f" in loop {error.loop}" if error.loop else ""
    return f"{claim}segment {error.in_set} ({error.segment_id}){loop} {what}."


def explain_statuses(found: ClaimStatuses) -> Iterator[str]:
    """Yield what a 277CA or 277 says about each claim."""
    for level in found.levels:
        is_claim = any(level is claim_level for claim_level, _ in found.claims)
        who = ", ".join(called(party) for party in level.parties)
        for one in level.traced:
            if is_claim or one.statuses:
                what = "Claim" if is_claim else _NOT_CLAIMS.get(level.code, "Level")
                yield f"{what} {one.trace.number or 'without a number'}, {who}:"
                yield from _traced(one, is_claim=is_claim)


def _traced(one: Traced, *, is_claim: bool) -> Iterator[str]:
    when = span(one.dates, "472")
    if when:
        yield f"  Services of {when}."
    for status in one.statuses:
        yield f"  {_status(status)}"
    for line in one.lines:
        for status in line.statuses:
            yield f"  Line {line.procedure.code if line.procedure else line.revenue_code}: {_status(status)}"
    if payer_control := one.reference("1K"):
        yield f"  The payer's number is {payer_control}."
    if is_claim and one.statuses:
        yield f"  {_next(one)}"


def _status(status: Status) -> str:
    said = []
    for code in status.codes:
        what = label(labels.STATUS, code.status)
        said.append(f"{label(labels.CATEGORY, code.category)}: {what}")
    charge = f" Charged {dollars(status.charge)}." if status.charge is not None else ""
    paid = f" Paid {dollars(status.paid)}." if status.paid is not None else ""
    message = f" The payer adds: {status.message}" if status.message else ""
    return f"{'; '.join(said) or 'no code'}.{charge}{paid}{message}"


def _next(one: Traced) -> str:
    if one.is_rejected:
        return "Next: correct the claim and send it as new. It was not decided; the time limit to send it still runs."
    first = {code.category[:1] for status in one.statuses for code in status.codes}
    if "F" in first:
        return "Next: find the remittance and post it."
    if first & {"P", "R"}:
        return "Next: send what the payer asks for, if it asks, and ask again."
    return "Next: note the payer's number, and expect the remittance within 30 days."


def explain_authorization(found: Authorization) -> Iterator[str]:
    """Yield what a 278 says: decisions, or what was asked for."""
    for level in found.levels:
        for party in level.parties:
            yield f"{called(party)}."
        for rejection in level.all_rejections:
            reason = label(REJECTION, rejection.reason)
            yield f"  Not answered: {reason}. Next: {label(FOLLOW_UP, rejection.follow_up)}."
        yield from _asked(level)
        for decision in level.decisions:
            yield from _decision(decision)
        for message in level.messages:
            yield f"  The payer adds: {message}"


def _asked(level: AuthorizationLevel) -> Iterator[str]:
    for review in level.reviews:
        if review.service_type:
            yield f"  About: {label(SERVICE_TYPE, review.service_type)}."
    when = span(level.dates, "AAH", "472", "435")
    if when:
        yield f"  Days: {when}."
    for delivery in level.deliveries:
        yield f"  Amount: {_delivery(delivery)}."
    for service in level.services:
        yield f"  Service: {' '.join(filter(None, service.elements))}."


def _decision(decision: Decision) -> Iterator[str]:
    number = f", authorization {decision.number}" if decision.number else ""
    reasons = f", reason {', '.join(decision.reasons)}" if decision.reasons else ""
    yield f"  Decision: {label(labels.DECISION, decision.action)}{number}{reasons}."
    yield f"  Next: {labels.DECISION_NEXT.get(decision.action, 'ask the payer what this means')}."


def _delivery(delivery: Delivery) -> str:
    units = {"DA": "day", "WK": "week", "MO": "month", "YR": "year"}
    periods = {"7": "days", "21": "years", "34": "months", "35": "weeks"}
    quantity = f"{delivery.quantity:f} " if delivery.quantity is not None else ""
    every = f" a {units.get(delivery.every, delivery.every)}" if delivery.every else ""
    length = (
        f" for {delivery.periods:f} {periods.get(delivery.period_kind, '')}" if delivery.periods is not None else ""
    )
    return f"{quantity}{QUANTITY.get(delivery.quantity_kind, delivery.quantity_kind)}{every}{length}".strip()
