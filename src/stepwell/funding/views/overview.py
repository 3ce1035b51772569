"""What this client can afford, and by which ways."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from stepwell.billing.queries import balances
from stepwell.billing.rules.amounts import in_words, to_dollars
from stepwell.clients.models import Client
from stepwell.funding import presenting
from stepwell.funding.actions import papers as writing
from stepwell.funding.queries import papers, plans, sliding
from stepwell.funding.queries.overview import ways_of
from stepwell.funding.rules import papers as texts
from stepwell.funding.rules import ways
from stepwell.funding.rules.ways import Ways
from stepwell.funding.views import ASKS, READS, client_seen, page, today
from stepwell.funding.vocabulary import EVERY_LABELS, PAPER_LABELS, SOURCE_LABELS, Paper
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@READS
def overview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the client's share and the ways to it, in the order in which they count."""
    client = client_seen(request, client_id)
    who = member(request)
    known = _known(client, today(request))
    standing, beside = known["standing"], known["beside"]
    context = {
        **known,
        "owes": in_words(max(standing.client, 0)),
        "waits": [(each.payer, in_words(each.cents)) for each in standing.payers if each.cents],
        "share": ways.share(known["ways"]),
        "awards": [(row, in_words(row.cents)) for row in beside.awards],
        "outside": [(SOURCE_LABELS[one.kind], one, in_words(one.cents)) for one in beside.outside],
        "papers": [(row, PAPER_LABELS[row.kind]) for row in beside.papers],
        "sees_benefits": who.may(Category.BENEFITS),
        "bills": who.may(Category.BILLING),
        "may_ask": who.may(Category.PAYMENTS, writes=True),
        "may_decide": who.may(Category.BILLING, writes=True),
    }
    return page(request, client, "overview", context)


@require_POST
@ASKS
def write(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write the agreement on how care is paid, as it stands now."""
    client = client_seen(request, client_id)
    on = today(request)
    text = texts.affording(papers.head(client, on), ways.sentences(_known(client, on)["ways"]))
    made = writing.write(
        actor=member(request), at=timezone.now(), client_id=client.pk, kind=Paper.AFFORDING, about=client.pk, text=text
    )
    return redirect("funding:paper", client.pk, made.pk)


def _known(client: Client, on: date) -> dict[str, Any]:
    """Return everything that is known about how a client's care is paid."""
    applications = sliding.of_client(client.pk)
    beside, plan = ways_of(client.pk, on=on), plans.running(client.pk)
    estimate = beside.estimate
    fee = presenting.fee_now(applications, on)
    plan_now = plan.on(on) if plan else None
    parts = ""
    if plan and plan_now:
        parts = f"{in_words(plan_now.left)} left, {EVERY_LABELS[plan.every].lower()}"
        parts += f", next {in_words(plan_now.next_cents)} on {plan_now.next_on:%b %-d, %Y}" if plan_now.next_on else ""
    return {
        "beside": beside,
        "policies": beside.policies,
        "standing": balances.standing(client.pk),
        "applications": applications,
        "fee": fee,
        "estimate": estimate,
        "plan": plan,
        "plan_now": plan_now,
        "parts": parts,
        "ways": Ways(
            payers=[row.payer for row in beside.policies],
            expected=estimate.expected if estimate else None,
            low=estimate.low if estimate else None,
            high=estimate.high if estimate else None,
            fee=fee.headline if fee.holds else "",
            awarded=to_dollars(sum(row.cents for row in beside.awards if row.is_paid)),
            parts=parts,
            outside=[f"{SOURCE_LABELS[one.kind]}, {in_words(one.cents)}" for one in beside.outside],
        ),
    }
