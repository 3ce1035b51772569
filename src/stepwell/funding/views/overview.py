"""What this client can afford, and by which ways."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stepwell.billing.queries import balances
from stepwell.billing.rules.amounts import in_words
from stepwell.funding import presenting
from stepwell.funding.queries import sliding
from stepwell.funding.views import READS, client_seen, page, today
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@READS
def overview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what the client owes and which ways there are to pay less of it, or in parts."""
    client = client_seen(request, client_id)
    who, on = member(request), today(request)
    standing = balances.standing(client.pk)
    applications = sliding.of_client(client.pk)
    context = {
        "owes": in_words(max(standing.client, 0)),
        "payers": [(each.payer, in_words(each.cents)) for each in standing.payers if each.cents],
        "fee": presenting.fee_now(applications, on),
        "applications": applications,
        "may_ask": who.may(Category.PAYMENTS, writes=True),
        "may_decide": who.may(Category.BILLING, writes=True),
    }
    return page(request, client, "overview", context)
