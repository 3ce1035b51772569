"""The access log: who read whose data, by person, client and day; and the same as a file."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from stepwell.clients import queries as clients
from stepwell.clients.rules import searching
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.trail.rules import tables
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.charts import bar
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, acting
from stepwell.privacy.forms.log import ClientForm, FiltersForm
from stepwell.privacy.queries import log
from stepwell.privacy.queries.log import Filters, Position
from stepwell.privacy.views.frame import tabs

_FILTERS = ("account", "way", "first", "last", "client")
_COLUMNS = ("When", "Who", "Role", "What", "Client", "Purpose", "Page")


@shows_clients
@require_GET
@holding(Category.AUDIT)
def access_log(request: HttpRequest) -> HttpResponse:
    """Show who read what, newest first, and how much each day."""
    form = _form(request)
    if not form.is_valid():
        saw_many(request, 0)
        return render(request, "privacy/log.html", {**_around(request, form), "rows": []}, status=422)
    filters = form.filters()
    rows = log.page(filters, before=Position.read(request.GET.get("before", "")), most=log.PAGE + 1)
    shown = rows[: log.PAGE]
    days = _days(filters)  # before this very page leaves its own trace: list and days are to agree
    _leave_trace(request, filters, shown)
    context = {
        **_around(request, form),
        "rows": shown,
        "client": log.client_label(filters.client) if filters.client else "",
        "client_id": filters.client,
        "days": days,
        "query": _query(request.GET),
        "following": Position(shown[-1].at, shown[-1].id) if len(rows) > log.PAGE else None,
        "is_first": "before" not in request.GET,
    }
    return render(request, "privacy/log.html", context)


@shows_clients
@require_POST
@holding(Category.AUDIT)
def of_client(request: HttpRequest) -> HttpResponse:
    """Find the client whose accesses are wanted; one found leads on at once, several are listed."""
    form = ClientForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = clients.find(searching.read(text, on=_today(request)))
    saw_many(request, len(rows), way=Way.SEARCH)
    if len(rows) == 1:
        return _to_log(rows[0].id)
    return render(
        request, "privacy/clients.html", {"form": form, "rows": rows, "asked": bool(text), "tabs": tabs(request)}
    )


@shows_clients
@require_GET
@holding(Category.AUDIT)  # type: ignore[arg-type]  # a stream is an answer too
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Hand the events that fit over as CSV. Recorded, with their number, before the first row leaves."""
    form = _form(request)
    if not form.is_valid():
        return redirect("privacy:log")
    filters = form.filters()
    saw_many(request, filters.events().count(), way=Way.EXPORT)
    scope: Scope = request.acting.scope  # type: ignore[attr-defined]
    answer = StreamingHttpResponse(_file(filters, scope), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="access-log-{filters.first}-to-{filters.last}.csv"'
    return answer


def _file(filters: Filters, scope: Scope) -> Iterator[str]:
    """Yield the file in parts. Each part is read in a transaction of its own: the page's is over by now."""
    yield tables.BYTE_ORDER_MARK + tables.lines([_COLUMNS])
    batches = log.batches(filters)
    while True:
        with acting(scope):
            rows = next(batches, None)
        if rows is None:
            return
        yield tables.lines(
            (
                row.at.astimezone(filters.zone).isoformat(),
                row.who,
                row.roles,
                row.doing,
                row.client,
                row.purpose,
                row.page,
            )
            for row in rows
        )


def _leave_trace(request: HttpRequest, filters: Filters, rows: list[log.Row]) -> None:
    if filters.client:
        saw(request, filters.client)
    else:
        saw_many(request, len({row.client_id for row in rows if row.client_id}))


def _around(request: HttpRequest, form: FiltersForm) -> dict[str, object]:
    return {"form": form, "client_form": ClientForm(), "tabs": tabs(request)}


def _form(request: HttpRequest) -> FiltersForm:
    zone = member(request).zone
    return FiltersForm(request.GET.dict(), people=log.people(), today=_today(request), zone=zone)


def _days(filters: Filters) -> object:
    counted = log.days(filters)
    if not any(count for _, count in counted):
        return None
    rows = tuple(bar.Bar(f"{day:%a, %b} {day.day}", count, f"{count:,}") for day, count in reversed(counted))
    return bar.chart(bar.Bars("Reads", "Day", rows))


def _query(asked: QueryDict) -> str:
    return urlencode([(name, asked[name]) for name in _FILTERS if asked.get(name)])


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(member(request).zone).date()


def _to_log(client_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('privacy:log')}?{urlencode({'client': client_id})}")
