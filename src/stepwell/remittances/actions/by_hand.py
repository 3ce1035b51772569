"""Posting an answer that came on paper, and taking it back: by a file like any other, read by a job."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from stepwell.claims.queries.standing import billing_numbers
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.documents.actions import Upload, add_document
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.remittances.actions.taking import Taken, take
from stepwell.remittances.models import InboundText, Remittance
from stepwell.remittances.queries.asked import asked
from stepwell.remittances.queries.by_hand import standing_by_number
from stepwell.remittances.queries.posted import posted
from stepwell.remittances.rules import by_hand
from stepwell.remittances.rules.by_hand import Paper
from stepwell.remittances.rules.posting.planning import plan
from stepwell.remittances.rules.posting.sent import Plan
from stepwell.remittances.vocabulary import Outcome, Way
from stepwell.x12.reading.sets import read
from stepwell.x12.remittances import Remittance as Read

SAME = Finding(
    "HND-005",
    "A payment of this payer with this number was posted before. Look for it among the remittances; if that one is"
    " wrong, take it back first.",
    "number",
)
SEVERAL = Finding(
    "HND-006",
    "The page is kept with the documents of one client, and these claims are of several. Enter them one client at a"
    " time, or leave the page out.",
    "scan",
)
GONE = Finding("HND-007", "This was not entered by hand, or was taken back before. Load the page again.")
# Work that may follow a posting; any other means that something of it would not be posted.
_AFTER: Final = frozenset({"POS-011", "POS-014", "POS-015", "POS-016"})


@transaction.atomic
def post_by_hand(*, actor: Member, at: datetime, paper: Paper, scan: Upload | None = None) -> Taken:
    """Keep what a paper says as a file; a job posts it.

    raises  Refused: HND-001 to HND-006, and the code of any work that it would leave instead of being posted
    """
    refuse(by_hand.check(paper))
    content = by_hand.written(paper, payee=Organization.objects.get().npi)
    found = _read(content.encode())
    if found is None:
        raise Refused(GONE)
    books = asked(found)
    if books.payer_id and standing_by_number(books.payer_id, paper.number.upper()):
        raise Refused(SAME)
    before = posted([one.id for one in books.claims.values()])
    _refuse_work(plan(found, books.sent, before.claims, payees=billing_numbers(), payer_id=books.payer_id))
    page = _kept(at, scan, {one.client_id for one in books.claims.values()}) if scan else None
    name = f"{paper.number}, entered by hand"
    return take(actor=actor, at=at, name=name, content=content.encode(), way=Way.BY_HAND, scan=page)


@transaction.atomic
def take_back(*, actor: Member, at: datetime, remittance_id: UUID, reason: str) -> Taken:
    """Negate all that was posted from a paper, exactly. Raises Refused: VOID-001 without a reason, HND-007."""
    refuse(editing.check_reason(reason))
    row = Remittance.objects.filter(pk=remittance_id, file__way=Way.BY_HAND, outcome=Outcome.POSTED).first()
    text = InboundText.objects.filter(file=row.file_id).first() if row else None
    found = _read(bytes(text.content)) if text else None
    if row is None or found is None or not standing_by_number(row.payer_id, row.number, only=row.pk):
        raise Refused(GONE)
    paper = by_hand.paper_of(found, day=at.astimezone(actor.zone).date(), key=f"back {row.pk}")
    back = by_hand.taken_back(paper, key=paper.key)
    content = by_hand.written(back, payee=Organization.objects.get().npi).encode()
    name = f"{row.number}, taken back"
    return take(actor=actor, at=at, name=name, content=content, way=Way.BY_HAND, reason=reason.strip())


def _read(content: bytes) -> Read | None:
    sets = read(content).sets
    return sets[0].content if sets and isinstance(sets[0].content, Read) else None


def _refuse_work(made: Plan) -> None:
    """Raise Refused with what would keep anything of a paper from being posted."""
    stops = [item for item in made.items if item.code not in _AFTER]
    refuse([Finding(item.code, f"{item.sentence} {item.next_step}") for item in stops])


def _kept(at: datetime, scan: Upload, clients: Collection[UUID]) -> Document:
    if len(clients) != 1:
        raise Refused(SEVERAL)
    return add_document(actor=current.get(), at=at, upload=scan, category=Category.BILLING, client=next(iter(clients)))
