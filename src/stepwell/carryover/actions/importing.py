"""Bringing many clients over from a file: reading it, confirming, row by row, clearing what it said."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.db.models import Q

from stepwell.carryover.actions.carrying import carry_over, fingerprint
from stepwell.carryover.models import Import, ImportRow
from stepwell.carryover.queries import registered
from stepwell.carryover.queries.places import places
from stepwell.carryover.rules import cells, files, reading
from stepwell.carryover.rules.files import Line
from stepwell.carryover.rules.rows import Places, Row, check
from stepwell.carryover.vocabulary import State
from stepwell.clients.rules.registration import check_birth_date
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import record
from stepwell.platform.trail.vocabulary import Way

PAGE = "carryover:import"  # under which the access log has what the job did
NOTHING = Finding("CAR-060", "No row is ready. Mend the file, and send it again.")
CONFIRMED = Finding("CAR-061", "These clients are being brought over, or were. Load the page again.")
CLEARED = Finding("CAR-062", "What this file said was cleared. Send the file again.")
RUNNING = Finding("CAR-063", "Clients are being brought over now. Wait until that is done.")
_GONE = Finding("CAR-064", "Whoever sent this file may not bring clients over any more, or not to this site.")
_TWICE = Finding("CAR-065", "This person stands in the file twice. Keep one row, or set another_person to yes.")
_KNOWN = Finding("CAR-050", "Brought over before.")


@dataclass
class _Judged:
    """A line with what was found of it."""

    line: Line
    row: Row | None
    findings: list[Finding]
    state: State
    client_id: UUID | None = None


@transaction.atomic
def read_file(*, actor: Member, at: datetime, content: bytes) -> Import:
    """Read a file and keep, encrypted, what each row says and what is wrong with it. Nobody is registered yet.

    raises  Refused (CAR-001 ... CAR-009) for a file that cannot be read as a whole
    """
    lines = files.lines_of(content)
    known_places, on = places(), at.astimezone(actor.zone).date()
    judged = [_judge(line, known_places, on) for line in lines]
    _mark_known(judged)
    _mark_alike(judged)
    _mark_twice(judged)
    batch = Import(organization_id=actor.organization_id, account_id=actor.account_id, sent_at=at)
    batch.save(force_insert=True)
    ImportRow.objects.bulk_create([_kept(batch, each) for each in judged], batch_size=500)
    return batch


@transaction.atomic
def confirm(*, actor: Member, at: datetime, batch: Import) -> None:
    """Say that the rows that are ready are to be brought over; the caller defers the job in the same transaction.

    raises  Refused (CAR-060 ... CAR-062)
    """
    del actor  # the wall shows a file to whoever sent it, and to nobody else
    if batch.cleared_at:
        raise Refused(CLEARED)
    if not ImportRow.objects.filter(batch=batch, state=State.READY).exists():
        raise Refused(NOTHING)
    if not Import.objects.filter(pk=batch.pk, confirmed_at=None, cleared_at=None).update(confirmed_at=at):
        raise Refused(CONFIRMED)


@transaction.atomic
def bring_next(*, actor: Member, at: datetime, import_id: UUID, known_places: Places) -> bool:
    """Bring the next row of a file over that is ready; what became of it is written with it, or neither is.

    returns  False when no row is left
    """
    ready = ImportRow.objects.select_for_update(skip_locked=True).filter(batch=import_id, state=State.READY)
    row = ready.order_by("line").first()
    if row is None:
        return False
    try:
        with transaction.atomic():
            client = carry_over(actor=actor, at=at, row=_row(row, known_places))
    except Refused as refusal:
        _refuse_row(row, refusal.findings)
    except ProgrammingError:  # the walls: somebody lost the right meanwhile
        _refuse_row(row, [_GONE])
    else:
        row.state, row.client_id, row.cells, row.findings = State.DONE, client.pk, None, None
        row.save(update_fields=["state", "client", "cells", "findings"])
        roles = ", ".join(sorted(actor.roles))
        record(page=PAGE, way=Way.JOB, request_id=import_id, roles=roles, client_id=client.pk)
    return True


def give_up(*, at: datetime, import_id: UUID) -> None:
    """Leave the rows that are ready undone: whoever confirmed them is no member any more."""
    for row in ImportRow.objects.filter(batch=import_id, state=State.READY):
        _refuse_row(row, [_GONE])
    finish(at=at, import_id=import_id)


def finish(*, at: datetime, import_id: UUID) -> None:
    """Note that every row of a file was tried."""
    Import.objects.filter(pk=import_id, finished_at=None).update(finished_at=at)


@transaction.atomic
def clear(*, at: datetime, batch: Import) -> None:
    """Forget what a file said; who was brought over stays. Raises Refused (CAR-063) while that goes on."""
    if batch.confirmed_at and not batch.finished_at:
        raise Refused(RUNNING)
    _forget(at, Import.objects.filter(pk=batch.pk))


def clear_old(*, at: datetime, before: datetime) -> int:
    """Forget what files said that were sent before an instant; returns how many files."""
    return _forget(at, Import.objects.filter(cleared_at=None, sent_at__lt=before))


def _forget(at: datetime, batches: Iterable[Import]) -> int:
    ids = [batch.pk for batch in batches]
    kept = Q(cells__isnull=False) | Q(findings__isnull=False)
    ImportRow.objects.filter(kept, batch__in=ids).update(cells=None, findings=None)
    return Import.objects.filter(pk__in=ids).update(cleared_at=at)


def _judge(line: Line, known_places: Places, on: date) -> _Judged:
    values, found = cells.read(line.cells)
    row: Row | None = None
    if values["birth_date"]:  # whoever is too young is told so before the rest is mended
        found += check_birth_date(values["birth_date"], on=on)
    if found:
        found += reading.unknown(values, known_places)
    else:
        row, found = reading.build(values, known_places)
    if row:
        found = check(row, on=on)
    return _Judged(line, row, found, State.FAULTY if found else State.READY)


def _ready(judged: list[_Judged]) -> list[tuple[_Judged, Row]]:
    return [(each, each.row) for each in judged if each.row and each.state == State.READY]


def _mark_known(judged: list[_Judged]) -> None:
    ready = [(each, row, fingerprint(row)) for each, row in _ready(judged)]
    numbers, prints = registered.brought_over(
        [row.client_number for _, row, _ in ready if row.client_number], [mark for _, _, mark in ready]
    )
    for each, row, mark in ready:
        each.client_id = numbers.get(row.client_number) or prints.get(mark)
        if each.client_id:
            each.state, each.findings = State.KNOWN, [_KNOWN]


def _mark_alike(judged: list[_Judged]) -> None:
    asked = [(each, row) for each, row in _ready(judged) if not row.is_another_person]
    alike = registered.alike([(row.identity, row.birth_date) for _, row in asked])
    for (each, _), numbers in zip(asked, alike, strict=True):
        if numbers:
            each.state = State.ALIKE
            words = f"Record {', '.join(numbers)} has a name like this and the same birth date."
            mend = "If this is another person, set another_person to yes."
            each.findings = [Finding("CLI-004", f"{words} {mend}", "another_person")]


def _mark_twice(judged: list[_Judged]) -> None:
    seen: set[object] = set()
    for each, row in _ready(judged):
        who = (row.identity.search_key(), row.birth_date)
        keys = {("row", row.fingerprint)} | ({("number", row.client_number)} if row.client_number else set())
        if (keys & seen) or (who in seen and not row.is_another_person):
            each.state, each.findings = State.TWICE, [_TWICE]
        seen |= keys | {who}


def _kept(batch: Import, each: _Judged) -> ImportRow:
    is_known = each.state == State.KNOWN
    return ImportRow(
        organization_id=batch.organization_id,
        batch=batch,
        account_id=batch.account_id,
        line=each.line.number,
        cells=None if is_known else each.line.cells,
        findings=None if is_known else [astuple(finding) for finding in each.findings],
        fingerprint=fingerprint(each.row) if each.row else None,
        state=each.state,
        client_id=each.client_id,
    )


def _row(kept: ImportRow, known_places: Places) -> Row:
    if kept.cells is None:
        raise Refused(CLEARED)
    values, found = cells.read(kept.cells)
    refuse(found)
    row, wrong = reading.build(values, known_places)
    if row is None:
        raise Refused(*wrong)
    return row


def _refuse_row(row: ImportRow, findings: Iterable[Finding]) -> None:
    row.state, row.findings = State.REFUSED, [astuple(finding) for finding in findings]
    row.save(update_fields=["state", "findings"])
