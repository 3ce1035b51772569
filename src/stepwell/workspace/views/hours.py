"""Hours compliance: how many clients of each program got the hours that were ordered, in one week."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.platform.tenancy.permissions import member, roles
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.rules import tables
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category, Role, holds_daily
from stepwell.workspace import compliance
from stepwell.workspace.compliance import MOST_BACK
from stepwell.workspace.forms import HoursForm, fits, week_asked
from stepwell.workspace.queries.hours import NEEDED, Then, week_around
from stepwell.workspace.rules.compliance import Outcome

SHOWN = 50
READERS = tuple(role for role in Role if all(holds_daily(frozenset({role}), category) for category in NEEDED))
_USUAL = {"back": "1", "outcome": str(Outcome.SHORT)}  # the last full week, and who fell short in it


@shows_clients
@require_GET
@roles(*READERS)
def by_program(request: HttpRequest) -> HttpResponse:
    """Show a week by program, and the clients of one outcome."""
    who, today = member(request), _today(request)
    back = week_asked(request.GET.get("back", ""), most=MOST_BACK)
    week = week_around(compliance.day_of(back, today))
    lines = compliance.lines(week)
    form = HoursForm(
        _USUAL | request.GET.dict(),
        weeks=compliance.choices(),
        programs=[(line.program_id, line.name) for line in lines if line.program_id],
    )
    found = _listed(week.people, *form.chosen)
    saw_many(request, len(found[:SHOWN]))
    context = {
        "form": form,
        "back": back,
        "spans": compliance.spans(week),
        "lines": lines,
        "rows": [compliance.row(each) for each in found[:SHOWN]],
        "count": len(found),
        "large": week.large if who.sees_sites(Category.SERVICES) else [],
        "is_part": not all(who.sees_sites(category) for category in NEEDED),
        "profiles": compliance.profiles(week),
    }
    return render(request, "workspace/hours.html", context, status=status_of(form))


@shows_clients
@require_GET
@roles(*READERS)
def as_csv(request: HttpRequest) -> HttpResponse:
    """Hand over a week as CSV, a line for each client. Recorded as an export."""
    back = week_asked(request.GET.get("back", ""), most=MOST_BACK)
    day = compliance.day_of(back, _today(request))
    people = week_around(day).people
    saw_many(request, len(people), way=Way.EXPORT)
    rows = [compliance.COLUMNS, *(compliance.cells(each) for each in people)]
    answer = HttpResponse(tables.BYTE_ORDER_MARK + tables.lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hours-week-of-{day}.csv"'
    return answer


def _listed(people: list[Then], program: str, asked: str) -> list[Then]:
    """Return those asked for, the shortest first, then by program and name."""
    found = [
        each
        for each in people
        if fits(each.program_id, each.result.outcome, each.result.main_reason, program=program, asked=asked)
    ]
    return sorted(found, key=lambda each: -each.result.shortfall)


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(member(request).zone).date()
