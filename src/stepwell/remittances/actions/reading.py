"""Reading a file that came in: what it is, and whatever follows from each of its parts. Each file is read once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from stepwell.claims.queries.standing import is_of_another_program
from stepwell.coverage.actions.answers import take_up
from stepwell.platform.walls.scope import Scope, acting
from stepwell.remittances.actions import acknowledging
from stepwell.remittances.actions.acknowledging import Reader
from stepwell.remittances.actions.posting import post_remittance
from stepwell.remittances.actions.working import Opened, open_work
from stepwell.remittances.models import InboundFile, InboundText
from stepwell.remittances.rules import work
from stepwell.remittances.rules.posting.sent import key_of
from stepwell.remittances.rules.recognizing import Recognized, is_clear, recognized
from stepwell.remittances.vocabulary import Reading
from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.claims import ClaimFile
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.reading.sets import ReadSet
from stepwell.x12.remittances import Remittance
from stepwell.x12.statuses import ClaimStatuses

Step = Callable[[], None]


def read_file(*, actor: Scope, at: datetime, file_id: UUID) -> None:
    """Read a file, each part in a transaction of its own. A reading that was cut off goes on where it stopped.

    actor  the scope of a job: what a file says follows from nobody's wish
    """
    with acting(actor):
        if not InboundFile.objects.filter(pk=file_id, reading=Reading.WAITING).exists():
            return
        content = bytes(InboundText.objects.get(file=file_id).content)
    found = recognized(content)
    by = Reader(actor, at, file_id)
    if not found.refusal:
        for step in _steps(by, found):
            with acting(actor):
                step()
    with acting(actor):
        _note(by, found)


def _steps(by: Reader, found: Recognized) -> Iterator[Step]:
    """Yield what is to be done, part by part; done again, each changes nothing."""
    if found.found is None:
        return
    for interchange in found.found.file.interchanges:
        for answer in interchange.acknowledgments:
            yield partial(acknowledging.receipt, by, answer)
    for place, one in enumerate(found.found.sets, 1):
        yield partial(_take_up, by, place, one)


def _take_up(by: Reader, place: int, one: ReadSet) -> None:
    is_understood = is_clear(one)
    match one.content:
        case Remittance():
            post_remittance(by, place, one.content, is_clear=is_understood)
        case _ if not is_understood:
            _open(by, work.UNCLEAR, place)
        case Eligibility() if one.transaction.code == "271":
            if not take_up(actor=by.actor, at=by.at, answer=one):
                _open(by, work.UNKNOWN_QUESTION, place)
        case GroupAcknowledgment():
            acknowledging.acknowledgment(by, one.content)
        case ClaimStatuses() if one.transaction.code != "276":
            acknowledging.statuses(by, one.content)
        case ClaimFile() if is_of_another_program(one.content):
            _open(by, work.SENT_ELSEWHERE)
        case _:
            _open(by, work.NOT_FOR_US, place)


def _open(by: Reader, code: str, *about: object) -> None:
    opened = Opened(code, key_of(by.file_id, code, *about), file_id=by.file_id)
    open_work(actor=by.actor, at=by.at, opened=[opened])


def _note(by: Reader, found: Recognized) -> None:
    """Note how the reading ended."""
    earlier = InboundFile.objects.filter(interchanges__overlap=list(found.interchanges)).exclude(pk=by.file_id)
    if found.refusal:
        _open(by, found.refusal)
    elif found.interchanges and earlier.exists():
        _open(by, work.NUMBERS_AGAIN)
    reading = Reading.REFUSED if found.refusal else Reading.READ
    InboundFile.objects.filter(pk=by.file_id, reading=Reading.WAITING).update(
        kind=found.kind, reading=reading, refusal=found.refusal, interchanges=list(found.interchanges), read_at=by.at
    )
