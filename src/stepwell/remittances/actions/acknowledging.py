"""What TA1, 999 and 277 do to claims: they move, as far as they have not come further before. Order means nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.claims.actions.moving import Given, Move, move_all, note_controls
from stepwell.claims.models import OutboundFile
from stepwell.claims.queries import sent
from stepwell.claims.queries.sent import ClaimSent
from stepwell.claims.rules.states import may_move
from stepwell.claims.vocabulary import State, Told
from stepwell.coverage.actions import asking
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.actions.working import Opened, close_settled, open_work
from stepwell.remittances.rules import work
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.envelopes import InterchangeAcknowledgment
from stepwell.x12.statuses import ClaimStatuses, StatusCode, Traced

_ACCEPTED = frozenset({"A", "E"})
_MOST_CODE = 20


@dataclass(frozen=True)
class Reader:
    """Who reads a file, when, and which."""

    actor: Scope
    at: datetime
    file_id: UUID


def receipt(by: Reader, answer: InterchangeAcknowledgment) -> None:
    """Take up a TA1."""
    file = _numbered(interchange=answer.control)
    if _of_a_question(by, answer.control, answer.status, f"TA1:{answer.note}"):
        return
    if file is None:
        _unknown(by, "TA1", answer.control)
    elif answer.status not in _ACCEPTED:
        _answered(by, file, State.FILE_REJECTED, f"TA1:{answer.note}")


def acknowledgment(by: Reader, answer: GroupAcknowledgment) -> None:
    """Take up a 999: our files hold one group with one set."""
    status = next((one.status for one in answer.sets if one.status), answer.status)
    if _of_a_question(by, answer.control, status, f"999:{status}"):
        return
    file = _numbered(group=answer.control)
    if file is None:
        _unknown(by, "999", answer.control)
        return
    state = State.FILE_ACCEPTED if status in _ACCEPTED else State.FILE_REJECTED
    _answered(by, file, state, f"999:{status}")


def statuses(by: Reader, content: ClaimStatuses) -> None:
    """Take up a 277CA or 277."""
    told = [one for _, one in content.claims]
    controls = {number for one in told if (number := one.reference("1K"))}
    found = sent.by_numbers({one.trace.number for one in told}, controls)
    by_control = {number: claim for claim in found.values() for number in claim.payer_controls}
    steps, given, opened = [], [], []
    for one in told:
        number = one.reference("1K")
        claim = found.get(one.trace.number) or by_control.get(number)
        if claim is None:
            opened.append(Opened(work.UNKNOWN_CLAIM, key_of(by.file_id, one.segment), file_id=by.file_id))
            continue
        if number:
            given.append(Given(claim_id=claim.id, number=number, told=_told(one), inbound_id=by.file_id))
        if state := _state(one):
            code = _code(one)
            steps.append((claim, Move(claim_id=claim.id, to=state, code=code, inbound_id=by.file_id)))
            opened += _work_of(by, claim, state, one)
    note_controls(actor=by.actor, at=by.at, given=given)
    moved = _moved(by, steps)
    open_work(actor=by.actor, at=by.at, opened=[one for one in opened if not one.claim_id or one.claim_id in moved])
    close_settled(at=by.at, claim_ids={claim.id for claim, _ in steps})


def _of_a_question(by: Reader, control: str, status: str, code: str) -> bool:
    """Take up what is said of a file with a question about benefits; return whether it is one."""
    if not _is_number(control):
        return False
    accepted = status in _ACCEPTED
    return asking.acknowledged(number=int(control), accepted=accepted, code=code[:_MOST_CODE], at=by.at)


def _is_number(control: str) -> bool:
    return control.isascii() and control.isdigit() and len(control) <= len("999999999")


def _numbered(*, interchange: str = "", group: str = "") -> OutboundFile | None:
    number = interchange or group
    if not _is_number(number):
        return None
    return sent.file_numbered(
        interchange=int(interchange) if interchange else None, group_number=int(group) if group else None
    )


def _unknown(by: Reader, kind: str, control: str) -> None:
    opened = Opened(work.UNKNOWN_FILE, key_of(by.file_id, kind, control), file_id=by.file_id)
    open_work(actor=by.actor, at=by.at, opened=[opened])


def _answered(by: Reader, file: OutboundFile, state: State, code: str) -> None:
    """Move the claims of a file of ours."""
    claims = sent.in_file(file.pk)
    steps = [
        (one, Move(claim_id=one.id, to=state, code=code[:_MOST_CODE], outbound_id=file.pk, inbound_id=by.file_id))
        for one in claims
    ]
    moved = _moved(by, steps)
    if state is State.FILE_REJECTED:
        opened = (
            Opened(
                work.FILE_REJECTED, key_of(file.pk, one.id, work.FILE_REJECTED), file_id=by.file_id, claim_id=one.id,
                client_id=one.client_id, cents=one.charged,
            )
            for one in claims
            if one.id in moved
        )  # fmt: skip
        open_work(actor=by.actor, at=by.at, opened=opened)
    close_settled(at=by.at, claim_ids=moved)


def _moved(by: Reader, steps: Iterable[tuple[ClaimSent, Move]]) -> set[UUID]:
    """Move the claims that may move, each once; return which."""
    allowed = {
        step.claim_id: step for claim, step in steps if claim.state is not step.to and may_move(claim.state, step.to)
    }
    move_all(actor=by.actor, at=by.at, steps=list(allowed.values()))
    return set(allowed)


def _codes(one: Traced) -> Iterator[StatusCode]:
    for status in one.statuses:
        yield from status.codes


def _state(one: Traced) -> State | None:
    """Return the state that a status moves its claim to; None if it says nothing new."""
    if one.is_rejected:
        return State.CLAIM_REJECTED
    letters = {code.category[:1] for code in _codes(one)}
    if letters & {"P", "R"}:
        return State.PENDED
    return State.PAYER_ACCEPTED if any(status.is_accepted for status in one.statuses) else None


def _told(one: Traced) -> Told:
    is_acknowledged = any(code.category.startswith("A") for code in _codes(one))
    return Told.ACKNOWLEDGMENT if is_acknowledged else Told.STATUS


def _code(one: Traced) -> str:
    return next((f"{code.category}:{code.status}" for code in _codes(one)), "")[:_MOST_CODE]


def _work_of(by: Reader, claim: ClaimSent, state: State, one: Traced) -> Iterator[Opened]:
    asks = any(code.category.startswith("R") for code in _codes(one))
    code = work.CLAIM_REJECTED if state is State.CLAIM_REJECTED else work.ASKED if asks else ""
    if code:
        yield Opened(
            code, key_of(by.file_id, one.segment), file_id=by.file_id, claim_id=claim.id, client_id=claim.client_id,
            cents=claim.charged,
        )  # fmt: skip
