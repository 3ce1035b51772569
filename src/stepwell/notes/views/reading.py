"""Reading notes, and what follows a signature: addenda, co-signatures, returns, setting aside, paper and JSON."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.views.record import client_or_404
from stepwell.kernel.findings import Finding
from stepwell.notes.actions import following
from stepwell.notes.actions.signing import license_of
from stepwell.notes.forms.singles import AddendumForm, ReturnForm, SignNoteForm
from stepwell.notes.queries import exports, lists
from stepwell.notes.queries.lists import Shown
from stepwell.notes.rules.texts import blocks_of
from stepwell.notes.views.frame import READS, READS_WORDS, WRITES, note_or_404, page
from stepwell.notes.vocabulary import KIND_LABELS, Stage
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

MOST = 30
_CSS = (
    '@page { size: letter; margin: 22mm; } body { font: 11pt/1.5 "Inter", "DejaVu Sans", sans-serif; color: #14242a; }'
    " h1 { font-size: 15pt; } h2 { font-size: 11pt; margin: 5mm 0 1mm; } .void { text-decoration: line-through; }"
)
_COSIGNS = holding(Category.CHART)


@shows_clients
@require_GET
@READS
def notes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """List a client's notes, the latest first; each opens in place."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who = member(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KIND_LABELS else ""
    most = None if request.GET.get("all") else MOST + 1
    rows = lists.notes_of(client.pk, who.zone, kind=kind, most=most)
    writes = {category for category in (Category.CHART, Category.CASE_NOTES) if who.may(category, writes=True)}
    context = {
        "rows": rows[:MOST] if most else rows,
        "has_more": most is not None and len(rows) > MOST,
        "kind": kind,
        "kinds": KIND_LABELS,
        "writes_chart": Category.CHART in writes,
        "writes_case": Category.CASE_NOTES in writes,
        "may_export": who.may(Category.CHART) or who.may(Category.CASE_NOTES),
        "counsels": who.may(Category.COUNSELING),
    }
    return page(request, client, "client", context)


@shows_clients
@require_GET
@READS
def note(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Show one note with everything that follows it."""
    client, shown = note_or_404(request, client_id, note_id)
    return page(request, client, "note", {"shown": shown, **_may(request, shown)})


@shows_clients
@require_GET
@READS_WORDS
def as_json(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer with all notes of a client that the actor reads, as JSON; recorded as an export. No counseling notes."""
    client = client_or_404(client_id)
    saw(request, client.pk, way=Way.EXPORT)
    response = JsonResponse({"client_id": client.pk, "notes": exports.as_json(client.pk)})
    add_never_cache_headers(response)
    return response


@shows_clients
@require_GET
@READS_WORDS
def as_pdf(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Answer with a signed note as PDF; recorded as an export."""
    client, shown = note_or_404(request, client_id, note_id, way=Way.EXPORT)
    if not shown.blocks:
        raise Http404
    try:
        content = pdf_of(render_to_string("notes/pdf.html", {"shown": shown}), _CSS)
    except NoPdf as missing:
        messages.info(request, f"{missing} Until then, print the page from your browser.")
        return redirect("notes:note", client.pk, note_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="note.pdf"'
    add_never_cache_headers(response)
    return response


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def addendum(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Add to a signed note."""
    client, shown = note_or_404(request, client_id, note_id)
    form = AddendumForm(request.POST or None)

    def act() -> None:
        following.add_addendum(
            actor=member(request), at=timezone.now(), note_id=note_id, words=form.cleaned_data["words"],
            mark=form.cleaned_data["signature"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Added")
        return redirect("notes:note", client.pk, note_id)
    context = {"shown": shown, "heading": "Add to the note", "submit": "Sign and add"}
    return page(request, client, "follow", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_COSIGNS
def cosign(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Show a note with its addenda to a licensed colleague, and take their signature."""
    client, shown = note_or_404(request, client_id, note_id)
    if shown.said is None or not shown.said.text:
        raise Http404
    text = following.text_to_cosign(shown.note)
    form = SignNoteForm(request.POST or None, initial={"shown": digest_of(text.encode())})

    def act() -> None:
        following.cosign_note(
            actor=member(request), at=timezone.now(), note_id=note_id, mark=form.cleaned_data["signature"],
            shown=form.cleaned_data["shown"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Co-signed")
        return redirect("notes:index")
    context = {
        "shown": shown,
        "blocks": blocks_of(text),
        "findings": _why_not(request, shown),
        "heading": "Co-sign the note",
        "license": license_of(member(request), at=timezone.now()),
        "returns": True,
    }
    return page(request, client, "sign", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_COSIGNS
def give_back(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Return a note to its author for a correction."""
    client, shown = note_or_404(request, client_id, note_id)
    form = ReturnForm(request.POST or None)

    def act() -> None:
        following.return_note(
            actor=member(request), at=timezone.now(), note_id=note_id, words=form.cleaned_data["words"]
        )

    if accepted(form, act):
        messages.success(request, "Returned. The author sees it on Today.")
        return redirect("notes:index")
    context = {"shown": shown, "heading": "Return it for correction", "submit": "Return it"}
    return page(request, client, "follow", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, note_id: UUID) -> HttpResponse:
    """Set aside a note made by mistake."""
    client, shown = note_or_404(request, client_id, note_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        following.void_note(
            actor=member(request), at=timezone.now(), note_id=note_id, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Set aside; it stays in the history")
        return redirect("notes:client", client.pk)
    context = {"shown": shown, "heading": "Set this note aside", "submit": "Set aside", "tone": "danger"}
    return page(request, client, "follow", context, form)


def _may(request: HttpRequest, shown: Shown) -> dict[str, bool]:
    who = member(request)
    writes = who.may(Category(shown.note.category), writes=True) and not shown.is_void
    answers = who.may(Category.CASELOAD, writes=True) or who.may(Category.CHART, writes=True)
    mine = shown.note.account_id == who.account_id
    return {
        "may_add": writes and shown.note.signed_at is not None,
        "may_write": writes and shown.is_draft,
        "may_void": writes,
        "may_cosign": shown.stage is Stage.WAITS and answers and not mine and shown.said is not None,
    }


def _why_not(request: HttpRequest, shown: Shown) -> list[Finding]:
    """Return why the actor cannot co-sign, to be said before they read."""
    who = member(request)
    if shown.stage is Stage.RETURNED:
        return [following.RETURNED]
    if shown.stage is not Stage.WAITS or shown.note.account_id == who.account_id:
        return [following.NOT_ASKED]
    return [] if license_of(who, at=timezone.now()) else [following.NO_LICENSE]
