"""The census: everybody in care now, a page at a time, with what each room knows of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from stepwell.attendance.queries.courses import courses_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries.counting import SiteWeek, site_weeks
from stepwell.workspace import presenting
from stepwell.workspace.forms import SHORT, CensusForm
from stepwell.workspace.presenting import Columns
from stepwell.workspace.queries import care, weeks
from stepwell.workspace.queries.care import PAGE, Filters, Row
from stepwell.workspace.queries.short import short_of


@dataclass(frozen=True)
class _Asked:
    """Who asks, when, for which page."""

    who: Member
    at: datetime
    today: date
    number: int


@shows_clients
@require_GET
@holding(Category.ENROLLMENT)
def census(request: HttpRequest) -> HttpResponse:
    """Show everybody in care whom the actor sees, fifty a page. Twelve queries at most, however many there are."""
    who, at = member(request), timezone.now()
    asked = _Asked(who, at, at.astimezone(who.zone).date(), _number(request.GET.get("page", "")))
    columns = presenting.columns_of(who)
    totals = care.totals(at=at, today=asked.today, seats=who.sees_sites(Category.SCHEDULE))
    form = CensusForm(
        request.GET or None, totals=totals, caseload=columns.primary,
        hours=columns.schedule and columns.attendance, attendance=columns.attendance,
    )  # fmt: skip
    filters, show = form.chosen
    sites = site_weeks(asked.today)
    rows, many = _short(asked, filters, sites) if show == SHORT else _page(asked, filters)
    saw_many(request, len(rows))
    context = {
        "form": form,
        "totals": totals,
        "heading": "Census" if who.sees_sites(Category.ENROLLMENT) else "My caseload",
        "is_seen_daily": who.sees_daily(Category.ENROLLMENT),
        "may_see_hours": columns.schedule and columns.attendance,
        "today": asked.today,
        "heads": columns.heads,
        "rows": _written(rows, sites, columns, asked),
        "count": len(rows),
        "pages": _pages(request, asked.number, len(rows), many),
    }
    return render(request, "workspace/census.html", context, status=status_of(form if form.is_bound else None))


def _page(asked: _Asked, filters: Filters) -> tuple[list[Row], int]:
    return care.page(filters, at=asked.at, today=asked.today, account_id=asked.who.account_id, number=asked.number)


def _short(asked: _Asked, filters: Filters, sites: dict[UUID, SiteWeek]) -> tuple[list[Row], int]:
    """Return those who are short this week, the shortest first, and how many they are. Four queries."""
    found = short_of(care.everybody(filters, at=asked.at, today=asked.today), sites)
    shown = found[(asked.number - 1) * PAGE : asked.number * PAGE]
    return care.these(shown, at=asked.at, today=asked.today, account_id=asked.who.account_id), len(found)


def _written(rows: list[Row], sites: dict[UUID, SiteWeek], columns: Columns, asked: _Asked) -> SafeString:
    """Return the rows with their hours and sessions. Two queries."""
    people = [row.somebody for row in rows]
    first, last = weeks.span(sites)
    since = min(first, asked.today - timedelta(days=presenting.STRIP_DAYS - 1))
    courses = courses_of([each.client_id for each in people], since, last)
    hours = weeks.weeks_of(people, sites, courses)
    recent = {
        client_id: [each for each in found if each.day > asked.today - timedelta(days=presenting.STRIP_DAYS)]
        for client_id, found in courses.items()
    }
    return presenting.table_rows(rows, hours, recent, columns, at=asked.at, today=asked.today)


def _pages(request: HttpRequest, number: int, shown: int, many: int) -> dict[str, object]:
    kept = request.GET.copy()
    kept.pop("page", None)
    first = (number - 1) * PAGE + 1
    return {
        "number": number,
        "first": first,
        "last": first + shown - 1,
        "many": many,
        "before": number - 1,
        "after": number + 1 if first + shown - 1 < many else 0,
        "kept": kept.urlencode(),
    }


def _number(text: str) -> int:
    return int(text) if len(text) <= 4 and text.isascii() and text.isdecimal() and int(text) else 1
