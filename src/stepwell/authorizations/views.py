"""Pages of authorizations: one client's, and everybody's."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.authorizations import actions, presenting, queries, usage
from stepwell.authorizations.forms import AuthorizationForm, initial_of
from stepwell.authorizations.models import Authorization
from stepwell.authorizations.payers import policies_of
from stepwell.authorizations.rules import payers as rules
from stepwell.authorizations.rules.payers import Insured
from stepwell.authorizations.vocabulary import Status
from stepwell.clients.models import Client
from stepwell.clients.views.record import Head, client_or_404, head_of
from stepwell.kernel.findings import Refused
from stepwell.people.queries.holders import holders, named
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category, Role

_READS = holding(Category.AUTHORIZATIONS)
PAGE = 50
PARTS = (("", "Everybody’s"), ("mine", "Mine"), ("nobody", "Nobody’s yet"))
_WRITES = holding(Category.AUTHORIZATIONS, writes=True)


@shows_clients
@require_GET
@_READS
def board(request: HttpRequest) -> HttpResponse:
    """Show the authorizations that run or wait, the next due first: all, with ?of= those of a reviewer."""
    on, of = _today(request), request.GET.get("of", "")
    whose = {"mine": queries.of_reviewer(member(request).membership_id), "nobody": queries.of_reviewer(None)}.get(of)
    listed = Paginator(queries.board(on=on, whose=whose), PAGE).get_page(request.GET.get("page"))
    lines = [presenting.line(row, on=on) for row in listed]
    saw_many(request, len({each.row.client_id for each in lines}))
    context = {
        "lines": lines,
        "listed": listed,
        "of": of if whose else "",
        "parts": PARTS,
        "is_counted": usage.is_counted(),
    }
    return render(request, "authorizations/board.html", context)


@shows_clients
@require_GET
@_READS
def overview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what payers allowed for one client, what is left, and all there was."""
    client = _client(request, client_id)
    on, head = _today(request), head_of(request, client)
    policies = _policies(head)
    rows = queries.authorizations_of(client.pk, on=on)
    lines = [presenting.line(row, on=on, charted=True, policies=policies) for row in rows]
    context = {
        "running": [each for each in lines if each.is_running],
        "others": [each for each in lines if not each.is_running],
        "is_counted": usage.is_counted(),
        "may_write": member(request).may(Category.AUTHORIZATIONS, writes=True),
    }
    return _page(request, head, "authorizations/overview.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Keep a request, or what a payer allowed."""
    client = _client(request, client_id)
    today, who = _today(request), member(request)
    initial = {"version": 1, "requested_on": today, "from_on": today, "status": Status.REQUESTED, "codes": "H0015"}
    return _keep(request, client, initial | _myself(who), heading="New authorization")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def extend(request: HttpRequest, client_id: UUID, authorization_id: UUID) -> HttpResponse:
    """Ask for more of the same: a new one that names this one."""
    client, before = _of(request, client_id, authorization_id)
    kept = {name: value for name, value in initial_of(before).items() if name in _CARRIED}
    initial = {**kept, "version": 1, "requested_on": _today(request), "from_on": _next_day(before.to_on)}
    heading = "Extend the authorization"
    return _keep(request, client, {**initial, "status": Status.REQUESTED}, heading=heading, extends=before)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def change(request: HttpRequest, client_id: UUID, authorization_id: UUID) -> HttpResponse:
    """Write down the payer's decision, or what else changed."""
    client, row = _of(request, client_id, authorization_id)
    head = head_of(request, client)
    form = _form(request, head, initial_of(row), row)

    def act() -> None:
        version = form.cleaned_data["version"]
        try:
            actions.change(
                actor=member(request), at=timezone.now(), authorization=row, version=version, record=form.record()
            )
        except Refused as refusal:
            if STALE in refusal.findings:
                form.show_conflict(version=row.version, now=initial_of(row))
            raise

    if accepted(form, act):
        messages.success(request, "Saved")
        return redirect("authorizations:overview", client.pk)
    context = {"form": form, "heading": "Change the authorization", "submit": "Save"}
    return _page(request, head, "authorizations/change.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void(request: HttpRequest, client_id: UUID, authorization_id: UUID) -> HttpResponse:
    """Set an authorization aside that was made by mistake."""
    client, row = _of(request, client_id, authorization_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_authorization(actor=member(request), at=timezone.now(), authorization=row, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("authorizations:overview", client.pk)
    context = {"form": form, "heading": "Made by mistake", "submit": "Set it aside", "tone": "danger"}
    return _page(request, head_of(request, client), "authorizations/change.html", context, form)


_CARRIED = (
    "payer",
    "level",
    "codes",
    "unit",
    "reviewer",
    "payer_reviewer",
)


def _keep(
    request: HttpRequest,
    client: Client,
    initial: dict[str, Any],
    *,
    heading: str,
    extends: Authorization | None = None,
) -> HttpResponse:
    head = head_of(request, client)
    form = _form(request, head, initial, extends)

    def act() -> None:
        actions.record(actor=member(request), at=timezone.now(), client=client, record=form.record(), extends=extends)

    if accepted(form, act):
        messages.success(request, "Saved")
        return redirect("authorizations:overview", client.pk)
    context = {"form": form, "heading": heading, "submit": "Save the authorization"}
    return _page(request, head, "authorizations/change.html", context, form)


def _form(request: HttpRequest, head: Head, initial: dict[str, Any], row: Authorization | None) -> AuthorizationForm:
    """Return the form, which offers the payers of the policies in force and begins with the likeliest."""
    payers = rules.offered(_policies(head) or (), on=_today(request))
    first = {"payer": payers[0]} if payers else {}
    return AuthorizationForm(
        request.POST or None, initial=first | initial, payers=payers, reviewers=_reviewers(head.client, row)
    )


def _policies(head: Head) -> list[Insured] | None:
    """Return the client's policies, None for who does not see them."""
    return policies_of(head.client.pk) if Category.BENEFITS in head.said.seen else None


def _reviewers(client: Client, row: Authorization | None) -> list[tuple[str, str]]:
    """Return who may be named: utilization reviewers at the site now, and whoever is named already."""
    besides = [row.reviewer_id] if row else []
    return named(holders([Role.UTILIZATION], site_ids=[client.site_id], at=timezone.now(), besides=besides))


def _myself(who: Member) -> dict[str, Any]:
    return {"reviewer": who.membership_id} if Role.UTILIZATION in who.roles else {}


def _client(request: HttpRequest, client_id: UUID) -> Client:
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def _of(request: HttpRequest, client_id: UUID, authorization_id: UUID) -> tuple[Client, Authorization]:
    client = _client(request, client_id)
    found = Authorization.objects.filter(pk=authorization_id, client=client, voided_at=None).select_related("reviewer")
    row = found.first()
    if row is None:
        raise Http404
    return client, row


def _page(
    request: HttpRequest, head: Head, template: str, context: dict[str, object], form: Form | None = None
) -> HttpResponse:
    return render(request, template, {"head": head, "client": head.client, **context}, status=status_of(form))


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(member(request).zone).date()


def _next_day(day: date) -> date:
    return day + timedelta(days=1)
