"""What left about a client: the accounting, on the screen and as a file; writing one down; its cover sheet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.rules import tables
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category
from stepwell.privacy.actions import disclosures as actions
from stepwell.privacy.forms.disclosures import DisclosureForm, ReasonToShare, basis_of
from stepwell.privacy.models import Disclosure
from stepwell.privacy.queries import consents, disclosures
from stepwell.privacy.queries.disclosures import DisclosureRow
from stepwell.privacy.rules import redisclosure
from stepwell.privacy.rules.disclosures import instant_of
from stepwell.privacy.views.chart import form_page, page, seen, today_of
from stepwell.privacy.views.consents import WRITES
from stepwell.privacy.views.papers import paper
from stepwell.privacy.vocabulary import State

_READS = holding(Category.CONSENTS)
_COLUMNS = ("When", "To whom", "Sort", "What", "Information", "Purpose", "Legal basis", "How", "By", "Struck out")


@shows_clients
@require_safe
@_READS
def listed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what left about a client, the newest first."""
    client, today = seen(request, client_id), today_of(request)
    since = disclosures.accounting_begins(today)
    return page(
        request,
        client,
        "privacy/disclosures.html",
        rows=disclosures.disclosures_of(client.pk, zone=member(request).zone),
        since=since,
        may_write=member(request).may(Category.CONSENTS, writes=True),
    )


@shows_clients
@require_safe
@_READS
def as_csv(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Hand over the accounting of the past three years as CSV."""
    client, rows = _accounting(request, client_id)
    del client
    zone = member(request).zone
    lines = tables.BYTE_ORDER_MARK + tables.lines([_COLUMNS, *(_cells(row, row.at.astimezone(zone)) for row in rows)])
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disclosures.csv"'
    return response


def _cells(row: DisclosureRow, at: datetime) -> tuple[str, ...]:
    whom = f"{row.recipient}, {row.affiliation}" if row.affiliation else row.recipient
    information = "; ".join(row.information)
    basis = f"{row.basis}: {row.grounds}" if row.grounds else row.basis
    return (
        at.isoformat(timespec="minutes"), whom, row.recipient_kind, row.what, information, row.purpose, basis, row.way,
        row.by, row.struck_out,
    )  # fmt: skip


@shows_clients
@require_safe
@_READS
def as_pdf(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Hand over the accounting of the past three years as a paper for the client."""
    client, rows = _accounting(request, client_id)
    who, today = member(request), today_of(request)
    shown = {
        "client": client,
        "rows": [row for row in rows if not row.struck_out],
        "since": disclosures.accounting_begins(today),
        "today": today,
        "clinic": who.organization_name,
    }
    return paper(request, "privacy/papers/accounting.html", "accounting-of-disclosures", shown)


def _accounting(request: HttpRequest, client_id: UUID) -> tuple[Client, list[DisclosureRow]]:
    client = client_or_404(client_id)
    saw(request, client.pk, way=Way.EXPORT)
    since = disclosures.accounting_begins(today_of(request))
    return client, disclosures.disclosures_of(client.pk, since=since, zone=member(request).zone)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@_READS
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write down what left by hand: first what it rests on, then what that permits."""
    client, who, now = seen(request, client_id), member(request), timezone.now()
    held = [row for row in consents.consents_of(client.pk) if row.state(now) is State.IN_FORCE]
    first = ReasonToShare(request.POST or None, consents=held)
    chosen = basis_of(first.cleaned_data["rests_on"], held) if first.is_bound and first.is_valid() else None
    words: dict[str, Any] = {"heading": "Write down what was shared", "back": _list(client_id)}
    if chosen is None:
        lead = "Before you share: what gives you the right? A subpoena alone is never enough."
        return form_page(request, client, first, submit="Go on", lead=lead, **words)
    local = now.astimezone(who.zone)
    form = DisclosureForm(
        request.POST if "what" in request.POST else None,
        basis=chosen[0],
        consent=chosen[1],
        now=local,
        client=client.legal_name,
        initial={"rests_on": first.cleaned_data["rests_on"]},
    )
    made: list[Disclosure] = []

    def act() -> None:
        typed, sent = form.cleaned_data, timezone.now()
        minute = datetime.combine(typed["left_on"], typed["left_at"].replace(second=0, microsecond=0), who.zone)
        left_at = instant_of(minute, now=sent)
        made.append(
            actions.disclose(actor=who, at=sent, client_id=client.pk, leaving=form.leaving(), disclosed_at=left_at)
        )

    if accepted(form, act):
        messages.success(request, "Written down.")
        return redirect("privacy:disclosure", client.pk, made[0].pk)
    lead = f"On the consent for {chosen[1].terms.recipient.name}." if chosen[1] else "Without a consent."
    return form_page(request, client, form, submit="Write it down", lead=lead, **words)


@shows_clients
@require_safe
@_READS
def one(request: HttpRequest, client_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Show a disclosure, with the notice to read aloud or to enclose."""
    client = seen(request, client_id)
    return page(
        request,
        client,
        "privacy/disclosure.html",
        row=(row := _row(client.pk, disclosure_id)),
        notice=redisclosure.NOTICES[row.notice] if row.notice else "",
        may_write=member(request).may(Category.CONSENTS, writes=True),
    )


@shows_clients
@require_safe
@_READS
def cover(request: HttpRequest, client_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Hand over the cover sheet of what left on a consent: the notice, and how far the consent goes."""
    client = client_or_404(client_id)
    saw(request, client.pk, way=Way.EXPORT)
    row = _row(client.pk, disclosure_id)
    consent = consents.consent(client.pk, row.consent_id) if row.consent_id else None
    if consent is None or row.notice is None:
        raise Http404
    shown = {
        "client": client,
        "row": row,
        "notice": redisclosure.NOTICES[row.notice],
        "consent": consent,
        "covers": disclosures.in_words(consent.terms.categories),
        "ends": consents.ending_in_words(consent),
        "clinic": member(request).organization_name,
        "zone": member(request).zone,
    }
    return paper(request, "privacy/papers/cover.html", "cover-sheet", shown)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def strike_out(request: HttpRequest, client_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Strike out a disclosure that was written down by mistake."""
    client = seen(request, client_id)
    disclosure = Disclosure.objects.filter(client=client.pk, pk=disclosure_id).first()
    if disclosure is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.strike_out(
            actor=member(request), at=timezone.now(), disclosure=disclosure, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Struck out. It stays in the list with your reason.")
        return redirect("privacy:disclosures", client.pk)
    words = {
        "heading": "Strike this out",
        "lead": "For an entry made by mistake, such as for another client. Nothing that truly left is struck out.",
        "submit": "Strike it out",
        "tone": "danger",
    }
    return form_page(request, client, form, back=_list(client_id), **words)


def _row(client_id: UUID, disclosure_id: UUID) -> DisclosureRow:
    row = disclosures.disclosure(client_id, disclosure_id)
    if row is None:
        raise Http404
    return row


def _list(client_id: UUID) -> str:
    return reverse("privacy:disclosures", args=[client_id])
