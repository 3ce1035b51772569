"""Letters of appeal: begun from a denied line, written, sent, answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.billing.rules.amounts import in_words
from stepwell.billing.views import today
from stepwell.kernel.findings import Refused
from stepwell.platform.documents.pdf import NoPdf
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way as Seen
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.privacy.vocabulary import Way
from stepwell.remittances.actions import appealing
from stepwell.remittances.forms import AnswerForm, AppealedForm, LetterForm, SendingForm, today_first
from stepwell.remittances.models import Appeal
from stepwell.remittances.queries import appeals as queries
from stepwell.remittances.queries import denials
from stepwell.remittances.rules.appeals import LEVEL_LABELS, OUTCOME_LABELS, Level, Outcome
from stepwell.remittances.views import READS, WRITES

_BOTH = ["GET", "POST"]
_MISSING = "PDF cannot be made on this machine. Print this page from the browser instead."


@shows_clients
@require_http_methods(_BOTH)
@WRITES
def start_appeal(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Begin a letter about a denied line, and about others of its claim."""
    case = denials.case(denial_case_id)
    if case is None:
        raise Http404
    saw(request, case.client_id)
    others = list(queries.others_for(case))
    alike = [str(one.pk) for one in others if one.group == case.group]
    labels = [(one.pk, f"{one.claim_line.day:%b} {one.claim_line.day.day}, {in_words(one.cents)}") for one in others]
    form = AppealedForm(request.POST or None, others=labels, initial={"besides": alike})
    made: list[Appeal] = []

    def act() -> None:
        made.append(
            appealing.draft(
                actor=member(request), at=timezone.now(), case_id=case.pk, besides=form.chosen()
            )
        )  # fmt: skip

    if accepted(form, act):
        return redirect("remittances:appeal", made[0].pk)
    context = {"case": case, "row": denials.row_of(case, on=today(request)), "form": form, "has_others": bool(others)}
    return render(request, "remittances/appeal_start.html", context, status=status_of(form))


@shows_clients
@require_http_methods(_BOTH)
@READS
def appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Show a letter as it will be on paper; until it is sent, who bills changes what it says."""
    found = _found(request, appeal_id)
    may_write = member(request).may(Category.BILLING, writes=True)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    is_draft = found.sent_at is None and found.dropped_at is None
    form = LetterForm(request.POST or None, initial=_initial(found)) if is_draft and may_write else None

    def act() -> None:
        try:
            appealing.rewrite(
                actor=member(request), appeal_id=found.pk, version=form.cleaned_data["version"] if form else 0,
                words=form.written() if form else appealing.Words("", ""),
            )  # fmt: skip
        except Refused as refusal:
            if form and STALE in refusal.findings and (fresh := queries.appeal(found.pk)):
                now = _initial(fresh)
                form.show_conflict(version=now.pop("version"), now=now)
            raise

    if accepted(form, act):
        messages.success(request, "The letter was changed")
        return redirect("remittances:appeal", found.pk)
    cases = queries.cases_of(found.pk)
    context = {
        "appeal": found,
        "level": LEVEL_LABELS[Level(found.level)],
        "letter": queries.letter_of(found, cases, on=found.sent_on or today(request)),
        "cases": [(one.pk, one.claim_line.day, in_words(one.cents)) for one in cases],
        "outcome": OUTCOME_LABELS[Outcome(found.outcome)] if found.outcome else "",
        "form": form,
        "is_draft": is_draft,
        "may_write": may_write,
    }
    return render(request, "remittances/appeal.html", context, status=status_of(form))


@shows_clients
@require_GET
@READS
def appeal_pdf(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Answer with a letter that is not sent yet as PDF; recorded as an export."""
    found = _found(request, appeal_id)
    if found.sent_on is not None:
        return redirect("documents:download", found.document_id)
    try:
        content = queries.content_of(found, on=today(request))
    except NoPdf:
        messages.error(request, _MISSING)
        return redirect("remittances:appeal", found.pk)
    saw(request, found.client_id, way=Seen.EXPORT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="appeal.pdf"'
    add_never_cache_headers(response)
    return response


@shows_clients
@require_http_methods(_BOTH)
@WRITES
def send_appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Write down that a letter left, when and how; from then on it stays as it is."""
    found = _found(request, appeal_id)
    form = SendingForm(request.POST or None, initial=today_first(today(request)))
    lacks: list[str] = []

    def act() -> None:
        try:
            appealing.send(
                actor=member(request), at=timezone.now(), appeal_id=found.pk, sent_on=form.cleaned_data["sent_on"],
                way=Way(form.cleaned_data["way"]),
            )  # fmt: skip
        except NoPdf as problem:
            lacks.append(str(problem))

    if accepted(form, act):
        for words in lacks:
            messages.error(request, words)
        if not lacks:
            messages.success(request, "Written down. The letter stands with the client’s documents, as it was sent.")
        return redirect("remittances:appeal", found.pk)
    return _asking(request, found, form, heading="It was sent", submit="Write it down")


@shows_clients
@require_http_methods(_BOTH)
@WRITES
def answer_appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Write down what came of a letter: the cases end, or go on to the next level."""
    found = _found(request, appeal_id)
    form = AnswerForm(request.POST or None, initial=today_first(today(request)))
    deadlines: list[Any] = []

    def act() -> None:
        data = form.cleaned_data
        deadlines.append(
            appealing.answer(
                actor=member(request), at=timezone.now(), appeal_id=found.pk, outcome=Outcome(data["outcome"]),
                answered_on=data["answered_on"], words=data["words"],
            )
        )  # fmt: skip

    if accepted(form, act):
        until = deadlines[0]
        said = f"The next level is open until {until:%B} {until.day}, {until.year}" if until else "The case is settled"
        messages.success(request, said)
        return redirect("remittances:appeal", found.pk)
    return _asking(request, found, form, heading="It was answered", submit="Write the answer down")


@require_POST
@WRITES
def drop_appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """Drop a letter that was not sent."""
    try:
        appealing.drop(actor=member(request), at=timezone.now(), appeal_id=appeal_id)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
        return redirect("remittances:appeal", appeal_id)
    messages.success(request, "Dropped")
    return redirect("remittances:denials")


def _found(request: HttpRequest, appeal_id: UUID) -> Appeal:
    found = queries.appeal(appeal_id)
    if found is None:
        raise Http404
    saw(request, found.client_id)
    return found


def _initial(found: Appeal) -> dict[str, Any]:
    return {
        "argument": found.argument, "enclosures": list(found.enclosures), "others": found.others or "",
        "signer": found.signer, "version": found.version,
    }  # fmt: skip


def _asking(request: HttpRequest, found: Appeal, form: Any, *, heading: str, submit: str) -> HttpResponse:
    context = {
        "appeal": found, "level": LEVEL_LABELS[Level(found.level)], "form": form, "heading": heading, "submit": submit,
    }  # fmt: skip
    return render(request, "remittances/appeal_step.html", context, status=status_of(form))
