"""Rows of the boards, written in Python: in a template fifty of them cost more than everything else of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from stepwell.attendance.queries.courses import Meeting
from stepwell.crisis.vocabulary import TIER_LABELS, Tier
from stepwell.platform.tenancy.members import Member
from stepwell.platform.ui import icons
from stepwell.platform.ui.charts import strip, svg
from stepwell.platform.ui.charts.strip import Attended, Mark
from stepwell.platform.walls.rights import Category
from stepwell.reviews.queries.reviews import due_from
from stepwell.scheduling.rules.hours import ClientWeek
from stepwell.scheduling.rules.weeks import minutes_between
from stepwell.workspace.queries.care import Row
from stepwell.workspace.rules import board
from stepwell.workspace.rules.board import Next, Said

STRIP_DAYS, STRIP_MOST = 14, 10
_HIDDEN = mark_safe('<span class="muted">not shown to you</span>')
_ICONS = {"warn": "exclamation-triangle-fill", "danger": "x-octagon-fill", "success": "check-circle-fill"}
_DUE = {Category.CHART, Category.OBJECTIVES, Category.AUTHORIZATIONS}


@dataclass(frozen=True)
class Columns:
    """What a member sees of anybody at all, day to day: what stands in no column is not there for them."""

    primary: bool
    schedule: bool
    attendance: bool
    due: bool

    @property
    def heads(self) -> list[str]:
        """The heads, after that of the name."""
        shown = {
            "Program": True, "Level": True, "Primary": self.primary, "Hours this week": self.schedule,
            "Last sessions": self.schedule and self.attendance, "Next due": self.due,
        }  # fmt: skip
        return [head for head, is_shown in shown.items() if is_shown]


def columns_of(who: Member) -> Columns:
    """Return the columns of a member."""
    return Columns(
        who.sees_daily(Category.CASELOAD),
        who.sees_daily(Category.SCHEDULE),
        who.sees_daily(Category.SERVICES),
        any(who.sees_daily(category) for category in _DUE),
    )


def table_rows(
    rows: Iterable[Row], weeks: Mapping[UUID, ClientWeek], courses: Mapping[UUID, Sequence[Meeting]],
    columns: Columns, *, at: datetime, today: date,
) -> SafeString:  # fmt: skip
    """Return the rows of the census.

    weeks, courses  by client
    """
    written = []
    for row in rows:
        client_id = row.somebody.client_id
        cells = {
            "Program": format_html("{}", row.program),
            "Level": _level(row, today),
            "Primary": _seen(row, Category.CASELOAD, row.primary or "nobody yet"),
            "Hours this week": _hours(row, weeks[client_id], courses.get(client_id, ()), at),
            "Last sessions": _strip(row, courses.get(client_id, ()), at),
            "Next due": _due(row, today),
        }
        tail = format_html_join("", '<td data-label="{}">{}</td>', ((head, cells[head]) for head in columns.heads))
        written.append((_name(row), tail))
    return format_html_join("\n", '<tr><th scope="row">{}</th>{}</tr>', written)


def said(what: Said) -> SafeString:
    """Return words with their note below; a tone is a badge, so that shape and word say it before color does."""
    if not what.note:
        return format_html("{}", what.words)
    if not what.tone:
        return format_html('{}<br><span class="muted">{}</span>', what.words, what.note)
    icon = _icon(_ICONS[what.tone])
    return format_html('{}<br><span class="badge-s is-{}">{}{}</span>', what.words, what.tone, icon, what.note)


def _name(row: Row) -> SafeString:
    client_id = row.somebody.client_id
    name = format_html(
        '<a href="{}">{}</a> <span class="muted nowrap">{}</span>',
        reverse("clients:record", args=(client_id,)), row.name, row.record_number,
    )  # fmt: skip
    crisis = row.facts["crisis"] if Category.CRISIS in row.seen else None
    if not crisis:
        return name
    tier = Tier(crisis["tier"])
    return name + format_html(
        '<br><a class="badge-s is-{}" href="{}">{}Crisis open, {}</a>',
        "danger" if tier is Tier.HIGH else "warn", reverse("crisis:of_client", args=(client_id,)),
        _icon("life-preserver"), TIER_LABELS[tier].lower(),
    )  # fmt: skip


def _level(row: Row, today: date) -> SafeString:
    day, since = (today - row.opened_on).days + 1, row.somebody.stay.first
    if not row.level or since is None:
        return said(Said("No level begun", f"Day {day} in care", "warn"))
    at_level = (today - since).days + 1
    return said(Said(row.level, f"Day {at_level}" if at_level == day else f"Day {at_level}, {day} in care"))


def _hours(row: Row, week: ClientWeek, meetings: Sequence[Meeting], at: datetime) -> SafeString:
    if Category.SCHEDULE not in row.seen:
        return _HIDDEN
    waits = any(
        not (each.status or each.is_cancelled) and each.ends <= at and week.week.has(each.day) for each in meetings
    )
    return said(board.hours(week, is_attendance_seen=Category.SERVICES in row.seen, is_waiting=waits))


def _strip(row: Row, meetings: Sequence[Meeting], at: datetime) -> SafeString:
    if not {Category.SCHEDULE, Category.SERVICES} <= row.seen:
        return _HIDDEN
    past = [each for each in meetings if not each.is_cancelled and (each.status or each.ends <= at)][-STRIP_MOST:]
    if not past:
        return format_html('<span class="muted">{}</span>', "None yet")
    return _drawn(tuple(_mark(each) for each in past))


def _mark(each: Meeting) -> Mark:
    planned = max(minutes_between(each.starts, each.ends) - each.break_minutes, 0)
    return board.mark_of(each.status, each.mode, each.reason, each.minutes, planned)


@lru_cache(maxsize=512)
def _drawn(marks: tuple[Mark, ...]) -> SafeString:
    """Return a strip; most clients share theirs with others, and a drawing names no day."""
    days = tuple(Attended(date.min, mark) for mark in marks)
    noun = "session" if len(marks) == 1 else "sessions"
    return mark_safe(svg.render(strip.compact(days, noun=noun)))  # noqa: S308 - svg.render escapes every text


def _due(row: Row, today: date) -> SafeString:
    if not row.seen & _DUE:
        return _HIDDEN
    found: list[Next | None] = []
    if Category.CHART in row.seen:
        review = due_from(row.facts["review"], on=today)
        found.append(Next(review.on, "Level review") if review else None)
    if Category.OBJECTIVES in row.seen and (by := row.facts["plan"]):
        found.append(Next(date.fromisoformat(by), "Plan review"))
    if Category.AUTHORIZATIONS in row.seen and (allowed := row.facts["authorization"]):
        found.append(Next(date.fromisoformat(allowed["to"]), "Authorization ends"))
        found.append(Next(date.fromisoformat(allowed["review"]), "Payer review") if allowed["review"] else None)
    first = board.next_due(found, today=today)
    nothing = "Nothing is dated" if row.seen >= _DUE else "nothing that you see"
    return said(first) if first else format_html('<span class="muted">{}</span>', nothing)


def _seen(row: Row, category: Category, words: str) -> SafeString:
    return format_html("{}", words) if category in row.seen else _HIDDEN


@lru_cache(maxsize=32)
def _icon(name: str) -> SafeString:
    return icons.svg(name)
