"""A client's consents: the list, a new one, one as the client reads it, changing a draft, setting one aside."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.kernel.findings import Refused
from stepwell.platform.links import queries as links
from stepwell.platform.links.rules.states import STATE_LABELS as LINK_LABELS
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm, add_findings
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.privacy.actions import consents as actions
from stepwell.privacy.actions.notices import PURPOSE as NOTICES
from stepwell.privacy.forms.consents import ConsentForm, as_typed, draft_as_typed
from stepwell.privacy.models import Consent
from stepwell.privacy.queries import consents, notices
from stepwell.privacy.queries.consents import ConsentRow, terms_of
from stepwell.privacy.rules import glances, redisclosure, wording
from stepwell.privacy.rules.elements import Terms
from stepwell.privacy.rules.standard import standard_terms
from stepwell.privacy.views.chart import form_page, model_or_404, page, row_or_404, seen, today_of
from stepwell.privacy.vocabulary import KIND_LABELS, KIND_LEADS, Expiry, Kind, State

WRITES = holding(Category.CONSENTS, writes=True)


@shows_clients
@require_safe
@holding(Category.CONSENTS)
def listed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show every consent by its state, what the client was given, and the ways to a new one."""
    client, now = seen(request, client_id), timezone.now()
    may_write = member(request).may(Category.CONSENTS, writes=True)
    given = notices.given_to(client.pk, on=today_of(request))
    kinds = [(KIND_LABELS[kind], KIND_LEADS[kind], reverse(f"privacy:new_{kind}", args=[client.pk])) for kind in Kind]
    return page(
        request,
        client,
        "privacy/consents.html",
        rows=[_line(row, now) for row in consents.consents_of(client.pk)],
        given=given,
        left_to_give=sum(not line.is_current for line in given),
        open_until=links.open_until(client.pk, NOTICES, at=now),
        kinds=kinds if may_write else [],
        may_write=may_write,
    )


def _line(row: ConsentRow, now: Any) -> dict[str, Any]:
    return {
        "row": row,
        "label": KIND_LABELS[row.kind],
        "badge": glances.badge_of(row.glance(now)),
        "is_voided": row.record.is_voided,
    }


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def new(request: HttpRequest, client_id: UUID, kind: Kind) -> HttpResponse:
    """Write a consent of one kind, with good defaults."""
    client, who = seen(request, client_id), member(request)
    standard = standard_terms(
        kind, client_name=client.legal_name, organization=who.organization_name, on=today_of(request)
    )
    usual = _like_before(request, client.pk, standard)
    form = ConsentForm(request.POST or None, standard=standard, is_new=True, initial=as_typed(usual))
    made: list[Consent] = []

    def act() -> None:
        made.append(actions.draft_consent(actor=who, at=timezone.now(), client_id=client.pk, terms=form.terms()))

    if accepted(form, act):
        return redirect("privacy:consent", client.pk, made[0].pk)
    words = {"heading": wording.title_of(kind), "lead": KIND_LEADS[kind], "submit": "Go on to the text"}
    return form_page(request, client, form, back=_back(client_id), **words)


def _like_before(request: HttpRequest, client_id: UUID, standard: Terms) -> Terms:
    """Return what a form starts from: the kind's standard, or an earlier consent that is to be signed again."""
    try:
        before = consents.consent(client_id, UUID(request.GET.get("like", "")))
    except ValueError:
        return standard
    if before is None or before.kind is not standard.kind:
        return standard
    last = standard.expires_on if before.terms.expiry is Expiry.DATE else None
    return replace(before.terms, expires_on=last)


@shows_clients
@require_safe
@holding(Category.CONSENTS)
def one(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Show a consent exactly as the client reads it, how it stands, and what can be done with it."""
    client, now = seen(request, client_id), timezone.now()
    row = row_or_404(client.pk, consent_id)
    title, parts = wording.parts_of(row.text)
    state = row.state(now)
    return page(
        request,
        client,
        "privacy/consent.html",
        row=row,
        title=title,
        parts=parts,
        badge=glances.badge_of(row.glance(now)),
        is_draft=state is State.NOT_SIGNED,
        is_in_force=state is State.IN_FORCE,
        again="" if state is State.NOT_SIGNED else _again(row),
        ends_by_event=row.terms.expiry in {Expiry.EVENT, Expiry.END_OF_TREATMENT},
        wrong=consents.what_is_wrong(row),
        links=[(line, LINK_LABELS[line.state]) for line in links.links_to(row.id, at=now)],
        short=redisclosure.SHORT,
        long=redisclosure.LONG,
        may_write=member(request).may(Category.CONSENTS, writes=True),
    )


def _again(row: ConsentRow) -> str:
    return f"{reverse(f'privacy:new_{row.kind}', args=[row.client_id])}?like={row.id}"


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def change(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Change what an unsigned consent says."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    if consent.signed_at or consent.voided_at:
        messages.info(request, actions.SETTLED.sentence)
        return redirect("privacy:consent", client.pk, consent.pk)
    standard = replace(terms_of(consent), client_name=client.legal_name)
    form = ConsentForm(request.POST or None, standard=standard, initial=draft_as_typed(consent))
    if form.is_bound and form.is_valid() and _changed(request, form, consent):
        messages.success(request, "Saved. Links sent before open nothing any more.")
        return redirect("privacy:consent", client.pk, consent.pk)
    words = {"heading": wording.title_of(Kind(consent.kind)), "submit": "Save the draft"}
    return form_page(request, client, form, back=_back(client_id, consent_id), **words)


def _changed(request: HttpRequest, form: ConsentForm, consent: Consent) -> bool:
    try:
        actions.change_draft(
            actor=member(request),
            at=timezone.now(),
            consent=consent,
            version=form.cleaned_data["version"],
            terms=form.terms(),
        )
    except Refused as refusal:
        if STALE in refusal.findings:
            form.show_conflict(version=consent.version, now=draft_as_typed(consent))
        add_findings(form, refusal.findings)
        return False
    return True


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Set a consent aside that was made by mistake."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_consent(
            actor=member(request), at=timezone.now(), consent=consent, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Set aside. It stays in the list, struck through.")
        return redirect("privacy:consents", client.pk)
    words = {
        "heading": "Set this consent aside",
        "lead": "For one made by mistake, such as for another client. If the client took it back, say so instead.",
        "submit": "Set it aside",
        "tone": "danger",
    }
    return form_page(request, client, form, back=_back(client_id, consent_id), **words)


def _back(client_id: UUID, consent_id: UUID | None = None) -> str:
    if consent_id is None:
        return reverse("privacy:consents", args=[client_id])
    return reverse("privacy:consent", args=[client_id, consent_id])
