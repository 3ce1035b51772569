"""Signing: here on the screen, by a link that is sent or printed, and the visitor's page behind the link."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from stepwell.clients import queries as clients
from stepwell.clients.models import Client
from stepwell.clients.vocabulary import ContactKind
from stepwell.platform.links.visitors import closed, forget, visitors
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.privacy.actions import signing as actions
from stepwell.privacy.actions.consents import PURPOSE, SETTLED
from stepwell.privacy.actions.linking import Sent
from stepwell.privacy.forms.consents import LinkForm, SignByLinkForm, SignHereForm
from stepwell.privacy.models import Consent
from stepwell.privacy.queries import consents
from stepwell.privacy.rules import wording
from stepwell.privacy.views.chart import form_page, model_or_404, page, seen
from stepwell.privacy.views.consents import WRITES


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def sign(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Show the text, and let the client sign it on this screen."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    if _is_settled(request, consent):
        return redirect("privacy:consent", client.pk, consent.pk)
    usual = {"shown": digest_of(consent.text.encode()), "name": client.legal_name}
    form = SignHereForm(request.POST or None, initial=usual, names_fundraising=consent.names_fundraising)

    def act() -> None:
        actions.sign_here(
            actor=member(request),
            at=timezone.now(),
            consent=consent,
            mark=form.cleaned_data["signature"],
            signing=form.signing(),
            shown=form.cleaned_data["shown"],
            declines_fundraising=form.declines,
        )

    if accepted(form, act):
        messages.success(request, "Signed. It is in force from now on.")
        return redirect("privacy:consent", client.pk, consent.pk)
    title, parts = wording.parts_of(consent.text)
    back = reverse("privacy:consent", args=[client.pk, consent.pk])
    return page(request, client, "privacy/sign.html", form=form, title=title, parts=parts, back=back)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def link(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Send the text to a safe address, or print a letter; then show the code to tell the client, once."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    if _is_settled(request, consent):
        return redirect("privacy:consent", client.pk, consent.pk)
    back = reverse("privacy:consent", args=[client.pk, consent.pk])
    form = LinkForm(request.POST or None, addresses=safe_mail(client))
    made: list[Sent] = []

    def act() -> None:
        who, now = member(request), timezone.now()
        if form.contact_id is None:
            made.append(actions.print_link(actor=who, at=now, consent=consent))
        else:
            made.append(actions.send_link(actor=who, at=now, consent=consent, contact_id=form.contact_id))

    if accepted(form, act):
        return link_made(request, client, made[0], is_letter=form.contact_id is None, back=back)
    words = {
        "heading": "Let the client sign elsewhere",
        "lead": "They open it on a phone or computer, say who they are, read and sign. Links made before stop working.",
        "submit": "Make the link",
    }
    return form_page(request, client, form, back=back, **words)


def safe_mail(client: Client) -> list[tuple[str, str]]:
    """Return the e-mail addresses that a client marked safe, by the key of the contact."""
    contacts = clients.contacts_of(client.pk)
    return [(str(one.pk), one.value) for one in contacts if one.kind == ContactKind.EMAIL and one.is_safe]


def link_made(request: HttpRequest, client: Client, sent: Sent, *, is_letter: bool, back: str) -> HttpResponse:
    """Show the code of a link once, and its letter if there is one. Kept by nobody.

    back  where the page leads afterwards
    """
    response = page(
        request,
        client,
        "privacy/link_made.html",
        back=back,
        code=sent.code,
        secret=sent.made.secret,
        address=settings.CLINIC_URL.rstrip("/") + reverse("links:enter"),
        expires_at=sent.made.link.expires_at,
        is_letter=is_letter,
    )
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(PURPOSE)
def visit(request: HttpRequest) -> HttpResponse:
    """Let the holder of a link read the text and sign it; then show what was signed, to print or keep."""
    visitor = request.visitor  # type: ignore[attr-defined]
    consent = consents.to_sign(visitor.visit.subject)
    if consent is None:
        return closed(request)
    saw(request, consent.client_id)
    title, parts = wording.parts_of(consent.text)
    usual = {"shown": digest_of(consent.text.encode())}
    form = SignByLinkForm(request.POST or None, initial=usual, names_fundraising=consent.names_fundraising)

    def act() -> None:
        actions.sign_by_link(
            actor=visitor.scope,
            at=timezone.now(),
            consent=consent,
            mark=form.cleaned_data["signature"],
            name=form.cleaned_data["name"],
            shown=form.cleaned_data["shown"],
            zone=consents.zone_of(consent),
            declines_fundraising=form.declines,
        )

    shown = {"title": title, "parts": parts, "clinic": consents.clinic_of(consent)}
    if accepted(form, act):
        response = render(request, "privacy/visit_done.html", shown)
        forget(response)
        return response
    return render(request, "privacy/visit.html", {**shown, "form": form}, status=status_of(form))


def _is_settled(request: HttpRequest, consent: Consent) -> bool:
    if consent.signed_at is None and consent.voided_at is None:
        return False
    messages.info(request, SETTLED.sentence)
    return True
