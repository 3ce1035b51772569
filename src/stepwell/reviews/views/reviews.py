"""Reviews in a client's record: what to look at, writing one, confirming what it changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.clients.models import Client
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.people.queries.credentials import credential_of
from stepwell.placement import queries as placements
from stepwell.placement.actions import today_of
from stepwell.placement.presenting import last_ratings
from stepwell.placement.vocabulary import ALL_LEVELS, Edition
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import carrying, reviewing
from stepwell.reviews.forms import ReviewForm, SignForm, typed_of
from stepwell.reviews.models import Review
from stepwell.reviews.queries import discharges, facts, followups
from stepwell.reviews.queries import now as standing
from stepwell.reviews.queries import reviews as queries
from stepwell.reviews.rules.deciding import outcome_of
from stepwell.reviews.views import READS, WRITES, client_seen, page, review_seen
from stepwell.reviews.vocabulary import DECISION_LABELS, Decision, Outcome

STEPS = ["Look", "Write", "Confirm"]


@shows_clients
@require_http_methods(["GET"])
@holding(Category.CHART, Category.ENROLLMENT, Category.SERVICES, Category.SAFETY)
def overview(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the reviews, the discharges, and the calls afterwards, as far as the member may see each."""
    client = client_seen(request, client_id)
    who = member(request)
    on = today_of(who, timezone.now())
    rows = queries.reviews_of(client.pk)
    calls, attempts = followups.of_client(client.pk, on=on)
    context = {
        "rows": rows,
        "draft": next((row for row in rows if not row.signed_at and not row.void_reason), None),
        "due": queries.due_of(client.pk, on=on) if who.sees_daily(Category.CHART) else None,
        "today": on,
        "discharges": discharges.discharges_of(client.pk),
        "summary": discharges.draft_of(client.pk),
        "calls": calls,
        "attempts": attempts,
        "writes": who.may(Category.CHART, writes=True),
    }
    return page(request, client, "overview", context)


@require_POST
@WRITES
def begin(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin a review."""
    client = client_seen(request, client_id)
    try:
        made = reviewing.begin_review(actor=member(request), at=timezone.now(), client=client)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
        return redirect("reviews:overview", client.pk)
    return redirect("reviews:review", client.pk, made.pk)


@shows_clients
@require_http_methods(["GET"])
@READS
def review(request: HttpRequest, client_id: UUID, review_id: UUID) -> HttpResponse:
    """Show all that a reviewer looks at; of a signed review, what was signed."""
    client, found = review_seen(request, client_id, review_id)
    who, now = member(request), timezone.now()
    on = today_of(who, now)
    is_draft = not found.signed_at and not found.voided_at
    counts = found.placement.decisions.filter(voided_at=None).exists() if found.signed_at else False
    leaves = bool(found.placement.decided) and outcome_of(found.level, found.placement.decided) is Outcome.LEAVE
    context = {
        "review": found,
        "is_draft": is_draft,
        "look": facts.look_at(client, found.placement, at=now, on=on, zone=who.zone) if is_draft else None,
        "decision": DECISION_LABELS[Decision(found.decision)] if found.decision else "",
        "decided": ALL_LEVELS.get(found.placement.decided, ""),
        "steps": STEPS,
        "waits": bool(found.signed_at and not counts and not found.voided_at),
        "to_carry": bool(found.signed_at and counts and not found.carried_out_at and found.effective_on and not leaves),
        "leaves": leaves and bool(found.signed_at),
        "writes": who.may(Category.CHART, writes=True) and not found.voided_at,
    }
    return page(request, client, "review", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def write(request: HttpRequest, client_id: UUID, reviewing_id: UUID) -> HttpResponse:
    """Write a review on one page. It may have gaps until it is signed."""
    client, found = review_seen(request, client_id, reviewing_id)
    if found.signed_at or found.voided_at:
        return redirect("reviews:review", client.pk, found.pk)
    form = _form(request, client, found)

    def act() -> None:
        version = form.cleaned_data["version"]
        try:
            reviewing.write_review(
                actor=member(request), at=timezone.now(), review=found, version=version, entries=form.review()
            )
        except Refused as refusal:
            if STALE in refusal.findings:
                fresh = reviewing.get_review(client.pk, found.pk) or found
                form.show_conflict(version=fresh.version, now=typed_of(fresh))
            raise

    if accepted(form, act):
        return redirect("reviews:sign", client.pk, found.pk)
    return page(request, client, "write", {"form": form, "review": found, "steps": STEPS}, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def sign(request: HttpRequest, client_id: UUID, reviewing_id: UUID) -> HttpResponse:
    """Show what changes, before anybody confirms it; then sign and carry it out."""
    client, found = review_seen(request, client_id, reviewing_id)
    if found.signed_at or found.voided_at:
        return redirect("reviews:review", client.pk, found.pk)
    who, at = member(request), timezone.now()
    on = today_of(who, at)
    now = standing.now_of(client.pk, on)
    findings = reviewing.findings_of(found, now, on=on)
    text = reviewing.text_to_sign(found, now, on=on)
    data = request.POST if request.method == "POST" and not findings else None
    form = SignForm(data, initial={"shown": digest_of(text.encode())})

    def act() -> None:
        typed = form.cleaned_data
        reviewing.sign_review(actor=who, at=at, review=found, shown=typed["shown"], mark=typed["signature"])

    if accepted(form, act):
        messages.success(request, "Signed" if not found.carried_out_at else "Signed and carried out")
        return redirect("reviews:review", client.pk, found.pk)
    context = {
        "review": found,
        "steps": STEPS,
        "findings": findings,
        "effect": standing.preview_of(found, now),
        "text": text,
        "form": None if findings else form,
        "is_licensed": bool(credential_of(who.membership_id, on=on)),
    }
    return page(request, client, "sign", context, form)


@require_POST
@WRITES
def carry_out(request: HttpRequest, client_id: UUID, review_id: UUID) -> HttpResponse:
    """Carry out a review that waited for a co-signature."""
    client, found = review_seen(request, client_id, review_id)
    try:
        carrying.carry_out(actor=member(request), at=timezone.now(), review=found)
    except Refused as refusal:
        messages.error(request, " ".join(finding.sentence for finding in refusal.findings))
    else:
        messages.success(request, "Carried out")
    return redirect("reviews:review", client.pk, found.pk)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, review_id: UUID) -> HttpResponse:
    """Set a review aside, and undo what it changed."""
    client, found = review_seen(request, client_id, review_id)
    form = ReasonForm(request.POST or None)
    lost: list[str] = []

    def act() -> None:
        lost.extend(reviewing.void_review(actor=member(request), at=timezone.now(), review=found, **form.cleaned_data))

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        for words in lost:
            messages.warning(request, words)
        return redirect("reviews:overview", client.pk)
    lead = "Level, order and groups go back to what they were." if found.carried_out_at else ""
    context = {"form": form, "heading": "Made by mistake", "lead": lead, "submit": "Set it aside", "tone": "danger"}
    return page(request, client, "change", context, form)


def _form(request: HttpRequest, client: Client, found: Review) -> ReviewForm:
    on = today_of(member(request), timezone.now())
    before = placements.placements_of(client.pk)
    return ReviewForm(
        request.POST or None,
        initial=typed_of(found),
        edition=Edition(found.placement.edition),
        programs=Program.objects.filter(closed_on=None, site=client.site_id).order_by("level", "name"),
        before=last_ratings(before, found.placement.edition),
        places=standing.places_of(client.pk, on),
        series=standing.to_join(client.site_id, on),
    )
