"""Work about money: what is to be decided, what is late, what ends in the next weeks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from stepwell.billing.rules.amounts import in_words
from stepwell.funding.queries import ahead as coming
from stepwell.funding.queries import funds, plans, sliding
from stepwell.funding.rules.ahead import MEANS, WHAT_LABELS
from stepwell.funding.rules.sliding import AGAIN_BEFORE
from stepwell.funding.views import READS, today
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@READS
def work(request: HttpRequest) -> HttpResponse:
    """List applications and awards to decide, discounts that end, and parts of payment plans that are late."""
    on, who = today(request), member(request)
    applications, awards = sliding.waiting(), funds.waiting()
    ending = sliding.ending(on=on, until=on + AGAIN_BEFORE)
    late = [(row, row.on(on)) for row in plans.all_running()]
    late = [(row, standing) for row, standing in late if standing.missed]
    seen = {row.client_id for row in applications} | {row.client_id for row in awards}
    saw_many(request, len(seen | {key for key, *_ in ending} | {row.client_id for row, _ in late}))
    context = {
        "applications": [(row, row.asked_by_id == who.membership_id) for row in applications],
        "awards": [(row, in_words(row.cents), row.asked_by_id == who.membership_id) for row in awards],
        "ending": ending,
        "late": [(row, standing, in_words(standing.overdue)) for row, standing in late],
    }
    return render(request, "funding/work.html", context)


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def ahead(request: HttpRequest) -> HttpResponse:
    """List benefits that run out and payers that change in the next weeks, with what that means."""
    lines = coming.lines(today(request), member(request).zone)
    saw_many(request, len({one.client_id for one in lines}))
    shown = [(one, WHAT_LABELS[one.coming.what], MEANS[one.coming.what]) for one in lines]
    may_write = member(request).may(Category.BENEFITS, writes=True)
    return render(request, "funding/ahead.html", {"lines": shown, "may_write": may_write})
