"""What runs by itself: fetching files from the folder, reading them, looking for silence."""

import logging
import time
from uuid import UUID

from django.utils import timezone

from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.walls.scope import Scope, acting
from stepwell.remittances.actions.acknowledging import Reader
from stepwell.remittances.actions.banking import note_unbanked
from stepwell.remittances.actions.bringing import bring_in_file
from stepwell.remittances.actions.passing_on import pass_on
from stepwell.remittances.actions.posting import post_waiting
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.actions.taking import note_too_large, take
from stepwell.remittances.actions.waiting import note_silence
from stepwell.remittances.gateways.inbox import Inbox, inbox
from stepwell.remittances.models import InboundFile, Remittance
from stepwell.remittances.rules.recognizing import MAX_BYTES
from stepwell.remittances.vocabulary import Reading, Way

LOG = logging.getLogger("stepwell.remittances")


@each_organization(cron="* * * * *", in_transaction=False)
def collect(scope: Scope) -> None:
    """Take what lies in the folder, and read what was not read."""
    fetch(scope, inbox(scope.tenant))
    with acting(scope):
        waiting = list(
            InboundFile.objects.filter(reading=Reading.WAITING).order_by("added_at").values_list("pk", flat=True)
        )
    failed = [file_id for file_id in waiting if not _is_read(scope, file_id)]
    if failed:
        message = f"{len(failed)} files could not be read"
        raise RuntimeError(message)


@job(in_transaction=False)
def read(scope: Scope, *, file_id: UUID) -> None:
    """Read one file at once."""
    read_file(actor=scope, at=timezone.now(), file_id=file_id)


@job(in_transaction=False)
def bring_in(scope: Scope, *, file_id: UUID) -> None:
    """Take up what fits of the claims of a file that another program sent."""
    bring_in_file(scope=scope, at=timezone.now(), file_id=file_id)


@job
def look_again(scope: Scope, *, remittance_id: UUID) -> None:
    """Look again at the answers of a remittance that wait."""
    file_id = Remittance.objects.values_list("file", flat=True).get(pk=remittance_id)
    post_waiting(Reader(scope, timezone.now(), file_id), remittance_id)


@each_organization(cron="*/2 * * * *", in_transaction=False)
def go_on(scope: Scope) -> None:
    """Make the claims to next payers, once the payers before them decided."""
    with acting(scope):
        pass_on(actor=scope, at=timezone.now())


@each_organization(cron="41 9 * * *")
def silence(scope: Scope) -> None:
    """Look each night which claims nobody answers, and which payments the bank does not show."""
    at = timezone.now()
    note_silence(actor=scope, at=at)
    note_unbanked(actor=scope, at=at)


def fetch(scope: Scope, folder: Inbox) -> None:
    """Keep the files of a folder; each is put away only after it is kept."""
    for found in folder.arrived(now=time.time(), most=MAX_BYTES):
        at = timezone.now()
        if found.content:
            with acting(scope):
                take(actor=scope, at=at, name=found.path.name, content=found.content, way=Way.FOLDER)
            folder.done(found.path)
        elif found.content is None:
            with acting(scope):
                note_too_large(actor=scope, at=at, name=found.path.name, size=found.size)
            folder.refused(found.path)
        else:
            folder.refused(found.path)


def _is_read(scope: Scope, file_id: UUID) -> bool:
    """Return whether a file could be read: one that cannot does not keep the others from their turn."""
    try:
        read_file(actor=scope, at=timezone.now(), file_id=file_id)
    except Exception as error:  # noqa: BLE001 (whatever it is, its message may quote a row)
        LOG.error("a file could not be read: %s", type(error).__name__)  # noqa: TRY400 (would log the message)
        return False
    return True
