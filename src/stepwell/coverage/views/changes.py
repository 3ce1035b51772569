"""Forms that change the coverage of a client: scoped load, form, one action, back to the tab."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage import presenting
from stepwell.coverage.actions import arrangements, checks, policies
from stepwell.coverage.forms.checks import CheckForm, FileSaid, benefits_as_typed
from stepwell.coverage.forms.plans import ArrangementForm
from stepwell.coverage.forms.policies import CardForm, PolicyChange, PolicyForm, policy_as_typed
from stepwell.coverage.models import Policy
from stepwell.coverage.queries import answers, payers, plans
from stepwell.coverage.queries import policies as queries
from stepwell.coverage.queries.checks import get_check
from stepwell.coverage.queries.estimates import prices_on
from stepwell.coverage.queries.said import Said, said_of
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.vocabulary import MEDICAID, CheckWay, Network
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm, VersionedForm, add_findings
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category

INVALID = 422
_WRITES = holding(Category.BENEFITS, writes=True)


def _policy_or_404(client_id: UUID, policy_id: UUID) -> Policy:
    policy = queries.get(client_id, policy_id)
    if policy is None:
        raise Http404
    return policy


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_policy(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take a policy down from its card."""
    client = client_or_404(client_id)
    today = timezone.now().astimezone(member(request).zone).date()
    listed = payers.payers(in_use_on=today)
    said = said_of(client.pk, who=member(request), payers=listed)
    form = PolicyForm(request.POST or None, initial=said.typed if said else None, payers=listed)

    def change() -> None:
        policies.add_policy(
            actor=member(request),
            at=timezone.now(),
            client_id=client.pk,
            payer_id=form.payer_id,
            terms=form.terms(),
            plan_id=form.plan_id,
        )

    return _change(request, client, form, change, ("A policy, or no insurance", "Add", "Policy added"), said=said)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def policy(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Correct a policy, or end it."""
    client = client_or_404(client_id)
    row = _policy_or_404(client.pk, policy_id)
    form = PolicyChange(request.POST or None, initial=policy_as_typed(row), payers=payers.payers())

    def change() -> None:
        policies.change_policy(
            actor=member(request),
            at=timezone.now(),
            policy=row,
            version=form.cleaned_data["version"],
            payer_id=form.payer_id,
            terms=form.terms(),
            plan_id=form.plan_id,
        )

    words = ("Correct or end a policy", "Save", "Policy changed")
    return _change(request, client, form, change, words, now=lambda: policy_as_typed(_policy_or_404(client.pk, row.pk)))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def card(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Take pictures of the card."""
    client = client_or_404(client_id)
    row = _policy_or_404(client.pk, policy_id)
    is_sent = request.method == "POST"  # a form of files alone has no other fields
    form = CardForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def change() -> None:
        policies.keep_card(actor=member(request), at=timezone.now(), policy=row, **form.uploads())

    return _change(request, client, form, change, ("Card and summary", "Keep them", "Kept with the documents"))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def check(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Write down what the plan pays for, while the representative reads it out."""
    client = client_or_404(client_id)
    row = _policy_or_404(client.pk, policy_id)
    payer, carve_out = checks.whom_to_ask(row), checks.whom_to_ask(row, carve_out=True)
    file = answers.newest(row.pk, member_id=row.member_id or "")
    half = Tier.OUT if request.GET.get("half") == "out" else Tier.IN
    said = file.benefits(half) if file else None
    beside = FileSaid(file.id, presenting.known_words(said)) if file and said else None
    take, now = None, timezone.now()
    today = now.astimezone(member(request).zone).date()
    if said and "take" in request.GET:
        network = Network.OUT if half is Tier.OUT else _network_of(client, row, today)
        take = {"way": CheckWay.FILE, **benefits_as_typed(said), "network": network}
    form = CheckForm(
        request.POST or None, initial=take, payer=payer, carve_out=carve_out, file=beside,
        is_medicaid=row.plan_type in MEDICAID,
    )  # fmt: skip

    def change() -> None:
        checks.record_check(actor=member(request), at=timezone.now(), policy=row, found=form.found())

    asks = [
        (name, checks.consent_to_ask(row, at=now, carve_out=name == carve_out) is not None)
        for name in (payer, carve_out)
        if name
    ]
    words = ("What the plan pays for", "Keep it", "Benefits kept")
    return _change(request, client, form, change, words, asks=asks)


def _network_of(client: Client, policy: Policy, today: date) -> Network:
    """Return what a form begins with, to be looked at: in network where a contract with who answers for it holds."""
    carve_out = queries.carve_out_of(policy)
    prices = prices_on(
        today, site_id=client.site_id, payer_id=policy.payer_id,
        carve_out=carve_out.name if carve_out else "",
    )  # fmt: skip
    return Network.IN if prices.contract else Network.UNKNOWN


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_policy(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Set a policy aside that was added by mistake."""
    client = client_or_404(client_id)
    row = _policy_or_404(client.pk, policy_id)
    form = ReasonForm(request.POST or None)

    def change() -> None:
        policies.void_policy(actor=member(request), at=timezone.now(), policy=row, reason=form.cleaned_data["reason"])

    return _change(request, client, form, change, ("Set a policy aside", "Set it aside", "Set aside; it stays, marked"))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_check(request: HttpRequest, client_id: UUID, check_id: UUID) -> HttpResponse:
    """Set a check aside that was written down by mistake."""
    client = client_or_404(client_id)
    row = get_check(client.pk, check_id)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def change() -> None:
        checks.void_check(actor=member(request), at=timezone.now(), check=row, reason=form.cleaned_data["reason"])

    return _change(request, client, form, change, ("Set a check aside", "Set it aside", "Set aside; it stays, marked"))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def arrange(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Write down a referral, or an exception by which the plan pays as in network."""
    client = client_or_404(client_id)
    row = _policy_or_404(client.pk, policy_id)
    form = ArrangementForm(request.POST or None)

    def change() -> None:
        arrangements.arrange(actor=member(request), at=timezone.now(), policy=row, what=form.what())

    return _change(request, client, form, change, ("A referral or an exception", "Keep it", "Written down"))


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_arrangement(request: HttpRequest, client_id: UUID, arrangement_id: UUID) -> HttpResponse:
    """Set a referral or an exception aside that was written down by mistake."""
    client = client_or_404(client_id)
    row = plans.get_arrangement(client.pk, arrangement_id)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def change() -> None:
        reason = form.cleaned_data["reason"]
        arrangements.void_arrangement(actor=member(request), at=timezone.now(), arrangement=row, reason=reason)

    return _change(request, client, form, change, ("Written down by mistake", "Set it aside", "Set aside"))


def _change(
    request: HttpRequest,
    client: Client,
    form: Form,
    change: Callable[[], None],
    words: tuple[str, str, str],
    *,
    now: Callable[[], Mapping[str, Any]] | None = None,
    asks: list[tuple[str, bool]] | None = None,
    said: Said | None = None,
) -> HttpResponse:
    """Show a form of a record, or carry out `change` and go back to the tab.

    words  the heading, the button, and what is said when it is done
    now    what stands in the row, if somebody else changed it meanwhile
    asks   who may be asked about benefits, and whether the client agreed to it
    said   what the form begins with, and where that comes from
    """
    saw(request, client.pk)
    heading, submit, done = words
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except Refused as refusal:
            if STALE in refusal.findings and now and isinstance(form, VersionedForm):
                standing = now()
                form.show_conflict(version=standing["version"], now=standing)
            add_findings(form, refusal.findings)
        else:
            messages.success(request, done)
            return redirect("coverage:coverage", client.pk)
    context = {
        "head": head_of(request, client),
        "client": client,
        "form": form,
        "heading": heading,
        "submit": submit,
        "asks": asks or [],
        "said": said,
    }
    return render(request, "coverage/change.html", context, status=INVALID if form.errors else 200)
