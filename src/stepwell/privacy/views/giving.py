"""Texts by a link: staff make it, the client reads each text behind it and signs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.platform.links.visitors import Visitor, closed, forget, visitors
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.privacy.actions import giving as actions
from stepwell.privacy.actions.linking import Sent
from stepwell.privacy.actions.notices import PURPOSE
from stepwell.privacy.forms.notices import TextByLinkForm, TextsLinkForm
from stepwell.privacy.queries import notices
from stepwell.privacy.queries.notices import Asked
from stepwell.privacy.views.chart import form_page, seen, today_of
from stepwell.privacy.views.consents import WRITES
from stepwell.privacy.views.signing import link_made, safe_mail


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def link(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make one link for the texts that a client was not given yet; then show the code to tell them, once."""
    client = seen(request, client_id)
    back = reverse("privacy:consents", args=[client.pk])
    missing = [row for row in notices.given_to(client.pk, on=today_of(request)) if not row.is_current]
    if not missing:
        messages.info(request, "There is no text left to give.")
        return redirect(back)
    form = TextsLinkForm(request.POST or None, missing=missing, addresses=safe_mail(client))
    made: list[Sent] = []

    def act() -> None:
        typed, who, now = form.cleaned_data, member(request), timezone.now()
        if form.contact_id is None:
            made.append(actions.print_texts(actor=who, at=now, client_id=client.pk, notices=typed["notices"]))
            return
        made.append(
            actions.send_texts(
                actor=who, at=now, client_id=client.pk, notices=typed["notices"], contact_id=form.contact_id
            )
        )

    if accepted(form, act):
        return link_made(request, client, made[0], is_letter=form.contact_id is None, back=back)
    words = {
        "heading": "Let the client read and sign elsewhere",
        "lead": "They open it on a phone or computer, say who they are, read each text and sign for it. "
        "A link with texts made before stops working.",
        "submit": "Make the link",
    }
    return form_page(request, client, form, back=back, **words)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def withdraw(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take the link back; what the client signed by it stays."""
    client = seen(request, client_id)
    form = Form(request.POST if request.method == "POST" else None)
    back = reverse("privacy:consents", args=[client.pk])

    def act() -> None:
        actions.take_back(actor=member(request), at=timezone.now(), client_id=client.pk)

    if accepted(form, act):
        messages.success(request, "The link opens nothing any more.")
        return redirect(back)
    words = {
        "heading": "Take the link to the texts back",
        "lead": "It opens nothing any more. What the client signed by it stays.",
        "submit": "Take it back",
    }
    return form_page(request, client, form, back=back, **words)


@require_safe
@visitors(PURPOSE)
def start(request: HttpRequest) -> HttpResponse:
    """Say what there is to read, and what was signed."""
    asked = _asked(request)
    if asked is None:
        return closed(request)
    rows = [(number, one.title, number not in asked.left) for number, one in enumerate(asked.notices, start=1)]
    return render(request, "privacy/visit_texts.html", {"asked": asked, "rows": rows, "following": asked.left[0]})


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(PURPOSE)
def text(request: HttpRequest, text_number: int) -> HttpResponse:
    """Let the holder of a link read one text and sign for it; after the last, show all of them to keep."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    asked = _asked(request)
    if asked is None:
        return closed(request)
    if text_number not in asked.left:
        return redirect("privacy:visit_texts")
    notice = asked.notices[text_number - 1]
    form = TextByLinkForm(request.POST or None, initial={"name": asked.signer})
    was_last: list[bool] = []

    def act() -> None:
        typed = form.cleaned_data
        was_last.append(
            actions.acknowledge_by_link(
                actor=visitor.scope,
                at=timezone.now(),
                asked=asked,
                notice=notice,
                link_id=visitor.visit.link_id,
                name=typed["name"],
                mark=typed["signature"],
            )
        )

    if accepted(form, act):
        return _signed(request, asked, text_number, is_last=was_last[0])
    later = [number for number in asked.left if number > text_number]
    shown = {"asked": asked, "notice": notice, "number": text_number, "later": later[0] if later else None}
    return render(request, "privacy/visit_text.html", {**shown, "form": form}, status=status_of(form))


def _asked(request: HttpRequest) -> Asked | None:
    asked = notices.asked_of_visitor(request.visitor.visit.subject)  # type: ignore[attr-defined]
    if asked is not None:
        saw(request, asked.request.client_id)
    return asked


def _signed(request: HttpRequest, asked: Asked, number: int, *, is_last: bool) -> HttpResponse:
    if is_last:
        response = render(request, "privacy/visit_texts_done.html", {"asked": asked})
        forget(response)
        return response
    left = [one for one in asked.left if one != number]
    return redirect("privacy:visit_text", next((one for one in left if one > number), left[0]))
