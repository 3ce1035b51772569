"""Open crises, the page of one, and everything that is done with it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404
from stepwell.crisis.actions import closings, open_crisis
from stepwell.crisis.actions import events as actions
from stepwell.crisis.forms.events import ClosingForm, EntryForm, FollowUpForm, OpeningForm, TierForm
from stepwell.crisis.queries import events, plans, rota, staff
from stepwell.crisis.rules import clocks
from stepwell.crisis.rules.closing import missing
from stepwell.crisis.views.frame import acts, of_crisis, page, reports, sees
from stepwell.crisis.vocabulary import KIND_PROMPTS, Kind, Source, Step, Tier
from stepwell.kernel import phones
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@sees
def index(request: HttpRequest) -> HttpResponse:
    """List the open crises, the gravest first, and the follow-ups that are due."""
    who, now = member(request), timezone.now()
    rows = events.open_events()
    day = now.astimezone(who.zone).date()
    due = events.due_follow_ups(until=day) if who.may(Category.SAFETY) else []
    saw_many(request, len(rows) + len(due))
    context = {
        "rows": [(row, clocks.age(row.opened_at, now)) for row in rows],
        "due": due,
        "day": day,
        "me": who.membership_id,
        "may_act": who.may(Category.SAFETY, writes=True),
    }
    return render(request, "crisis/index.html", context)


@shows_clients
@require_GET
@sees
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client's crises and safety plan."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who = member(request)
    versions = plans.of_client(client.pk) if who.may(Category.SAFETY) else []
    return page(
        request, client, "crisis/of_client.html",
        rows=events.of_client(client.pk), versions=versions, plan=plans.in_force(versions),
        draft=plans.draft(versions), may_open=who.may(Category.CRISIS, writes=True),
        may_act=who.may(Category.SAFETY, writes=True), today=timezone.now().astimezone(who.zone).date(),
    )  # fmt: skip


@shows_clients
@require_http_methods(["GET", "POST"])
@reports
def open_one(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Open a crisis, or add to the one that is open. The numbers stand first."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    form = OpeningForm(request.POST or None)
    who, now = member(request), timezone.now()
    found = []

    def act() -> None:
        typed = form.cleaned_data
        event = open_crisis(
            actor=who, at=now, client_id=client.pk, tier=Tier(typed["tier"]), source=Source(typed["source"]),
            kind=Kind(typed["kind"]), words=typed["words"], where=typed["where"],
            owner_membership_id=who.membership_id if who.may(Category.SAFETY, writes=True) else None,
        )  # fmt: skip
        found.append(event)

    if accepted(form, act):
        messages.success(request, "Opened" if found[0].opened_at == now else "Added to the crisis that is open")
        return redirect("crisis:one", client.pk, found[0].pk)
    return page(request, client, "crisis/open.html", form, **_numbers(client, now))


@shows_clients
@require_http_methods(["GET", "POST"])
@sees
def one(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Show a crisis; by POST, write down what was done."""
    client, row = of_crisis(request, client_id, crisis_id)
    who, now = member(request), timezone.now()
    form = _entry_form(request, row)

    def act() -> None:
        entry = form.entry(now)  # type: ignore[union-attr]
        actions.write_entry(actor=who, at=now, event_id=row.id, entry=entry)

    if request.method == "POST" and accepted(form, act):
        messages.success(request, "Written down")
        return redirect("crisis:one", client.pk, row.id)
    entries = events.actions_of(row.id)
    done = events.first_done(entries)
    demanded = clocks.tasks(row.tier, opened_at=row.opened_at, done=done, zone=who.zone)
    return page(
        request, client, "crisis/one.html", form,
        row=row, age=clocks.age(row.opened_at, now), prompt=KIND_PROMPTS.get(row.kind, ""), me=who.membership_id,
        tasks=[(task, task.is_late(now)) for task in demanded],
        entries=entries, whereabouts=next((e.whereabouts for e in entries if e.whereabouts and not e.taken_back), ""),
        nobody=Step.NOBODY_ON_CALL in done and row.owner_id is None,
        contacts=_contacts(request, client), may_act=form is not None,
        may_take=who.may(Category.SAFETY, writes=True), may_report=who.may(Category.CRISIS, writes=True),
        **_after(row), **_numbers(client, now),
    )  # fmt: skip


def _entry_form(request: HttpRequest, row: events.Row) -> EntryForm | None:
    """Return the form for entries, to those who write them and as long as the crisis is open."""
    if row.closed_at or row.voided or not member(request).may(Category.SAFETY, writes=True):
        return None
    return EntryForm(request.POST or None)


def _numbers(client: Client, now: datetime) -> dict[str, object]:
    line = rota.line_of(client.site_id)
    office = None if line else rota.office_of(client.site.organization)
    return {"line": line, "office": office, "on_call": rota.on_call(client.site_id, at=now)}


def _contacts(request: HttpRequest, client: Client) -> list[tuple[object, str]]:
    """Return whom to call in an emergency, with whether they know of the treatment."""
    if not member(request).may(Category.DEMOGRAPHICS):
        return []
    return [(contact, phones.written(contact.phone)) for contact in clients.emergency_contacts_of(client.pk)]


def _after(row: events.Row) -> dict[str, object]:
    if row.closed_at is None:
        return {}
    closing, follow_ups = events.closing_of(row.id), events.follow_ups_of(row.id)
    return {
        "closing": closing,
        "follow_ups": follow_ups,
        "due_on": events.next_follow_up(closing, follow_ups) if closing and not row.voided else None,
    }


@require_POST
@acts
def take_over(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Own a crisis."""
    client, row = of_crisis(request, client_id, crisis_id)
    try:
        actions.take_over(actor=member(request), at=timezone.now(), event_id=row.id)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "You own this crisis now")
    return redirect("crisis:one", client.pk, row.id)


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def tier(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Raise or lower the tier."""
    client, row = of_crisis(request, client_id, crisis_id)
    form = TierForm(request.POST or None, initial={"version": row.version, "tier": row.tier})

    def act() -> None:
        typed = form.cleaned_data
        actions.change_tier(
            actor=member(request), at=timezone.now(), event_id=row.id, version=typed["version"],
            tier=form.tier_chosen(), reason=typed["reason"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Tier changed")
        return redirect("crisis:one", client.pk, row.id)
    _renew(form, row)
    return page(
        request, client, "crisis/change.html", form, row=row, heading="Change the tier", submit="Change the tier"
    )


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def close(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Close a crisis: say how it ended and who follows up. What is missing is named first."""
    client, row = of_crisis(request, client_id, crisis_id)
    now = timezone.now()
    people = staff.followers(client.pk, site_id=client.site_id, at=now)
    form = ClosingForm(request.POST or None, initial={"version": row.version}, people=people)

    def act() -> None:
        closings.close_crisis(
            actor=member(request), at=now, event_id=row.id, version=form.cleaned_data["version"],
            closing=form.closing(), follow_up_by=form.chosen(),
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Closed; the follow-up stands on Today")
        return redirect("crisis:index")
    _renew(form, row)
    left = missing(row.tier, None, events.steps_done(row.id))
    return page(request, client, "crisis/close.html", form, row=row, missing=left)


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def take_back(request: HttpRequest, client_id: UUID, crisis_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take an entry back that was wrong."""
    client, row = of_crisis(request, client_id, crisis_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.take_back(actor=member(request), at=timezone.now(), event_id=row.id, action_id=entry_id, reason=reason)

    if accepted(form, act):
        messages.success(request, "Taken back; it stays, struck through")
        return redirect("crisis:one", client.pk, row.id)
    return page(
        request, client, "crisis/change.html", form, row=row, heading="Take an entry back", submit="Take it back"
    )


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def set_aside(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Set a crisis aside that was opened by mistake."""
    client, row = of_crisis(request, client_id, crisis_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.set_aside(actor=member(request), at=timezone.now(), event_id=row.id, reason=reason)

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("crisis:index")
    return page(
        request, client, "crisis/change.html", form, row=row, heading="Opened by mistake", submit="Set it aside"
    )


@shows_clients
@require_http_methods(["GET", "POST"])
@acts
def follow_up(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> HttpResponse:
    """Write down what came of a follow-up."""
    client, row = of_crisis(request, client_id, crisis_id)
    now = timezone.now()
    people = staff.followers(client.pk, site_id=client.site_id, at=now)
    form = FollowUpForm(request.POST or None, people=people)

    def act() -> None:
        typed = form.cleaned_data
        closings.follow_up(
            actor=member(request), at=now, event_id=row.id, outcome=form.outcome_chosen(), words=typed["words"],
            next_on=typed["next_on"], next_by=form.chosen(),
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Written down")
        return redirect("crisis:of_client", client.pk)
    return page(request, client, "crisis/change.html", form, row=row, heading="Follow-up", submit="Write it down")


def _renew(form: TierForm | ClosingForm, row: events.Row) -> None:
    """Let a form that was too late be sent again, against how things stand now."""
    if form.is_bound and form.cleaned_data.get("version") not in {None, row.version}:
        form.show_conflict(version=row.version, now={})
