"""The sliding fee of one client: asked for, shown, decided, taken off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.billing.rules.amounts import in_words
from stepwell.funding import presenting
from stepwell.funding.actions import applying, discounting
from stepwell.funding.forms.sliding import ApplicationForm, DeclineForm, GrantForm, ProofForm, first_of
from stepwell.funding.models import FeeApplication
from stepwell.funding.queries import sliding, standing
from stepwell.funding.queries.sliding import ApplicationRow
from stepwell.funding.views import ASKS, DECIDES, READS, client_seen, page, today
from stepwell.funding.vocabulary import REGION_LABELS
from stepwell.kernel.findings import Refused
from stepwell.kernel.money import dollars
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def apply(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down that a client asks for the sliding fee."""
    client = client_seen(request, client_id)
    sent = request.method == "POST"
    form = ApplicationForm(
        request.POST if sent else None, request.FILES if sent else None,
        initial=first_of(today(request), client.site.state),
    )  # fmt: skip
    made: list[FeeApplication] = []

    def act() -> None:
        made.append(
            applying.apply(
                actor=member(request), at=timezone.now(), client_id=client.pk, household=form.household(),
                shown=form.shown(), key=form.cleaned_data["key"],
            )
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Written down. Somebody else decides.")
        return redirect("funding:application", client.pk, made[0].pk)
    context = {
        "heading": "Ask for the sliding fee", "submit": "Write it down", "has_file": True,
        "lead": "By income and household alone. Care goes on whatever comes of it.",
    }  # fmt: skip
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def application(request: HttpRequest, client_id: UUID, application_id: UUID) -> HttpResponse:
    """Show an application, with the class it comes to; grant it or decline it."""
    client = client_seen(request, client_id)
    row = _row(client.pk, application_id)
    may_decide = member(request).may(Category.BILLING, writes=True) and row.decision is None
    grant, decline = _forms(request, row)
    who = {"actor": member(request), "at": timezone.now(), "client_id": client.pk, "application_id": row.id}
    if may_decide and accepted(grant, lambda: applying.grant(**who, **grant.cleaned_data)):  # type: ignore[arg-type]
        messages.success(request, "Granted, and taken off what is owed for days it holds for")
        return redirect("funding:overview", client.pk)
    if may_decide and accepted(
        decline,
        lambda: applying.decline(**who, declined=decline.reason(), words=decline.cleaned_data["note"]),  # type: ignore[arg-type]
    ):
        messages.success(request, "Declined. Care goes on.")
        return redirect("funding:overview", client.pk)
    context = {
        "row": row, "region": REGION_LABELS[row.region], "income": dollars(row.income), "grant": grant,
        "decline": decline, "may_decide": may_decide, "is_mine": row.asked_by_id == member(request).membership_id,
        "may_ask": member(request).may(Category.PAYMENTS, writes=True), **_judged(row),
    }  # fmt: skip
    return page(request, client, "application", context, grant if grant.errors else decline)


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def add_proof(request: HttpRequest, client_id: UUID, application_id: UUID) -> HttpResponse:
    """Add what shows the income."""
    client = client_seen(request, client_id)
    row = _row(client.pk, application_id)
    sent = request.method == "POST"
    form = ProofForm(request.POST if sent else None, request.FILES if sent else None)

    def act() -> None:
        applying.add_proof(
            actor=member(request), at=timezone.now(), application_id=row.id, client_id=client.pk, shown=form.shown()
        )

    if accepted(form, act):
        messages.success(request, "Added")
        return redirect("funding:application", client.pk, row.id)
    context = {"heading": "Add a document", "submit": "Add it", "has_file": True}
    return page(request, client, "form", context, form)


@require_POST
@DECIDES
def take_off(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take the sliding fee off what is owed now, without waiting for the night."""
    client = client_seen(request, client_id)
    cents = discounting.take_off(actor=member(request), at=timezone.now(), client_id=client.pk)
    said = f"Taken off: {in_words(cents)}" if cents else "There was nothing to take off"
    messages.success(request, said)
    return redirect("funding:overview", client.pk)


def _row(client_id: UUID, application_id: UUID) -> ApplicationRow:
    row = sliding.get(client_id, application_id)
    if row is None:
        raise Http404
    return row


def _forms(request: HttpRequest, row: ApplicationRow) -> tuple[GrantForm, DeclineForm]:
    """Return both forms; what was sent decides which is filled."""
    declines = "declined" in request.POST
    sent = request.POST or None
    return GrantForm(None if declines else sent, initial={"valid_from": row.applied_on}), DeclineForm(
        sent if declines else None
    )


def _judged(row: ApplicationRow) -> dict[str, object]:
    """Return the class that an application comes to, or why that cannot be told."""
    try:
        fee_class, percent = standing.judged(row)
    except Refused as refusal:
        return {"missing": [finding.sentence for finding in refusal.findings]}
    return {
        "fee_class": fee_class, "percent": f"{percent:,.2f}", "pays": presenting.pays(fee_class),
        "has_discount": fee_class.up_to is not None,
    }  # fmt: skip
