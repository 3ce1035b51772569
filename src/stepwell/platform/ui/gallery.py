"""What the gallery shows: every part in every state. All people, programs and figures are invented."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from stepwell.kernel.findings import Finding
from stepwell.platform.ui import forms
from stepwell.platform.ui.charts import bar, line, ring, stairs, step, strip
from stepwell.platform.ui.charts.strip import Attended, Mark
from stepwell.platform.ui.context import Frame, Member
from stepwell.platform.ui.navigation import Link

PAGES = (
    ("Parts", "ui:gallery", "card-checklist"),
    ("Forms", "ui:gallery-forms", "pencil-square"),
    ("Charts", "ui:gallery-charts", "graph-up"),
    ("Clients", "ui:gallery-client", "phone"),
)


@dataclass(frozen=True)
class Invented:
    """A person who does not exist, so that the frame has somebody to show."""

    name: str = "Dana Whitfield, LPC"
    title: str = "Primary clinician"
    organization_name: str = "Millrace Recovery"
    place: str = "Eastbank"
    roles: frozenset[str] = frozenset()
    is_demo: bool = True
    organizations: int = 1


class GalleryFrame(Frame):
    """The staff frame around the gallery: it leads only to the gallery, and signs nobody in or out."""

    @property
    def member(self) -> Member:
        """An invented person."""
        return Invented()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The pages of the gallery."""
        here = self.request.path
        urls = ((label, reverse(name), icon) for label, name, icon in PAGES)
        return tuple(Link(label, url, icon, "page" if url == here else "") for label, url, icon in urls)

    @cached_property
    def find_url(self) -> str:
        """The gallery itself: there is nobody to find."""
        return reverse("ui:gallery")

    @cached_property
    def account_url(self) -> str:
        """None: an invented person has no account."""
        return ""

    @cached_property
    def sign_out_url(self) -> str:
        """None: nobody is signed in here."""
        return ""

    @property
    def signs_out_when_idle(self) -> bool:
        """Never: nobody is signed in here."""
        return False


class Sample(forms.Form):
    """One field of every kind."""

    autocomplete = {"email": "email", "phone": "tel"}  # noqa: RUF012 - a ClassVar of the base

    name = django_forms.CharField(
        label="Preferred name", help_text="What the person wants to be called.", max_length=80
    )
    email = django_forms.EmailField(label="Email", required=False)
    phone = django_forms.CharField(label="Phone", widget=forms.PhoneInput, help_text="We use only this one.")
    born = forms.DateField(label="Date of birth")
    at = forms.TimeField(label="Best time to call", required=False)
    minutes = django_forms.IntegerField(
        label="Minutes attended", min_value=0, max_value=180, help_text="The session lasted 180 minutes."
    )
    reason = django_forms.ChoiceField(
        label="Reason for the absence",
        choices=[("", "Choose"), ("unwell", "Unwell"), ("work", "Work"), ("ride", "Ride")],
    )
    mode = django_forms.ChoiceField(
        label="How they came",
        choices=[("person", "In person"), ("virtual", "Virtual"), ("absent", "Absent")],
        widget=forms.Segmented,
    )
    contact = django_forms.ChoiceField(
        label="Safe way to reach you",
        help_text="We never leave a message unless you say so.",
        choices=[("call", "Call"), ("text", "Text, no names"), ("mail", "Letter")],
        widget=django_forms.RadioSelect,
    )
    seen = django_forms.MultipleChoiceField(
        label="What you saw",
        choices=[("spoke", "Spoke often"), ("helped", "Helped others"), ("quiet", "Quiet")],
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    note = django_forms.CharField(
        label="One sentence that is only theirs", widget=django_forms.Textarea(attrs={"rows": 3})
    )
    card = django_forms.FileField(label="Insurance card", required=False, help_text="A photo or a PDF, up to 10 MB.")
    agrees = django_forms.BooleanField(label="The person has seen this and agrees")


SENT = {"sent-minutes": "240", "sent-email": "dana at millrace", "sent-name": "Imani", "sent-phone": "555 0199"}
DAYS = (
    *((date(2026, 10, day), Mark.IN_PERSON) for day in (27,)),
    (date(2026, 10, 29), Mark.EXCUSED),
    (date(2026, 11, 2), Mark.IN_PERSON),
    (date(2026, 11, 3), Mark.VIRTUAL),
    *((date(2026, 11, day), Mark.IN_PERSON) for day in (5, 9, 10, 12)),
    (date(2026, 11, 16), Mark.NO_CALL),
    (date(2026, 11, 17), Mark.PART),
)
SCORES = ((12, 10, 17), (19, 10, 16), (26, 10, 17), (2, 11, 13), (9, 11, 11), (16, 11, 10))
CASELOAD = (
    ("Sofia Delgado", 180, 180, 540, 2),
    ("Imani Baptiste", 330, 180, 540, 3),
    ("Theo Marsh", 270, 270, 540, 1),
    ("Jun Tanaka", 360, 360, 720, 2),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of every gallery page."""
    return {"frame": GalleryFrame(request)}


def parts() -> dict[str, Any]:
    """Return the facts of the page of parts."""
    return {
        "days": attended(),
        "caseload": [
            {
                "name": name,
                "bar": bar.hours(done, planned, ordered, full=750),
                "short": f"{max(ordered - done - planned, 0) / 60:.1f}",
                "stairs": stairs.draw(rating),
                "rating": rating,
            }
            for name, done, planned, ordered, rating in CASELOAD
        ],
        "strip": strip.compact(attended()),
        "ring": ring.draw(ring.Week(330, 180, 540)),
        "page": Paginator(range(1, 133), 25).page(2),
        "steps": ["Roster", "Written once", "Each person", "Sign"],
        "tabs": [{"label": word, "url": f"#{word.lower()}", "current": word == "Summary"} for word in TABS],
        "ratings": [(str(rating), str(rating)) for rating in range(5)],
        "modes": [("p", "In person"), ("v", "Virtual"), ("a", "Absent")],
        "findings": [
            Finding("SCHED-004", "Room 2 is taken from 9:00 to 10:30. Choose another room or a later time."),
            Finding("SCHED-011", "Dana Whitfield is on leave on November 27. Choose who leads the group."),
        ],
    }


TABS = (
    "Summary",
    "Timeline",
    "Assessment",
    "Plan",
    "Attendance",
    "Notes",
    "Measures",
    "Consents",
    "Coverage",
    "Billing",
)


def sample_forms() -> dict[str, Any]:
    """Return one form untouched and the same form sent with mistakes."""
    return {"fresh": Sample(prefix="fresh"), "sent": Sample(SENT, prefix="sent")}


def attended() -> tuple[Attended, ...]:
    """Return ten program days."""
    return tuple(Attended(on, mark) for on, mark in DAYS)


def charts() -> dict[str, Any]:
    """Return every chart."""
    return {
        "measure": line.chart(_measure()),
        "cost": step.chart(_cost()),
        "bars": bar.chart(_reasons()),
        "week": ring.draw(ring.Week(330, 180, 540), 120),
        "full_week": ring.draw(ring.Week(540, 0, 540), 120),
        "days": strip.dated(attended()),
        "legend": [(strip.legend(mark), mark.value) for mark in Mark],
        "stairs": [(stairs.draw(rating), rating) for rating in range(5)],
    }


def client() -> dict[str, Any]:
    """Return the facts of the client's page."""
    return {"ring": ring.draw(ring.Week(330, 180, 540), 104, with_figure=False), "form": Sample(prefix="client")}


def _measure() -> line.Measure:
    seen = tuple(line.Observation(date(2026, month, day), score, _reading(score)) for day, month, score in SCORES)
    cuts = ((5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe"))
    return line.Measure("PHQ-9", 0, 27, seen, line.Band(12, 22, "First score 17 ± 5"), cuts)


def _reading(score: int) -> str:
    return "improved" if score < 12 else "no reliable change"  # the lower end of the invented band


def _cost() -> step.Steps:
    days, total = [], 0.0
    for index in range(30):
        total = min(total + (275 if index < 4 else 55), 2050)  # four days until the deductible is met
        days.append(step.Day(f"day {index + 1}", total, min(total, 1870), min(total * 1.12, 2340)))
    return step.Steps("Total so far", tuple(days), (2050, "Out-of-pocket maximum left"), _dollars)


def _dollars(amount: float) -> str:
    return f"${amount:,.0f}"


def _reasons() -> bar.Bars:
    rows = (("No ride", 7), ("Work", 5), ("Child or family", 4), ("Unwell", 3), ("No call", 2))
    return bar.Bars("Days missed", "Reason", tuple(bar.Bar(name, count, str(count)) for name, count in rows))
