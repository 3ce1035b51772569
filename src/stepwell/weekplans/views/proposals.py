"""Asking for a week, seeing how far it is, understanding what was found, and publishing it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import reach
from stepwell.scheduling.queries.sessions import LANES
from stepwell.scheduling.views.answering import there, today
from stepwell.weekplans import tasks
from stepwell.weekplans.actions import proposals as actions
from stepwell.weekplans.actions import publishing, undoing
from stepwell.weekplans.actions.proposals import Search, Stays
from stepwell.weekplans.models import Proposal
from stepwell.weekplans.proposal_forms import AskForm, PublishForm, TakeBackForm
from stepwell.weekplans.queries import proposals as known
from stepwell.weekplans.queries.proposed import drawn
from stepwell.weekplans.vocabulary import State

_WRITES = holding(Category.SCHEDULE, writes=True)
WEEKS = 6


@require_http_methods(["GET", "POST"])
@_WRITES
def index(request: HttpRequest) -> HttpResponse:
    """List the weeks that were proposed, and ask for one."""
    planned = reach.planned_sites()
    sites = [(str(site.pk), site.name) for site in reach.sites() if site.pk in planned]
    weeks = known.mondays(today(request), WEEKS)
    form = AskForm(request.POST or None, sites=sites, weeks=weeks, weights=known.default_weights()) if sites else None
    made: list[Proposal] = []

    def act() -> None:
        if form:
            typed = form.cleaned_data
            week = date.fromisoformat(typed["week"])
            made.append(_ask(request, UUID(typed["site"]), week, form.search()))

    if accepted(form, act):
        return redirect("weekplans:proposal", made[0].pk)
    context = {"rows": known.proposals(planned), "published": known.published(), "form": form}
    return render(request, "weekplans/proposals.html", context, status=status_of(form))


@shows_clients
@require_GET
@_WRITES
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show how far a proposal is, or what was found."""
    row = there(known.get(proposal_id))
    return _page(request, row, PublishForm())


@require_POST
@_WRITES
def publish(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Make a proposal the schedule of its week."""
    row = there(known.get(proposal_id))
    form = PublishForm(request.POST)

    def act() -> None:
        publishing.publish(
            actor=member(request), at=timezone.now(), proposal_id=row.pk, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Published: the week is as proposed.")
        return redirect("weekplans:proposal", row.pk)
    return _page(request, row, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def take_back(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Give clients the seats of before a week was published."""
    row = there(known.get(proposal_id))
    publication = there(known.publication_of(row.pk))
    form = TakeBackForm(request.POST or None)

    def act() -> None:
        undoing.take_back(
            actor=member(request), at=timezone.now(), publication_id=publication.pk, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Taken back: the week is as it was before, but for what has begun.")
        return redirect("weekplans:proposal", row.pk)
    moved = known.named(publication.moved)
    saw_many(request, len(moved))
    context = {"row": row, "form": form, "moved": moved}
    return render(request, "weekplans/take_back.html", context, status=status_of(form))


@require_POST
@_WRITES
def again(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Plan the same week again; clients who were chosen stay where they are, and so do seats that were pinned."""
    row = there(known.get(proposal_id))
    clients, sessions = known.planned_in(row)
    pinned = [UUID(one) for one in sorted(clients & set(request.POST.getlist("stays")))]
    pins: dict[str, list[str]] = {}
    for client, _, session in (one.partition(":") for one in request.POST.getlist("pin")):
        if client in clients and session in sessions:
            pins.setdefault(client, []).append(session)
    try:
        fixed = [UUID(one) for one in sorted(sessions & set(request.POST.getlist("holds")))]
        search = Search(row.seconds, row.seed, row.weights, Stays(pinned, pins, fixed), row.opens)
        made = _ask(request, row.site_id, row.week_on, search)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
        return redirect("weekplans:proposal", row.pk)
    return redirect("weekplans:proposal", made.pk)


@require_POST
@_WRITES
def cancel(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Stop planning a week."""
    row = there(known.get(proposal_id))
    try:
        actions.cancel(actor=member(request), at=timezone.now(), proposal_id=row.pk)
        messages.success(request, "Canceled. Nothing was changed.")
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    return redirect("weekplans:proposal", row.pk)


def _ask(request: HttpRequest, site_id: UUID, week_on: date, search: Search) -> Proposal:
    made = actions.ask(actor=member(request), at=timezone.now(), site_id=site_id, week_on=week_on, search=search)
    tasks.plan_week.defer(organization=member(request).organization_id, proposal_id=made.pk)
    return made


def _page(request: HttpRequest, row: Proposal, form: PublishForm) -> HttpResponse:
    result, publication = known.found_of(row), known.publication_of(row.pk)
    found = known.result_of(row, result) if result else None
    saw_many(request, len(found.lines) if found else 0)
    context = {
        "row": row,
        "found": found,
        "drawn": drawn(row, result, today=today(request)) if result else None,
        "lanes": LANES,
        "form": form,
        "is_running": row.state in {State.WAITING, State.RUNNING},
        "publication": publication,
        "taken_back": known.taken_back(publication.pk) if publication else None,
        "has_begun": row.week_on <= today(request),
    }
    return render(request, "weekplans/proposal.html", context, status=status_of(form))
