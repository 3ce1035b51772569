"""What waits: one's own notes to sign, notes to co-sign, and for who answers for others, theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.notes.actions.signing import license_of
from stepwell.notes.queries import queues
from stepwell.notes.views.frame import READS_WORDS
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@READS_WORDS
def index(request: HttpRequest) -> HttpResponse:
    """List what waits, the oldest first."""
    who, now = member(request), timezone.now()
    answers = who.may(Category.CASELOAD, writes=True) or who.may(Category.CHART, writes=True)
    license_ = license_of(who, at=now) if answers else ""
    to_cosign = queues.to_cosign(account_id=who.account_id) if license_ else []
    leads = who.may(Category.CASELOAD, writes=True)
    listing = queues.ALL if leads else queues.OWN
    found = queues.unsigned(listing.fetched(me=who.membership_id, at=now), at=now)
    mine = [row for row in found if row.is_mine]
    others = [row for row in found if not row.is_mine] if leads else []
    returned = queues.returned_to(who.account_id) if not license_ else []
    shown = {client_id for row in (*mine, *others) for client_id, _ in row.clients}
    shown |= {note.client_id for note in (*to_cosign, *returned)}
    saw_many(request, len(shown))
    context = {
        "mine": mine,
        "others": others,
        "to_cosign": to_cosign,
        "returned": returned,
        "answers": answers,
        "license": license_,
        "leads": leads,
    }
    return render(request, "notes/index.html", context)
