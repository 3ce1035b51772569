"""SUD counseling notes: written and set aside by their author alone. Source: docs/sources.md#counseling-notes"""

from datetime import date, datetime
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused
from stepwell.notes.models import CounselingNote
from stepwell.notes.queries.reach import is_written
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category

NOT_YOURS = Finding("NOTE-040", "Counseling notes are written by clinicians who care for the client.")
TO_COME = Finding("NOTE-041", "The day lies in the future. Enter the day of the conversation.", "day")
NO_WORDS = Finding("NOTE-042", "Write your note.", "words")


def write_counseling(*, actor: Member, at: datetime, client_id: UUID, day: date, words: str) -> CounselingNote:
    """Write a counseling note: it is locked at once, and nobody but the author reads it.

    day     of the conversation
    raises  Refused (NOTE-040 to NOTE-042)
    source  docs/sources.md#counseling-notes (42 CFR 2.11)
    """
    if not is_written(client_id, Category.COUNSELING):
        raise Refused(NOT_YOURS)
    if day > at.astimezone(actor.zone).date():
        raise Refused(TO_COME)
    if not words.strip():
        raise Refused(NO_WORDS)
    return CounselingNote.objects.create(
        organization_id=actor.organization_id, client_id=client_id, author_id=actor.membership_id,
        account_id=actor.account_id, day=day, at=at, words=words.strip(),
    )  # fmt: skip


def void_counseling(*, actor: Member, at: datetime, counseling_id: UUID, reason: str) -> None:
    """Set aside a counseling note written by mistake. Raises Refused (VOID-001, VOID-002)."""
    found = CounselingNote.objects.filter(pk=counseling_id, voided_at=None).first()
    if found is None:
        raise Refused(editing.VOIDED)
    editing.void(found, at=at, membership_id=actor.membership_id, reason=reason)
