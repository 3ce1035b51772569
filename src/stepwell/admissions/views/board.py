"""The board: everybody on the way in, by stage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.admissions.presenting import mend_of
from stepwell.admissions.queries import board as queries
from stepwell.admissions.vocabulary import LOST_LABELS, MENDER_LABELS
from stepwell.inquiries.queries import inbox
from stepwell.platform.tenancy.permissions import member, roles
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.walls.rights import Category, Role

SEES = (Role.ADMISSIONS, Role.DIRECTOR, Role.SUPERVISOR)


@shows_clients
@require_GET
@roles(*SEES)
def board(request: HttpRequest) -> HttpResponse:
    """Show who is in which stage, for how long, and what is missing next."""
    who, now = member(request), timezone.now()
    today = now.astimezone(who.zone).date()
    mine = request.GET.get("whose") == "mine"
    found = queries.board(who=who, at=now, mine=mine)
    saw_many(request, found.count)
    columns = [
        (
            column,
            [
                (
                    row,
                    row.place.days(today),
                    MENDER_LABELS[row.next.mender] if row.next else "",
                    mend_of(row, who),
                    LOST_LABELS[row.withdrawn] if row.withdrawn else "",
                )
                for row in column.people
            ],
        )
        for column in found.columns
    ]
    sees_inquiries = who.sees_daily(Category.INQUIRIES)
    context = {
        "columns": columns,
        "is_cut": found.is_cut,
        "mine": mine,
        "sites": len({row.site for column in found.columns for row in column.people}),
        "sources": queries.sources(on=today) if sees_inquiries else [],
        "endings": inbox.endings(now=now) if sees_inquiries else [],
        "sees_inquiries": sees_inquiries,
        "may_admit": who.may(Category.ENROLLMENT, writes=True),
        "may_ask": who.may(Category.INQUIRIES, writes=True),
    }
    return render(request, "admissions/board.html", context)
