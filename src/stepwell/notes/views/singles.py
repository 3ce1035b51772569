"""Writing and signing a note of one client."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404
from stepwell.notes.actions import signing, singles
from stepwell.notes.forms.singles import NoteForm, SignNoteForm
from stepwell.notes.models import Note
from stepwell.notes.queries.sheets import objective_words
from stepwell.notes.rules.phrases import INTERVENTIONS
from stepwell.notes.rules.texts import blocks_of
from stepwell.notes.views.frame import WRITES, page
from stepwell.notes.vocabulary import ASKED, KIND_LABELS, NoteKind
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.submitting import accepted
from stepwell.scheduling.models import Seat, Session
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.treatmentplans import queries as plans
from stepwell.treatmentplans.models import PlanObjective
from stepwell.treatmentplans.queries import ObjectiveRow


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def of_session(request: HttpRequest, client_id: UUID, session_id: UUID) -> HttpResponse:
    """Write the note of an appointment; a group's is written on its sheet."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    session = Session.objects.filter(pk=session_id).first()
    kind = ASKED.get(SessionKind(session.kind)) if session else None
    if session is None or kind is None:
        raise Http404
    if kind is NoteKind.GROUP:
        return redirect("notes:group", session_id)
    drafts = Note.objects.select_related("said__objective", "session")
    note = drafts.filter(client=client.pk, session=session_id, voided_at=None).first()
    if note and note.signed_at:
        return redirect("notes:note", client.pk, note.pk)
    return _write(request, client, kind, note, session)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def case(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write a case management note of what was on no schedule."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return _write(request, client, NoteKind.CASE, None, None)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def contact(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write a note of a telephone call or another contact."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return _write(request, client, NoteKind.CONTACT, None, None)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def change(request: HttpRequest, client_id: UUID, note_draft_id: UUID) -> HttpResponse:
    """Go on writing a draft."""
    client, note = _draft(request, client_id, note_draft_id)
    if note.kind == NoteKind.GROUP and note.session_id:
        return redirect("notes:group", note.session_id)
    return _write(request, client, NoteKind(note.kind), note, note.session)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def sign(request: HttpRequest, client_id: UUID, note_draft_id: UUID) -> HttpResponse:
    """Show the text of a draft as it will be signed, and take the signature; or say what it still needs."""
    client, note = _draft(request, client_id, note_draft_id)
    if note.kind == NoteKind.GROUP and note.session_id:
        return redirect("notes:group_sign", note.session_id)
    who, now = member(request), timezone.now()
    steps = singles.objectives_of(note)
    license_ = signing.license_of(who, at=now)
    note.client = client
    text = signing.text_to_sign(who, note, note.said, credential=license_, objectives=steps)
    form = SignNoteForm(request.POST or None, initial={"shown": digest_of(text.encode())})

    def act() -> None:
        singles.sign_note(
            actor=who, at=now, note_id=note.pk, mark=form.cleaned_data["signature"], shown=form.cleaned_data["shown"]
        )

    if accepted(form, act):
        messages.success(request, "Signed" if license_ else "Signed. A licensed colleague co-signs it.")
        return redirect("notes:client", client.pk)
    context = {
        "note": note,
        "blocks": blocks_of(text),
        "findings": singles.findings_of(note, steps),
        "heading": "Sign the note",
        "license": license_,
    }
    return page(request, client, "sign", context, form)


def _draft(request: HttpRequest, client_id: UUID, note_id: UUID) -> tuple[Client, Note]:
    client = client_or_404(client_id)
    saw(request, client.pk)
    found = Note.objects.select_related("said__objective", "session__site").filter(client=client.pk, pk=note_id)
    note = found.filter(signed_at=None, voided_at=None).first()
    if note is None or getattr(note, "said", None) is None:
        raise Http404
    return client, note


def _write(
    request: HttpRequest, client: Client, kind: NoteKind, note: Note | None, session: Session | None
) -> HttpResponse:
    now = timezone.now()
    who = member(request)
    day = note.day if note else session.day if session else now.astimezone(who.zone).date()
    steps = plans.active_objectives([client.pk], on=day)[client.pk]
    said = getattr(note, "said", None) if note else None
    known = (str(said.objective_id), objective_words(said, steps)) if said and said.objective_id else None
    form = NoteForm(
        request.POST or None, initial=_initial(request, client, kind, note, session), kind=kind,
        is_planned=session is not None, steps=steps, known=known,
    )  # fmt: skip
    made: list[Note] = []

    def act() -> None:
        made.append(
            singles.save_note_draft(
                actor=who,
                at=now,
                client_id=client.pk,
                kind=kind,
                written=form.written(),
                session_id=session.pk if session else None,
                note_id=note.pk if note else None,
                when=form.when(who.zone),
            )
        )

    if accepted(form, act):
        return redirect("notes:sign", client.pk, made[0].pk)
    context = {
        "kind": KIND_LABELS[kind],
        "session": session,
        "phrases": INTERVENTIONS[kind],
        "threads": _threads(steps),
        "note": note,
    }
    return page(request, client, "write", context, form)


def _initial(
    request: HttpRequest, client: Client, kind: NoteKind, note: Note | None, session: Session | None
) -> dict[str, Any]:
    said = getattr(note, "said", None) if note else None
    zone = member(request).zone
    if note is None or said is None:
        seat = Seat.objects.filter(session=session.pk, client=client.pk, removed_at=None, voided_at=None).first() if (
            session and kind is NoteKind.FAMILY
        ) else None  # fmt: skip
        return {"day": timezone.now().astimezone(zone).date(), "guests": seat.guests if seat else [], "way": "audio"}
    starts, ends = note.starts_at.astimezone(zone), note.ends_at.astimezone(zone)
    kept = ("intervention", "words", "assessment", "plan", "progress", "risk", "risk_words", "guests")
    return {name: getattr(said, name) for name in kept} | {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "way": note.way,
        "objective": str(said.objective_id or ""),
        "version": note.version,
    }


def _threads(steps: list[ObjectiveRow]) -> list[tuple[str, ObjectiveRow]]:
    """Return the steps with the goal each belongs to: the thread that a note takes up. One query."""
    found = PlanObjective.objects.filter(pk__in=[each.id for each in steps]).select_related("goal") if steps else ()
    goals = {row.pk: row.goal.words if row.goal else "" for row in found}
    return [(goals.get(each.id, ""), each) for each in steps]
