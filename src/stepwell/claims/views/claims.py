"""Claims: the list, one of them, and what is done to them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from stepwell.claims import tasks
from stepwell.claims.actions import correcting, cutting, mending, queuing
from stepwell.claims.forms import FilterForm
from stepwell.claims.mending import wrong_with
from stepwell.claims.models import Claim
from stepwell.claims.queries import changes, listed, shown
from stepwell.claims.rules.states import WITH_PAYER
from stepwell.claims.views import PAGE, READS, WRITES
from stepwell.claims.vocabulary import State
from stepwell.kernel.findings import Refused
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category

_MOST = 2000  # claims that one click sends or scrubs: a week of a large clinic
_MENDED = frozenset({State.SCRUB_FAILED, State.FILE_REJECTED, State.CLAIM_REJECTED})


@shows_clients
@require_GET
@READS
def claims(request: HttpRequest) -> HttpResponse:
    """List claims, the latest days first, and what can be done to them."""
    form = FilterForm(request.GET, payers=listed.payers())
    typed = form.cleaned_data if form.is_valid() else {}
    payer_id = UUID(typed["payer"]) if typed.get("payer") else None
    rows = listed.claims(
        state=typed.get("state", ""), payer_id=payer_id, first=typed.get("first"), last=typed.get("last"),
        problem=typed.get("problem", ""), sequence=typed.get("sequence"),
    )  # fmt: skip
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    saw_many(request, len({one.client_id for one in page}))
    kept = request.GET.copy()
    kept.pop("page", None)
    sums = listed.sums()
    counts = {one.state: one.count for one in sums}
    context = {
        "form": form,
        "page": page,
        "query": kept.urlencode(),
        "rows": [listed.row(one) for one in page],
        "sums": sums,
        "ready": counts.get(State.READY, 0),
        "to_mend": sum(counts.get(state, 0) for state in _MENDED),
        "changed": changes.sent_and_changed().count(),
        "through": tasks.week_before(timezone.now(), member(request).zone),
        "may_write": member(request).may(Category.BILLING, writes=True),
    }
    return render(request, "claims/claims.html", context, status=status_of(form))


@shows_clients
@require_GET
@READS
def changed(request: HttpRequest) -> HttpResponse:
    """List claims that payers have and whose days changed since."""
    found = changes.sent_and_changed().select_related("client", "payer").order_by("first_on", "number")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    saw_many(request, len({one.client_id for one in page}))
    return render(request, "claims/changed.html", {"page": page, "rows": [listed.row(one) for one in page]})


@shows_clients
@require_GET
@READS
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Show one claim as a form in plain words, where each line comes from, what is wrong, and how far it came."""
    row = _claim(claim_id)
    saw(request, row.client_id)
    who, state = member(request), State(row.state)
    is_changed = state in WITH_PAYER and changes.sent_and_changed().filter(pk=row.pk).exists()
    context = {
        "claim": row,
        "row": listed.row(row),
        "shown": shown.shown(row, at=timezone.now().astimezone(who.zone)),
        "wrong": wrong_with(row),
        "is_changed": is_changed,
        "may_write": who.may(Category.BILLING, writes=True),
        "may_queue": state is State.READY,
        "may_stay": state is State.QUEUED,
        "may_scrub": state in mending.MENDABLE,
        "answers": panels.drawn(Place.CLAIM, request, row),
    }
    return render(request, "claims/claim.html", context)


@require_POST
@WRITES
def cut(request: HttpRequest) -> HttpResponse:
    """Make claims of what is charged through the last Sunday."""
    now = timezone.now()
    through = tasks.week_before(now, member(request).zone)
    done = cutting.cut_claims(actor=member(request), at=now, through=through)
    if done.cut or done.dropped:
        words = f"{done.cut} claims were cut: {done.ready} are ready, {done.failed} are to be mended."
        messages.success(request, f"{words} {done.dropped} were taken back." if done.dropped else words)
    else:
        messages.info(request, "Every charge of the weeks that are over is on a claim.")
    return redirect("claims:claims")


@require_POST
@WRITES
def send(request: HttpRequest) -> HttpResponse:
    """Let the claims that were ticked leave, or all that are ready."""
    ticked = _ticked(request)
    ready = Claim.objects.filter(state=State.READY)
    chosen = ready.filter(pk__in=ticked) if ticked else ready if "all" in request.POST else ready.none()
    try:
        ids = list(chosen.order_by("first_on", "number").values_list("pk", flat=True)[:_MOST])
        count = queuing.queue(actor=member(request), at=timezone.now(), claim_ids=ids)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        tasks.send_now.defer(organization=member(request).organization_id)
        messages.success(request, f"{count} claim{'s leave' if count > 1 else ' leaves'} with the next files.")
    return redirect("claims:claims")


@require_POST
@WRITES
def scrub(request: HttpRequest) -> HttpResponse:
    """Make the claims that are to be mended anew and scrub them again."""
    found = Claim.objects.filter(state__in=_MENDED).order_by("number").values_list("pk", flat=True)
    done = mending.rescrub(actor=member(request), at=timezone.now(), claim_ids=list(found[:_MOST]))
    messages.success(request, f"{done.ready} are ready now, {done.failed} are still to be mended.")
    return redirect("claims:claims")


@require_POST
@WRITES
def scrub_one(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Make one claim anew and scrub it again."""
    row = _claim(claim_id)
    done = mending.rescrub(actor=member(request), at=timezone.now(), claim_ids=[row.pk])
    messages.info(request, "The claim is ready." if done.ready else "Something is still wrong. See what.")
    return redirect("claims:claim", row.pk)


@require_POST
@WRITES
def send_one(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Let one claim leave."""
    row = _claim(claim_id)
    try:
        queuing.queue(actor=member(request), at=timezone.now(), claim_ids=[row.pk])
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        tasks.send_now.defer(organization=member(request).organization_id)
        messages.success(request, "The claim leaves with the next file.")
    return redirect("claims:claim", row.pk)


@require_POST
@WRITES
def stay(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Keep a claim from leaving with the next file."""
    row = _claim(claim_id)
    try:
        queuing.take_back(actor=member(request), at=timezone.now(), claim_id=row.pk)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "The claim stays here.")
    return redirect("claims:claim", row.pk)


@require_POST
@WRITES
def correct(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Make the claim that replaces or voids this one."""
    row = _claim(claim_id)
    try:
        made = correcting.correct(actor=member(request), at=timezone.now(), claim_id=row.pk)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
        return redirect("claims:claim", row.pk)
    messages.success(request, "This claim corrects the other one once it is sent.")
    return redirect("claims:claim", made)


def _claim(claim_id: UUID) -> Claim:
    found = shown.get(claim_id)
    if found is None:
        raise Http404
    return found


def _ticked(request: HttpRequest) -> list[UUID]:
    """Return the claims that were ticked; what is no key is left out."""
    found = []
    for typed in request.POST.getlist("claims")[:_MOST]:
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found
