"""Emergency access: asking for it, and the privacy officer's list and review."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.permissions import holding, member, roles
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.walls.rights import Category
from stepwell.privacy.actions import emergencies as actions
from stepwell.privacy.forms.log import EmergencyForm, ReviewForm
from stepwell.privacy.permissions import OPENERS
from stepwell.privacy.queries import emergencies
from stepwell.privacy.rules.emergencies import ALREADY_OPEN, NOT_ASKED, NOT_FOUND
from stepwell.privacy.views.frame import tabs


@require_http_methods(["GET", "POST"])
@roles(*OPENERS)
def emergency(request: HttpRequest) -> HttpResponse:
    """Ask for an hour of access to a chart that is closed to one, with a reason."""
    if request.method == "GET":
        return render(request, "privacy/emergency.html", {"form": EmergencyForm(initial=_refused_record(request))})
    form = EmergencyForm(request.POST)
    if form.is_valid():
        try:
            return _open(request, form)
        except Refused as refusal:
            add_findings(form, refusal.findings)
    return render(request, "privacy/emergency.html", {"form": form}, status=422)


def _open(request: HttpRequest, form: EmergencyForm) -> HttpResponse:
    wanted = form.person()
    client_id = emergencies.person(wanted) if wanted.is_named else None
    if client_id is None:
        saw_many(request, 0, way=Way.SEARCH)
        raise Refused(NOT_FOUND if wanted.is_named else NOT_ASKED)
    try:
        actions.open_emergency_access(
            actor=member(request),
            at=timezone.now(),
            client_id=client_id,
            reason=form.cleaned_data["reason"],
        )
    except Refused as refusal:
        if ALREADY_OPEN not in refusal.findings:
            raise
        messages.info(request, ALREADY_OPEN.sentence)
    saw(request, client_id)
    return redirect("clients:record", client_id)


def _refused_record(request: HttpRequest) -> dict[str, UUID]:
    try:
        return {"record": UUID(request.GET.get("record", ""))}
    except ValueError:
        return {}


@shows_clients
@require_GET
@holding(Category.AUDIT)
def overview(request: HttpRequest) -> HttpResponse:
    """List emergency accesses: those that wait for review, and those reviewed, newest first."""
    viewer = member(request).account_id
    waiting = emergencies.unreviewed(viewer)
    rows = emergencies.reviewed(viewer, before=_last_shown(request), most=emergencies.PAGE + 1)
    shown = rows[: emergencies.PAGE]
    saw_many(request, len({row.client_id for row in (*waiting, *shown)}))
    context = {
        "waiting": waiting,
        "reviewed": shown,
        "following": shown[-1].id if len(rows) > emergencies.PAGE else None,
        "tabs": tabs(request),
        "now": timezone.now(),
    }
    return render(request, "privacy/emergencies.html", context)


def _last_shown(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.AUDIT, writes=True)
def review(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Judge one emergency access."""
    access = emergencies.one(access_id, member(request).account_id)
    if access is None:
        raise Http404
    saw(request, access.client_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = _review(request, access, form)
        if not found:
            messages.success(request, "The review is kept.")
            return redirect("privacy:emergencies")
        add_findings(form, found)
    status = 422 if form.is_bound else 200
    return render(request, "privacy/review.html", {"access": access, "form": form}, status=status)


def _review(request: HttpRequest, access: emergencies.Row, form: ReviewForm) -> tuple[Finding, ...]:
    try:
        actions.review_emergency_access(
            actor=member(request),
            access=access,
            justified=form.cleaned_data["justified"] == "yes",
            note=form.cleaned_data["note"],
        )
    except Refused as refusal:
        return refusal.findings
    return ()
