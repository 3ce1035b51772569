"""What is asked of the boards. Everything stands in the address: no field takes anything about a client."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from stepwell.platform.ui.forms import Form
from stepwell.scheduling.rules.hours import Reason
from stepwell.workspace.queries.care import NOBODY, Filters, Totals
from stepwell.workspace.rules.compliance import OUTCOME_LABELS, REASON_LABELS, Outcome

Pairs = Sequence[tuple[str, str]]

EVERYBODY, SHORT, MISSED = "", "short", "missed"
SORT_LABELS = {"name": "Name", "longest": "Longest in care", "newest": "Newest in care"}


class CensusForm(Form):
    """Who of those in care is listed. What the actor may not see is not asked for."""

    marks_optional = False
    site = forms.ChoiceField(required=False)
    program = forms.ChoiceField(required=False)
    primary = forms.ChoiceField(label="Primary clinician", required=False)
    show = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(label="Order", required=False, choices=SORT_LABELS)

    def __init__(
        self, *args: Any, totals: Totals, hours: bool, attendance: bool, caseload: bool, **kwargs: Any
    ) -> None:
        """Offer what there is.

        hours       whether the actor sees how many hours somebody has
        attendance  whether the actor sees who missed a session
        caseload    whether the actor sees who cares for whom
        """
        super().__init__(*args, **kwargs)
        sites = {str(each.site_id): each.site for each in totals.programs}
        programs = [
            (str(each.id), f"{each.name}, {each.site}" if len(sites) > 1 else each.name) for each in totals.programs
        ]
        shows = [(EVERYBODY, "Everybody in care")]
        if hours:
            shows.append((SHORT, "Short this week"))
        if attendance:
            shows.append((MISSED, "Missed twice in seven days"))
        self._offer("site", [("", "All sites"), *sites.items()])
        self._offer("program", [("", "All programs"), *programs])
        self._offer("primary", [("", "Anybody"), *totals.primaries, (NOBODY, "Nobody yet")])
        self._offer("show", shows)
        gone = [
            name
            for name, stays in {"site": len(sites) > 1, "primary": caseload, "show": len(shows) > 1}.items()
            if not stays
        ]
        for name in gone:
            del self.fields[name]

    @property
    def chosen(self) -> tuple[Filters, str]:
        """Return whom to list and which of them: EVERYBODY, SHORT or MISSED. What cannot be read narrows nothing."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        show = data.get("show") or EVERYBODY
        filters = Filters(
            data.get("site") or "", data.get("program") or "", data.get("primary") or "", show == MISSED,
            data.get("sort") or "name",
        )  # fmt: skip
        return filters, show

    def _offer(self, name: str, choices: Pairs) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class HoursForm(Form):
    """Which week of which program, and whose."""

    marks_optional = False
    back = forms.ChoiceField(label="Week", required=False)
    program = forms.ChoiceField(required=False)
    outcome = forms.ChoiceField(label="Clients", required=False)

    def __init__(self, *args: Any, weeks: Pairs, programs: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(str(reason), f"Short, most of it: {label.lower()}") for reason, label in REASON_LABELS.items()]
        outcomes = [(str(outcome), label) for outcome, label in OUTCOME_LABELS.items()]
        choices = {
            "back": weeks,
            "program": [("", "All programs"), *programs],
            "outcome": [("", "Everybody"), *outcomes, *reasons],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, str]:
        """Return the program, and the outcome or main reason asked for; empty for all."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("program") or "", data.get("outcome") or ""


def week_asked(text: str, *, most: int) -> int:
    """Return how many weeks back is asked for: 1 is the last full one; 1 for what cannot be read."""
    return int(text) if len(text) <= 2 and text.isascii() and text.isdecimal() and 1 <= int(text) <= most else 1


def fits(program_id: UUID, outcome: Outcome, reason: Reason | None, *, program: str, asked: str) -> bool:
    """Return whether somebody's week is asked for by program and by outcome or main reason."""
    return (not program or str(program_id) == program) and asked in ("", str(outcome), str(reason or ""))
