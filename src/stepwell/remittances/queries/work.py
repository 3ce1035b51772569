"""Work that answers leave, for the list of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum

from stepwell.billing.rules.amounts import in_words
from stepwell.platform.questions import Question
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models import WorkItem
from stepwell.remittances.rules.posting.words import Words
from stepwell.remittances.rules.work import WORDS

MOST = 200
WAITING = Question(
    "answers to work on",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT json_build_array(count(*), coalesce(sum(w.cents), 0), min(w.opened_at))"
    " FROM remittances_workitem w WHERE w.done_at IS NULL",
)


@dataclass(frozen=True)
class WorkRow:
    """A piece of work. Amounts in dollars, "" for none; `age` in days."""

    id: UUID
    code: str
    words: Words
    client_id: UUID | None
    client: str
    claim_id: UUID | None
    claim: str
    amount: str
    opened_at: datetime
    age: int
    owner: str
    is_mine: bool
    file_id: UUID | None
    remittance_id: UUID | None
    deposit_id: UUID | None


@dataclass(frozen=True)
class CodeSum:
    """How many pieces of one kind wait, and dollars."""

    code: str
    sentence: str
    count: int
    amount: str


def sums() -> list[CodeSum]:
    """Return what waits, by kind, the most money first. One query."""
    rows = WorkItem.objects.filter(done_at=None).values_list("code").annotate(count=Count("id"), cents=Sum("cents"))
    return [
        CodeSum(code, WORDS[code].sentence, count, in_words(cents) if cents else "")
        for code, count, cents in rows.order_by("-cents", "code")
    ]


def work(
    *, on: date, zone: ZoneInfo, me: UUID, code: str = "", mine: bool = False, file_id: UUID | None = None
) -> list[WorkRow]:
    """Return what is open, the oldest first; of one kind, of one member or of one file. One query."""
    found = WorkItem.objects.filter(done_at=None).select_related("client", "claim", "owner")
    found = found.filter(code=code) if code else found
    found = found.filter(owner=me) if mine else found
    found = found.filter(file=file_id) if file_id else found
    return [
        WorkRow(
            row.pk, row.code, WORDS[row.code], row.client_id, row.client.display_name if row.client else "",
            row.claim_id, row.claim.number if row.claim else "", in_words(row.cents) if row.cents else "",
            row.opened_at, (on - row.opened_at.astimezone(zone).date()).days, str(row.owner) if row.owner else "",
            row.owner_id == me, row.file_id, row.remittance_id, row.deposit_id,
        )
        for row in found.order_by("opened_at", "id")[:MOST]
    ]  # fmt: skip


def open_item(item_id: UUID) -> WorkItem | None:
    """Return a piece of work that is open, or None if there is none that the actor sees. One query."""
    return WorkItem.objects.filter(pk=item_id, done_at=None).select_related("client").first()
