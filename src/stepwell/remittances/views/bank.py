"""The bank: deposits and the payments they hold, a deposit entered or taken from a list, a match made and undone."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.models import Payment
from stepwell.billing.rules.amounts import in_words
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions import banking
from stepwell.remittances.bank_forms import DepositForm, HeldForm, ListForm
from stepwell.remittances.models import Deposit
from stepwell.remittances.queries import bank as queries
from stepwell.remittances.rules.banking import matching, statements
from stepwell.remittances.views import READS, WRITES


@shows_clients
@require_GET
@READS
def bank(request: HttpRequest) -> HttpResponse:
    """Show what is to be matched on both sides, and what was."""
    waiting, remittances = queries.open_deposits()[: queries.MOST], queries.expected_remittances()
    payments = _payments_for(waiting)
    saw_many(request, len({one.client_id for one in payments}))
    today = timezone.now().astimezone(member(request).zone).date()
    suggested = queries.suggestions(waiting, remittances, payments)
    shown = {
        "waiting": [(queries.row(one), next(iter(suggested[one.pk]), None)) for one in waiting],
        "left": in_words(sum(one.cents - one.matched for one in waiting)),
        "missing": [(queries.part(one), max(0, (today - one.day).days)) for one in remittances[: queries.MOST]],
        "missing_count": len(remittances),
        "missing_amount": in_words(sum(one.cents for one in remittances)),
        "settled": [queries.row(one) for one in queries.latest_deposits()],
        "most": queries.MOST,
        "may_write": _writes(request),
    }
    return render(request, "remittances/bank.html", shown)


@require_http_methods(["GET", "POST"])
@WRITES
def new_deposit(request: HttpRequest) -> HttpResponse:
    """Enter a deposit."""
    form = DepositForm(request.POST or None)
    made: list[UUID] = []

    def act() -> None:
        made.append(banking.enter(actor=member(request), at=timezone.now(), entered=form.entered()))

    if accepted(form, act):
        messages.success(request, "The deposit is entered")
        return redirect("remittances:deposit", made[0])
    return render(request, "remittances/bank_new.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def new_list(request: HttpRequest) -> HttpResponse:
    """Take in a list of the bank, and lead to what is in it."""
    form = ListForm(request.POST or None, request.FILES or None)
    kept: list[UUID] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        content = file.read(statements.MOST_BYTES + 1)
        kept.append(banking.keep_file(actor=member(request), at=timezone.now(), name=file.name, content=content))

    if accepted(form, act):
        return redirect("remittances:bank_list", kept[0])
    return render(request, "remittances/bank_file.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def bank_list(request: HttpRequest, bank_file_id: UUID) -> HttpResponse:
    """Show what a list of the bank would add and what is wrong with it; take its deposits."""
    row = queries.bank_file(bank_file_id)
    if row is None:
        raise Http404
    who, at = member(request), timezone.now()
    if request.method == "POST":
        count = banking.take_deposits(actor=who, at=at, file_id=row.pk)
        messages.success(request, f"{count} deposit{'' if count == 1 else 's'} taken")
        return redirect("remittances:bank")
    found = queries.compared(statements.read(bytes(row.content)), today=at.astimezone(who.zone).date())
    shown = {
        "row": row,
        "found": found,
        "rows": [(one, in_words(one.cents)) for one in found.new[: queries.MOST]],
        "sum": in_words(sum(one.cents for one in found.new)),
        "most": queries.MOST,
    }
    return render(request, "remittances/bank_list.html", shown)


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def deposit(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """Show what a deposit holds and may hold; match it to what is chosen."""
    one = _deposit(deposit_id)
    remittances, payments = queries.expected_remittances(), _payments_for([one])
    held = queries.matches_of(one.pk)
    offered = queries.parts(remittances, payments)
    clients = {each.part.client_id for each in held} | {each.client_id for each in offered}
    saw_many(request, len(clients - {None}))
    may_write, left = _writes(request), one.cents - one.matched
    form = HeldForm(request.POST or None, offered=offered) if may_write and left and not one.voided_at else None

    def act() -> None:
        if form:
            banking.match(actor=member(request), at=timezone.now(), deposit_id=one.pk, held=form.held())

    if accepted(form, act):
        messages.success(request, "Matched")
        return redirect("remittances:bank")
    suggested = queries.suggestions([one], remittances, payments)[one.pk] if form else []
    shown = {
        "row": queries.row(one), "deposit": one, "held": held, "suggested": suggested, "form": form,
        "may_write": may_write,
    }  # fmt: skip
    return render(request, "remittances/deposit.html", shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def set_aside(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """Set a deposit aside that was entered by mistake."""
    one = _deposit(deposit_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        banking.set_aside(actor=member(request), at=timezone.now(), deposit_id=one.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "The deposit is set aside")
        return redirect("remittances:bank")
    shown = {"form": form, "row": queries.row(one), "heading": "Set the deposit aside", "back": one.pk}
    shown["lead"] = "For one that was entered by mistake. It stays on record and counts for nothing."
    return render(request, "remittances/bank_reason.html", shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def undo_match(request: HttpRequest, bank_match_id: UUID) -> HttpResponse:
    """Take a match apart."""
    found = queries.match_row(bank_match_id)
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        banking.undo(actor=member(request), at=timezone.now(), match_id=found.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "The match is undone. Both sides are open again.")
        return redirect("remittances:deposit", found.deposit_id)
    shown = {"form": form, "heading": "Undo the match", "back": found.deposit_id}
    shown["lead"] = f"{in_words(found.cents)} of the deposit is open again, and so is what it was matched to."
    return render(request, "remittances/bank_reason.html", shown, status=status_of(form))


def _deposit(deposit_id: UUID) -> Deposit:
    found = queries.deposit(deposit_id)
    if found is None:
        raise Http404
    return found


def _payments_for(deposits: list[Deposit]) -> list[Payment]:
    """Return the payments of clients that some deposits may hold: from some days before the first of them."""
    if not deposits:
        return []
    since, until = min(one.day for one in deposits), max(one.day for one in deposits)
    found = queries.expected_payments(since=since - matching.AFTER)
    return [one for one in found if one.day <= until + matching.BEFORE + timedelta(days=1)]


def _writes(request: HttpRequest) -> bool:
    return member(request).may(Category.BILLING, writes=True)
