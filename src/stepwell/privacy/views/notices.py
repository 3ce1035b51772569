"""The organization's texts: giving one to a client, and the settings page on which they are kept."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.people.permissions import configuring_everywhere
from stepwell.people.queries.reach import reach
from stepwell.platform.tenancy.permissions import member, members
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.privacy.actions import notices as actions
from stepwell.privacy.actions.notices import NewText
from stepwell.privacy.forms.disclosures import AcknowledgementForm, TextForm
from stepwell.privacy.models import Acknowledgement, NoticeVersion
from stepwell.privacy.queries import notices
from stepwell.privacy.views.chart import form_page, page, seen, today_of
from stepwell.privacy.views.consents import WRITES
from stepwell.privacy.views.frame import tabs
from stepwell.privacy.vocabulary import NoticeKind


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def give(request: HttpRequest, client_id: UUID, notice_id: UUID) -> HttpResponse:
    """Let a client read a text and sign for it, or write down that they did not want to."""
    client, notice = seen(request, client_id), _notice(notice_id)
    form = AcknowledgementForm(request.POST or None, initial={"name": client.legal_name})

    def act() -> None:
        typed, who, now = form.cleaned_data, member(request), timezone.now()
        if typed["signature"]:
            actions.acknowledge(
                actor=who, at=now, client_id=client.pk, notice=notice, name=typed["name"], mark=typed["signature"]
            )
        else:
            actions.note_unsigned(actor=who, at=now, client_id=client.pk, notice=notice, reason=typed["reason"])

    if accepted(form, act):
        messages.success(request, "Written down.")
        return redirect("privacy:consents", client.pk)
    back = reverse("privacy:consents", args=[client.pk])
    return page(request, client, "privacy/give.html", form=form, notice=notice, back=back)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, acknowledgement_id: UUID) -> HttpResponse:
    """Set an acknowledgement aside that was made by mistake."""
    client = seen(request, client_id)
    given = Acknowledgement.objects.filter(client=client.pk, pk=acknowledgement_id, voided_at=None).first()
    if given is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_acknowledgement(
            actor=member(request), at=timezone.now(), acknowledgement=given, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Set aside.")
        return redirect("privacy:consents", client.pk)
    words = {"heading": "Set this aside", "submit": "Set it aside", "tone": "danger"}
    return form_page(request, client, form, back=reverse("privacy:consents", args=[client.pk]), **words)


@require_http_methods(["GET", "HEAD", "POST"])
@members
def texts(request: HttpRequest) -> HttpResponse:
    """Show every kind of text, and make our starting texts where there is none."""
    may_change = reach().everywhere
    if request.method == "POST" and may_change:
        made = actions.begin_texts(actor=member(request), at=timezone.now())
        messages.success(
            request, f"{made} starting texts are there. Let your counsel read them before you rely on them."
        )
        return redirect("privacy:texts")
    rows = notices.texts(on=today_of(request))
    context = {
        "rows": rows,
        "may_change": may_change,
        "missing": sum(not row.versions for row in rows),
        "tabs": tabs(request) if member(request).may(Category.AUDIT) else [],
    }
    return render(request, "privacy/texts.html", context)


@require_safe
@members
def text(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show one version of a text, and the others there are."""
    notice = _notice(notice_id)
    context = {
        "notice": notice,
        "versions": notices.versions_of(NoticeKind(notice.kind)),
        "may_change": reach().everywhere,
    }
    return render(request, "privacy/text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@configuring_everywhere
def new_version(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Publish a new version of a text."""
    notice = _notice(notice_id)
    form = TextForm(request.POST or None, initial={"text": notice.text, "effective_on": today_of(request)})
    made: list[NoticeVersion] = []

    def act() -> None:
        typed = form.cleaned_data
        new = NewText(NoticeKind(notice.kind), typed["text"], typed["effective_on"], is_reviewed=typed["is_reviewed"])
        made.append(actions.publish(actor=member(request), at=timezone.now(), new=new))

    if accepted(form, act):
        messages.success(request, "Published. Clients are asked to sign the new version from its day on.")
        return redirect("privacy:text", made[0].pk)
    back = reverse("privacy:text", args=[notice.pk])
    return render(
        request, "privacy/new_version.html", {"form": form, "notice": notice, "back": back}, status=status_of(form)
    )


def _notice(notice_id: UUID) -> NoticeVersion:
    found = notices.notice(notice_id)
    if found is None:
        raise Http404
    return found
