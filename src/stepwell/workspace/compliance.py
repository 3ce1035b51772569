"""Hours compliance as its page and its file show it: lines of programs, rows of clients, cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from stepwell.scheduling.queries.counting import SiteWeek
from stepwell.scheduling.rules.profiles import EXEMPTION_LABELS, Exemption
from stepwell.scheduling.rules.weeks import in_words
from stepwell.workspace.queries.hours import Then, Week
from stepwell.workspace.rules.board import figure
from stepwell.workspace.rules.compliance import OUTCOME_LABELS, REASON_LABELS, Outcome, Sums, summed

MOST_BACK = 12
COLUMNS = (
    "Week from", "Through", "Site", "Program", "Level", "Record", "Client", "Outcome", "Ordered minutes",
    "Planned minutes", "Counted minutes", "Short by minutes", "Most of it", "Exempt", "Billable days",
    "Sessions not taken",
)  # fmt: skip
_TONES = {Outcome.REACHED: "success", Outcome.SHORT: "warn", Outcome.OPEN: "warn", Outcome.NO_ORDER: "warn"}


@dataclass(frozen=True)
class Line:
    """A program's week, or that of all programs: then `program_id` is empty.

    reasons  (key, label, clients short mostly for it, minutes in words)
    exempt   what exempts and of how many clients
    """

    program_id: str
    name: str
    sums: Sums
    reached: int
    short: int
    open: int
    no_order: int
    reasons: list[tuple[str, str, int, str]]
    exempt: list[tuple[str, int]]


@dataclass(frozen=True)
class Row:
    """A client's week in words."""

    then: Then
    outcome: str
    tone: str
    hours: str
    short: str
    why: str


def lines(week: Week) -> list[Line]:
    """Return a line for each program, by site and name, and of several one for all of them at the end."""
    programs = [list(people) for _, people in groupby(week.people, key=lambda each: each.program_id)]
    several = len({each.site for each in week.people}) > 1
    found = [_line(str(rows[0].program_id), _named(rows[0], several=several), rows) for rows in programs]
    return [*found, _line("", "All programs", week.people)] if len(found) > 1 else found


def row(each: Then) -> Row:
    """Return a client's week in words."""
    result, week = each.result, each.week
    ordered = "" if week.ordered is None else f" of {figure(week.ordered)}"
    exempt = [EXEMPTION_LABELS[exemption] for exemption in Exemption if exemption in result.exemptions]
    reasons = [f"{REASON_LABELS[reason].lower()} {in_words(minutes)}" for reason, minutes in result.reasons]
    untaken = f"{result.untaken} session{'' if result.untaken == 1 else 's'} not taken" if result.untaken else ""
    return Row(
        each,
        OUTCOME_LABELS[result.outcome],
        _TONES.get(result.outcome, ""),
        f"{figure(week.countable)}{ordered} h",
        in_words(result.shortfall) if result.shortfall else "",
        ", ".join([*reasons, *exempt, *([untaken] if untaken else [])]),
    )


def cells(each: Then) -> tuple[object, ...]:
    """Return a client's week as the cells of a file."""
    result, week = each.result, each.week
    reason = result.main_reason
    return (
        week.week.first, week.week.last, each.site, each.program, each.level, each.record_number, each.name,
        OUTCOME_LABELS[result.outcome], "" if week.ordered is None else week.ordered, week.planned_countable,
        week.countable, result.shortfall, REASON_LABELS[reason] if reason else "",
        "; ".join(EXEMPTION_LABELS[exemption] for exemption in Exemption if exemption in result.exemptions),
        result.billable_days, result.untaken,
    )  # fmt: skip


def choices() -> list[tuple[str, str]]:
    """Return the weeks that can be asked for: how many weeks back, and in words."""
    said = {1: "Last full week", 2: "Two weeks back"}
    return [(str(back), said.get(back, f"{back} weeks back")) for back in range(1, MOST_BACK + 1)]


def day_of(back: int, today: date) -> date:
    """Return a day of the week so many weeks back: that week is over, wherever it begins."""
    return today - timedelta(weeks=back)


def sites_of(week: Week) -> list[SiteWeek]:
    """Return the sites that somebody of the week is at, by name; all if nobody is."""
    used = {each.site_id for each in week.people}
    return [site for site in week.sites.values() if not used or site.site_id in used]


def spans(week: Week) -> list[tuple[str, date, date]]:
    """Return from when to when the week lasts, with the sites where several count it differently."""
    found: dict[tuple[date, date], list[str]] = {}
    for site in sites_of(week):
        found.setdefault((site.week.first, site.week.last), []).append(site.name)
    return [(", ".join(names) if len(found) > 1 else "", first, last) for (first, last), names in found.items()]


def profiles(week: Week) -> list[tuple[str, tuple[str, ...]]]:
    """Return how hours are counted there, each profile with what no source settles."""
    return list({site.profile.label: site.profile.unverified for site in sites_of(week)}.items())


def _named(each: Then, *, several: bool) -> str:
    return f"{each.program}, {each.site}" if several else each.program


def _line(program_id: str, name: str, people: Sequence[Then]) -> Line:
    sums = summed([each.result for each in people])
    return Line(
        program_id,
        name,
        sums,
        sums.outcomes[Outcome.REACHED],
        sums.outcomes[Outcome.SHORT],
        sums.outcomes[Outcome.OPEN],
        sums.outcomes[Outcome.NO_ORDER],
        [
            (str(reason), label, sums.short_by[reason], in_words(sums.minutes_by[reason]))
            for reason, label in REASON_LABELS.items()
            if sums.minutes_by[reason]
        ],
        [(EXEMPTION_LABELS[each], sums.exempt_by[each]) for each in Exemption if sums.exempt_by[each]],
    )
