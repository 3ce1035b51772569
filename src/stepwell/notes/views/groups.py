"""The group note, from the roster: written part by part, read once more, signed in one go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.kernel.findings import Finding
from stepwell.notes.actions import groups
from stepwell.notes.actions.groups import Saved, text_of
from stepwell.notes.actions.signing import license_of
from stepwell.notes.forms.groups import GroupForm, RowFields, SignGroupForm
from stepwell.notes.queries import sheets
from stepwell.notes.queries.sheets import Sheet
from stepwell.notes.rules import lateness, names, writing
from stepwell.notes.rules.phrases import INTERVENTIONS, SENTENCES, TOPICS
from stepwell.notes.rules.texts import blocks_of
from stepwell.notes.vocabulary import (
    PARTICIPATION_LABELS,
    PROGRESS_LABELS,
    RESPONSE_LABELS,
    RISK_LABELS,
    NoteKind,
)
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import prepare_to_draw
from stepwell.platform.ui.submitting import INVALID, accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.vocabulary import SessionKind

_WRITES = holding(Category.SESSIONS, writes=True)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def write(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Write the group note: save all of it at once; what one part refuses keeps no other from being saved."""
    sheet = _sheet(session_id)
    saw_many(request, len(sheet.rows))
    if request.method == "GET":
        return _page(request, sheet, GroupForm(None, sheet=sheet))
    form = GroupForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return _page(request, sheet, form, status=INVALID)
    saved = groups.save_group_draft(
        actor=member(request), at=timezone.now(), session_id=session_id, shared=form.shared(),
        shared_version=form.cleaned_data["version"], parts=form.parts(),
    )  # fmt: skip
    if saved.refused:
        fresh = _sheet(session_id)
        return _page(request, fresh, _after(request, form, fresh, saved), saved=len(saved.written), status=INVALID)
    if request.POST.get("then") == "sign":
        return redirect("notes:group_sign", session_id)
    messages.success(request, "Saved" if saved.written else "Nothing had changed")
    return redirect("notes:group", session_id)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def sign(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show every part that is ready as it will be signed, and take one signature for all that are ticked."""
    sheet = _sheet(session_id)
    saw_many(request, len(sheet.rows))
    who, now = member(request), timezone.now()
    findings = sheet.findings()
    license_ = license_of(who, at=now)
    ready = [row for row in sheet.there if findings.get(row.client.pk) == []]
    texts = {row.client.pk: text_of(who, sheet, row, license_) for row in ready}
    form = SignGroupForm(
        request.POST or None, digests={client_id: digest_of(text.encode()) for client_id, text in texts.items()}
    )

    def act() -> None:
        groups.sign_group(
            actor=who, at=now, session_id=session_id, mark=form.cleaned_data["signature"], shown=form.chosen()
        )

    if accepted(form, act):
        count = len(form.chosen())
        messages.success(request, f"Signed {count} note{'' if count == 1 else 's'}")
        return redirect("notes:group", session_id)
    shared = writing.check_shared(sheet.shared, sheet.roster)
    blocked = shared + ([writing.STILL_ON] if now < sheet.session.ends_at else [])
    context = {
        "sheet": sheet,
        "form": form,
        "ready": [
            (row, blocks_of(texts[row.client.pk])[2 if sheet.part else 1 :], form[f"{row.client.pk.hex}-sign"],
             form[f"{row.client.pk.hex}-shown"])
            for row in ready
        ],
        "left": [(row, findings.get(row.client.pk)) for row in sheet.there if not row.is_signed and row not in ready],
        "blocked": blocked,
        "license": license_,
    }  # fmt: skip
    return render(request, "notes/group_sign.html", context, status=status_of(form))


def _sheet(session_id: UUID) -> Sheet:
    found = sheets.sheet(session_id)
    if found is None:
        raise Http404
    return found


def _after(request: HttpRequest, form: GroupForm, fresh: Sheet, saved: Saved) -> GroupForm:
    """Return the form to show after a part was refused: what was typed, upon the versions that are there now."""
    typed = request.POST.copy()
    for row in fresh.there:
        typed[f"{row.client.pk.hex}-version"] = str(row.note.version) if row.note else ""
    typed["version"] = str(fresh.part.version) if fresh.part else ""
    again = GroupForm(typed, sheet=fresh)
    again.is_valid()
    for client_id, findings in saved.refused.items():
        again.refuse(client_id, findings + _now_there(fresh, client_id, findings))
    del form
    return again


def _now_there(fresh: Sheet, client_id: UUID | None, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what somebody else wrote meanwhile, to be compared with what was typed."""
    if STALE not in findings:
        return ()
    row = fresh.row(client_id) if client_id else None
    said = row.part.words if row else fresh.shared.intervention
    return (Finding("EDIT-001", f"Now there: {said or 'nothing'}", "words" if client_id else "intervention"),)


def _page(request: HttpRequest, sheet: Sheet, form: GroupForm, *, saved: int = 0, status: int = 200) -> HttpResponse:
    prepare_to_draw(request, form)
    rows = form.rows
    findings, like = sheet.findings(), sheet.alike()
    for row in rows:
        row.findings = findings.get(row.row.client.pk, [])
        row.to_do = [finding for finding in row.findings if finding != writing.ALIKE]  # said at the sentence itself
        row.like = like[row.row.client.pk].in_words if row.row.client.pk in like else ""
    now = timezone.now()
    context: dict[str, Any] = {
        "sheet": sheet,
        "form": form,
        "rows": rows,
        "saved": saved,
        "named": names.in_words(names.find(str(form["intervention"].value() or ""), sheet.roster)),
        "absent": [row for row in sheet.rows if row.is_absent],
        "signed": sum(1 for row in sheet.there if row.is_signed),
        "ready": sum(1 for found in findings.values() if not found),
        "age": lateness.age(sheet.session.ends_at, at=now),
        "is_over": now >= sheet.session.ends_at,
        "topics": TOPICS.get(SessionKind(sheet.session.kind), ()),
        "phrases": INTERVENTIONS[NoteKind.GROUP],
        "sentences": SENTENCES,
        "participations": PARTICIPATION_LABELS,
        "responses": RESPONSE_LABELS,
        "risks": RISK_LABELS,
        "steps": PROGRESS_LABELS,
        "wrong": _wrong(form, rows),
    }
    return render(request, "notes/group.html", context, status=status)


def _wrong(form: GroupForm, rows: list[RowFields]) -> list[tuple[str, str, str]]:
    """Return what was refused, with whose part it is and where it stands."""
    shared = [
        ("For everybody", f"id_{name}", str(error))
        for name in ("topic", "intervention", "__all__")
        for error in form.errors.get(name, [])
    ]
    return shared + [(row.row.name, f"part-{row.key}", error) for row in rows if row.key for error in row.errors]
