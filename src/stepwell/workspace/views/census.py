"""The census: everybody in care now, a page at a time, with what each room knows of them."""

from collections.abc import Mapping, Sequence
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
from stepwell.platform.ui.live import live
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries.counting import SiteWeek, site_weeks
from stepwell.scheduling.rules.hours import ClientWeek
from stepwell.workspace import presenting
from stepwell.workspace.forms import SHORT, CensusForm
from stepwell.workspace.queries import care, weeks
from stepwell.workspace.queries.care import PAGE, Filters, Row
from stepwell.workspace.queries.weeks import Courses, Somebody
from stepwell.workspace.rules.board import shortest

Sites = Mapping[UUID, SiteWeek]


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
@live
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
    listed = (_short if show == SHORT else _page)(asked, filters, sites)
    saw_many(request, len(listed.rows))
    context = {
        "form": form,
        "totals": totals,
        "heading": "Census" if who.sees_sites(Category.ENROLLMENT) else "My caseload",
        "is_seen_daily": who.sees_daily(Category.ENROLLMENT),
        "may_see_hours": columns.schedule and columns.attendance,
        "today": asked.today,
        "heads": columns.heads,
        "rows": _written(listed, asked),
        "count": len(listed.rows),
        "pages": _pages(request, asked.number, len(listed.rows), listed.many),
    }
    return render(request, "workspace/census.html", context, status=status_of(form if form.is_bound else None))


@dataclass(frozen=True)
class _Listed:
    """One page of rows, of how many in all, with the sessions and the week of each."""

    rows: list[Row]
    many: int
    courses: Courses
    hours: dict[UUID, ClientWeek]


def _short(asked: _Asked, filters: Filters, sites: Sites) -> _Listed:
    """Return those who are short this week, the shortest first. Four queries."""
    people = care.everybody(filters, at=asked.at, today=asked.today)
    courses = _courses(people, sites, asked)
    hours = weeks.weeks_of(people, sites, courses)
    found = shortest(hours)
    shown = found[(asked.number - 1) * PAGE : asked.number * PAGE]
    rows = care.these(shown, at=asked.at, today=asked.today, account_id=asked.who.account_id)
    return _Listed(rows, len(found), courses, hours)


def _page(asked: _Asked, filters: Filters, sites: Sites) -> _Listed:
    """Return one page of those who fit. Three queries."""
    rows, many = care.page(
        filters, at=asked.at, today=asked.today, account_id=asked.who.account_id, number=asked.number
    )
    people = [row.somebody for row in rows]
    courses = _courses(people, sites, asked)
    return _Listed(rows, many, courses, weeks.weeks_of(people, sites, courses))


def _courses(people: Sequence[Somebody], sites: Sites, asked: _Asked) -> Courses:
    """Return the sessions of the week and of the days of the strip. One query."""
    first, last = weeks.span(sites)
    return courses_of([each.client_id for each in people], min(first, _strip_from(asked)), last)


def _strip_from(asked: _Asked) -> date:
    return asked.today - timedelta(days=presenting.STRIP_DAYS - 1)


def _written(listed: _Listed, asked: _Asked) -> SafeString:
    since = _strip_from(asked)
    ids = [row.somebody.client_id for row in listed.rows]
    recent = {id_: [each for each in listed.courses.get(id_, ()) if each.day >= since] for id_ in ids}
    columns = presenting.columns_of(asked.who)
    return presenting.table_rows(listed.rows, listed.hours, recent, columns, at=asked.at, today=asked.today)


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
