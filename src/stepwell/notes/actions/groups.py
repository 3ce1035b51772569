"""The group note: the shared part once, a part for each client who was there; saved part by part, signed in one go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.notes.actions.drafting import NOT_YOURS, Written, begin_or_change, check_draft, is_to_open, write_words
from stepwell.notes.actions.signing import license_of, put_signature, text_to_sign
from stepwell.notes.models import GroupPart
from stepwell.notes.queries import sheets
from stepwell.notes.queries.sheets import Row, Sheet
from stepwell.notes.rules import writing
from stepwell.notes.rules.writing import Shared
from stepwell.notes.vocabulary import NoteKind
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, save_changed

GONE = Finding("NOTE-016", "There is no such session of a group any more. Go back to today’s rosters.")
NOTHING_READY = Finding("NOTE-022", "No part is ready to be signed. Each one says what it still needs.")
CLOSED = Finding(
    "NOTE-025", "A note is signed with this shared part, so it stands. Write an addendum to a note instead."
)


@dataclass(frozen=True)
class Saved:
    """What came of saving: what was written, and why a part was not. The shared part is under None."""

    written: frozenset[UUID | None] = frozenset()
    refused: Mapping[UUID | None, tuple[Finding, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What came of signing: whose notes are signed, and what the others still need."""

    signed: tuple[UUID, ...]
    left: Mapping[UUID, tuple[Finding, ...]]


@transaction.atomic
def save_group_draft(
    *,
    actor: Member,
    at: datetime,
    session_id: UUID,
    shared: Shared | None,
    shared_version: int | None = None,
    parts: Mapping[UUID, Written],
) -> Saved:
    """Save the shared part and parts of clients, each for itself: what one of them refuses keeps no other from it.

    shared   None leaves it as it is
    parts    by client; what was not begun and is empty is left alone
    returns  what was written, and what was refused: EDIT-001 where somebody else was faster, NOTE-011 for who was
             absent, NOTE-015 for a shared part that names a client, NOTE-024, NOTE-025, NOTE-030, NOTE-031
    raises   Refused (NOTE-016) if there is no such session
    """
    sheet = _sheet(session_id)
    done: set[UUID | None] = set()
    refused: dict[UUID | None, tuple[Finding, ...]] = {}
    for client_id, written in parts.items():
        try:
            with transaction.atomic():
                if _save_part(actor, at, sheet, client_id, written):
                    done.add(client_id)
        except Refused as refusal:
            refused[client_id] = refusal.findings
    if shared is not None:
        try:
            with transaction.atomic():
                if _save_shared(actor, at, sheet, shared, shared_version):
                    done.add(None)
        except Refused as refusal:
            refused[None] = refusal.findings
    return Saved(frozenset(done), refused)


@transaction.atomic
def sign_group(
    *,
    actor: Member,
    at: datetime,
    session_id: UUID,
    mark: Mark,
    shown: Mapping[UUID, str] | None = None,
    only: Collection[UUID] | None = None,
) -> Done:
    """Sign all parts that are ready; those that are not stay drafts, and are named.

    shown    digest of the text that the page showed, by client: no other part is signed. None where no page showed any
    only     the clients whose parts are meant; None means all
    raises   Refused: NOTE-016; NOTE-001, NOTE-002, NOTE-015 of the shared part; NOTE-017, NOTE-022, NOTE-023
    """
    sheet = _sheet(session_id)
    refuse(writing.check_shared(sheet.shared, sheet.roster))
    if at < sheet.session.ends_at:
        raise Refused(writing.STILL_ON)
    findings = sheet.findings()
    wanted = set(findings) if shown is None else set(shown)
    wanted = wanted & set(only) if only is not None else wanted
    left = {client_id: tuple(found) for client_id, found in findings.items() if found}
    ready = [row for row in sheet.there if row.client.pk in wanted and findings.get(row.client.pk) == []]
    if not ready:
        raise Refused(NOTHING_READY)
    _close(sheet, at)
    license_ = license_of(actor, at=at)
    for row in ready:
        if row.note and row.said:
            put_signature(
                actor=actor, at=at, note=row.note, said=row.said, text=text_of(actor, sheet, row, license_), mark=mark,
                credential=license_, shown=shown[row.client.pk] if shown is not None else None,
            )  # fmt: skip
    return Done(tuple(row.client.pk for row in ready), left)


def text_of(actor: Member, sheet: Sheet, row: Row, license_: str) -> str:
    """Return the text of somebody's part as the actor would sign it now."""
    if row.note is None or row.said is None:
        return ""
    row.note.client, row.note.session = row.client, sheet.session
    return text_to_sign(
        actor, row.note, row.said, credential=license_, objectives=row.objectives, shared=sheet.shared,
        present=sheet.present,
    )  # fmt: skip


def _sheet(session_id: UUID) -> Sheet:
    found = sheets.sheet(session_id)
    if found is None:
        raise Refused(GONE)
    return found


def _save_shared(actor: Member, at: datetime, sheet: Sheet, shared: Shared, version: int | None) -> bool:
    known = sheet.part
    if not known and not (shared.topic.strip() or shared.intervention.strip()):
        return False
    if known and sheet.shared == shared:
        return False
    if known and known.closed_at:
        raise Refused(CLOSED)
    if (known.version if known else None) != version:
        raise Refused(STALE)
    refuse(writing.check_names(shared, sheet.roster))
    if not sheet.there:
        raise Refused(NOT_YOURS)
    facts = {
        "topic": shared.topic.strip(),
        "intervention": shared.intervention.strip(),
        "present": sheet.present,
        "written_at": at,
        "written_by_id": actor.membership_id,
    }
    if known:
        save_changed(known, version=known.version, values=facts)
    else:
        sheet.part = GroupPart.objects.create(
            id=sheet.session.pk, organization_id=actor.organization_id, session=sheet.session,
            site_id=sheet.session.site_id, **facts,
        )  # fmt: skip
    return True


def _save_part(actor: Member, at: datetime, sheet: Sheet, client_id: UUID, written: Written) -> bool:
    row = sheet.row(client_id)
    if row is None:
        raise Refused(writing.NOT_TAKEN)
    if row.is_absent:
        if not written.part:
            return False
        raise Refused(writing.ABSENT)
    if not row.may_write:
        raise Refused(NOT_YOURS)
    if row.said is None and not written.part:
        return False
    if row.part == written.part and not is_to_open(row.said, written):
        return False
    check_draft(row.note, client_id, written)
    attendance = row.attendance
    head = {
        "starts_at": attendance.arrived_at,
        "ends_at": attendance.left_at,
        "minutes": attendance.minutes,
        "way": row.way,
        "attendance_id": attendance.pk,
        "author_id": actor.membership_id,
        "account_id": actor.account_id,
    }
    place = {"session_id": sheet.session.pk, "day": sheet.session.day}
    row.note = begin_or_change(actor, at, row.note, client_id, NoteKind.GROUP, head | place)
    row.said = write_words(actor, at, row.note, row.said, written)
    return True


def _close(sheet: Sheet, at: datetime) -> None:
    """Let the shared part stand from the first signature on. Raises Refused (EDIT-001) if it changed meanwhile."""
    if sheet.part and sheet.part.closed_at is None:
        save_changed(sheet.part, version=sheet.part.version, values={"closed_at": at})
