"""Authorizations as pages show them: figures, bars and dates in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.authorizations.models import Authorization
from stepwell.authorizations.queries import Row
from stepwell.authorizations.rules.burning import Alert
from stepwell.authorizations.rules.payers import Insured, remark
from stepwell.authorizations.vocabulary import (
    ALLOWS,
    CODE_LABELS,
    LEVEL_LABELS,
    STATUS_LABELS,
    STATUS_TONES,
    UNIT_WORDS,
    Status,
    Unit,
)
from stepwell.clients.rules.enrollment import Span
from stepwell.platform.ui.charts import bar
from stepwell.platform.ui.charts.shapes import Chart


@dataclass(frozen=True)
class Line:
    """An authorization in words.

    used    units used of those approved, or only those approved while nobody counts
    next    what is due next, and when
    remark  what does not fit between its payer and the client's policies, or ""
    """

    row: Authorization
    level: str
    status: str
    tone: str
    codes: tuple[tuple[str, str], ...]
    used: str
    left: str
    next: str
    due_on: date
    alert_tone: str
    program_days: int | None
    runs_out_on: date | None
    is_running: bool
    chart: Chart | None
    remark: str


def line(row: Row, *, on: date, charted: bool = False, policies: Sequence[Insured] | None = None) -> Line:
    """Return an authorization in words on a day.

    charted   with its burning down drawn
    policies  of the client; None where nobody may say whether its payer is one of theirs
    """
    each, standing = row.authorization, row.standing
    return Line(
        row=each,
        level=LEVEL_LABELS[each.level],
        status=STATUS_LABELS[Status(each.status)],
        tone=STATUS_TONES[Status(each.status)],
        codes=tuple((code, CODE_LABELS.get(code, "")) for code in each.codes),
        used=_used(row),
        left=_left(row),
        next=_next(row, on),
        due_on=standing.due_on,
        alert_tone=standing.tone,
        program_days=standing.program_days,
        runs_out_on=standing.runs_out_on,
        is_running=each.status in ALLOWS and each.voided_at is None and each.from_on <= on <= each.to_on,
        chart=_chart(row) if charted else None,
        remark="" if policies is None else remark(each.payer, Span(each.from_on, each.to_on), policies),
    )


def counted(number: int, unit: Unit) -> str:
    """Return units as they are read: "1 day", "12 hours"."""
    return f"{number} {UNIT_WORDS[unit]}{'' if number == 1 else 's'}"


def _used(row: Row) -> str:
    approved = row.authorization.units_approved
    if approved is None:
        return ""
    unit, until = Unit(row.authorization.unit), row.authorization.before_until
    if row.used is None:
        return counted(approved, unit)
    before = f", {row.authorization.units_before} of them before Stepwell, until {until:%b %-d}" if until else ""
    return f"{row.used} of {counted(approved, unit)}{before}"


def _left(row: Row) -> str:
    left = row.standing.left
    return "" if left is None or row.used is None else counted(left, Unit(row.authorization.unit))


def _next(row: Row, on: date) -> str:
    """Return what is due next, and when."""
    each, standing = row.authorization, row.standing
    grave = _grave(row)
    if grave:
        return grave
    if each.next_review_on and each.next_review_on == standing.due_on:
        return f"Review {_when(each.next_review_on, on)}"
    if standing.runs_out_on and standing.runs_out_on == standing.due_on:
        return f"Units run out {_when(standing.runs_out_on, on)}"
    return f"Ends {_when(each.to_on, on)}"


def _grave(row: Row) -> str:
    """Return what comes before any date: it waits, is over, is used up or nearly so; else nothing."""
    each, alerts = row.authorization, row.standing.alerts
    said = {
        Alert.WAITS: f"Waits for the payer since {each.requested_on:%b %-d}",
        Alert.OVER: f"Ended {each.to_on:%b %-d} without an extension",
        Alert.USED_UP: "All units are used",
        Alert.FEW_LEFT: f"{counted(row.standing.left or 0, Unit(each.unit))} left, ends {each.to_on:%b %-d}",
    }
    return next((words for alert, words in said.items() if alert in alerts), "")


def _when(day: date, on: date) -> str:
    away = (day - on).days
    if away < 0:
        return f"was due {day:%b %-d}"
    said = {0: "today", 1: "tomorrow"}.get(away, f"in {away} days")
    return f"{said}, {day:%b %-d}"


def _chart(row: Row) -> Chart | None:
    approved = row.authorization.units_approved
    if approved is None or row.used is None:
        return None
    unit = Unit(row.authorization.unit)
    left = row.standing.left or 0
    rows = (
        bar.Bar("Used", row.used, counted(row.used, unit), limit=approved),
        bar.Bar("Left", left, counted(left, unit), limit=approved),
    )
    return bar.chart(bar.Bars(what="Units", of="Authorization", rows=rows))
