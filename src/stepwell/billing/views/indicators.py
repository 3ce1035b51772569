"""How billing does: indicators by month, the rows behind each, and what is wanted of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing import figures
from stepwell.billing.actions.targeting import set_target
from stepwell.billing.figures import Figure
from stepwell.billing.forms import TargetForm
from stepwell.billing.models import IndicatorTarget
from stepwell.billing.queries import indicators as queries
from stepwell.billing.rules import indicators as rules
from stepwell.billing.rules.indicators import Counted, Indicator, Month, Side
from stepwell.billing.views import BILLS, WRITES, today
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

MONTHS = 6
_MONTH = "%Y-%m"


@dataclass(frozen=True)
class Line:
    """An indicator as the page shows it.

    about   what the number of its latest month is about; `url` leads to its rows, "" while there is no number
    wanted  the target in words; where a usual one comes from stands in its form
    asks    page and words of what somebody has to enter for it
    cells   address and number of each month
    """

    code: str
    label: str
    value: str
    parts: str
    about: str
    url: str
    wanted: str
    is_met: bool
    is_missed: bool
    cells: tuple[tuple[str, str], ...]
    asks: tuple[str, str] | None = None


@require_GET
@BILLS
def indicators(request: HttpRequest) -> HttpResponse:
    """Show each indicator: its latest month beside the target, and the months before."""
    day = today(request)
    months = rules.months_until(day, count=MONTHS)
    found = queries.by_month(first=months[0], last=day, zone=str(member(request).zone))
    targets = queries.targets()
    lines = [
        replace(
            _line(figure.indicator, {month.first: month for month in found[code]}, months, targets.get(code)),
            asks=figure.asks and (reverse(figure.asks[0]), figure.asks[1]),
        )
        for code, figure in figures.registered().items()
    ]
    may_change = member(request).may(Category.BILLING, writes=True)
    return render(request, "billing/indicators.html", {"lines": lines, "months": months, "may_change": may_change})


@shows_clients
@require_GET
@BILLS
def behind(request: HttpRequest, indicator: str) -> HttpResponse:
    """List the rows behind an indicator in a month; this month if none is named."""
    figure, day = _figure(indicator), today(request)
    first = _month(request.GET.get("month", ""), default=day.replace(day=1))
    last = rules.last_of(first, today=day)
    month, rows = queries.behind(figure, first=first, last=last, zone=str(member(request).zone))
    saw_many(request, len({row.client_id for row in rows}))
    shown, value = figure.indicator, rules.value_of(figure.indicator, month)
    lines = [
        (
            reverse(figure.page, args=[row.client_id]),
            row,
            _number(shown.above, row.above),
            _number(shown.below, row.below),
        )
        for row in rows
    ]
    context = {
        "indicator": shown,
        "month": first,
        "value": rules.in_words(shown, value) if value is not None else "",
        "parts": rules.parts(shown, month),
        "rows": lines,
        "has_days": any(row.day for row in rows),
        "most": queries.MOST,
    }
    return render(request, "billing/behind.html", context)


@require_http_methods(["GET", "POST"])
@WRITES
def target(request: HttpRequest, indicator: str) -> HttpResponse:
    """Change what is wanted of an indicator."""
    shown = _figure(indicator).indicator
    wanted, version = _wanted(shown, queries.targets().get(shown.code))
    form = TargetForm(request.POST or None, indicator=shown, initial={"target": wanted, "version": version})

    def act() -> None:
        data = form.cleaned_data
        try:
            set_target(
                actor=member(request), at=timezone.now(), code=shown.code, target=data["target"],
                version=data["version"],
            )  # fmt: skip
        except Refused as refusal:
            if STALE in refusal.findings:
                now, fresh = _wanted(shown, queries.targets().get(shown.code))
                form.show_conflict(version=fresh, now={"target": now})
            raise

    if accepted(form, act):
        messages.success(request, "The target was changed")
        return redirect("billing:indicators")
    return render(request, "billing/target.html", {"form": form, "indicator": shown}, status=status_of(form))


def _figure(code: str) -> Figure:
    found = figures.registered().get(code)
    if found is None:
        raise Http404
    return found


def _month(typed: str, *, default: date) -> date:
    """Return the first day of a month named like 2026-11."""
    if not typed:
        return default
    try:
        return datetime.strptime(typed, _MONTH).date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise Http404 from None


def _wanted(indicator: Indicator, row: IndicatorTarget | None) -> tuple[Decimal | None, int]:
    return (row.target, row.version) if row else (indicator.target, 0)


def _line(indicator: Indicator, by_first: dict[date, Month], months: list[date], row: IndicatorTarget | None) -> Line:
    values = {first: rules.value_of(indicator, month) for first, month in by_first.items()}
    cells = tuple(_cell(indicator, first, values.get(first)) for first in months)
    latest = max((first for first in months if values.get(first) is not None), default=None)
    value = values[latest] if latest else None
    wanted, _ = _wanted(indicator, row)
    is_met = value is not None and wanted is not None and rules.meets(indicator, value, wanted)
    return Line(
        code=indicator.code,
        label=indicator.label,
        value=rules.in_words(indicator, value) if value is not None else "",
        parts=rules.parts(indicator, by_first[latest]) if latest else "",
        about=f"{indicator.month_of}, {latest:%B %Y}" if latest else "",
        url=_address(indicator, latest) if latest else "",
        wanted=_wanted_in_words(indicator, wanted, is_own=row is not None),
        is_met=is_met,
        is_missed=value is not None and wanted is not None and not is_met,
        cells=cells,
    )


def _cell(indicator: Indicator, first: date, value: Decimal | None) -> tuple[str, str]:
    return (_address(indicator, first), rules.in_words(indicator, value)) if value is not None else ("", "")


def _address(indicator: Indicator, first: date) -> str:
    return f"{reverse('billing:behind', args=[indicator.code])}?month={first:{_MONTH}}"


def _wanted_in_words(indicator: Indicator, target: Decimal | None, *, is_own: bool) -> str:
    if target is None:
        return "No target"
    bound = "at most" if indicator.is_lower_better else "at least"
    words = f"Wanted: {bound} {rules.in_words(indicator, target)}"
    return words if is_own else f"{words}, as is usual"


def _number(side: Side, amount: Decimal) -> str:
    """Return an amount without its words, which stand above its column."""
    return side.told(amount).removesuffix(side.words).strip() if side.counted is Counted.CENTS else f"{amount:,.0f}"
