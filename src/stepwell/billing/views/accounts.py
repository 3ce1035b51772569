"""Accounts: everybody's by age, one client's, one transaction, and reversing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing import presenting, sources
from stepwell.billing.actions import posting
from stepwell.billing.forms import AccountsForm
from stepwell.billing.models import Transaction
from stepwell.billing.queries import aging, balances, writeoffs
from stepwell.billing.queries import history as histories
from stepwell.billing.queries.aging import Aged
from stepwell.billing.rules.aging import LABELS, Aging
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.views import BILLS, READS, WRITES, client_seen, page, today
from stepwell.billing.vocabulary import ACCOUNT_LABELS, SOURCE_LABELS, Kind
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

PAGE = 50


@shows_clients
@require_GET
@BILLS
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts on which something is owed, the oldest first, with sums by age."""
    form = AccountsForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    owes, older = asked.get("owes") or "", int(asked.get("older") or 0)

    def shown(aged: Aged) -> Aging:
        return {"client": aged.client, "payers": aged.payers}.get(owes, aged.both)

    found = aging.of_everybody(on=today(request))
    rows = [aged for aged in found if any(shown(aged).classes[older:]) or (not older and shown(aged).credit)]
    rows.sort(key=lambda aged: (tuple(-cents for cents in reversed(shown(aged).classes)), str(aged.client_id)))
    part = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    names = aging.names_of([aged.client_id for aged in part])
    saw_many(request, len(part))
    context = {
        "form": form if form.is_bound else AccountsForm(),
        "labels": LABELS,
        "lines": [
            (aged.client_id, *names.get(aged.client_id, ("", "")), presenting.aged("", shown(aged))) for aged in part
        ],
        "sums": [
            presenting.aged("Clients", aging.together(aged.client for aged in rows), owes="client"),
            presenting.aged("Payers", aging.together(aged.payers for aged in rows), owes="payers"),
        ],
        "count": len(rows),
        "page": part,
        "kept": f"owes={owes}&amp;older={older or ''}",
        "waiting": len(writeoffs.waiting()),
    }
    return render(request, "billing/accounts.html", context)


@shows_clients
@require_GET
@READS
def account(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show how a client's account stands, how old it is, and every transaction."""
    client = client_seen(request, client_id)
    who = member(request)
    standing = balances.standing(client.pk)
    aged = aging.of_client(client.pk, on=today(request))
    part = Paginator(histories.history(client.pk), PAGE).get_page(request.GET.get("page"))
    ages = [presenting.aged("The client", aged.client), presenting.aged("Payers", aged.payers)]
    context = {
        "standing": standing,
        "balances": [(each.payer, in_words(each.cents)) for each in standing.payers],
        "owed": {name: in_words(getattr(standing, name)) for name in ("client", "prepaid", "to_refund", "total")},
        "too_much": in_words(-standing.client),
        "ages": [line for line, aging_ in zip(ages, (aged.client, aged.payers), strict=True) if any(aging_.classes)],
        "labels": LABELS,
        "lines": [presenting.line(client.pk, row) for row in part],
        "page": part,
        "waiting": [(row, in_words(row.cents)) for row in writeoffs.of_client(client.pk)] if _bills(request) else [],
        "may_write": who.may(Category.BILLING, writes=True),
        "may_take": who.may(Category.PAYMENTS, writes=True),
        "bills": _bills(request),
    }
    return page(request, client, "account", context)


@shows_clients
@require_GET
@READS
def transaction(request: HttpRequest, client_id: UUID, transaction_id: UUID) -> HttpResponse:
    """Show one transaction: its entries, what it came from, who posted it, what undid it."""
    client = client_seen(request, client_id)
    row = histories.transaction_of(client.pk, transaction_id)
    if row is None:
        raise Http404
    entries = histories.entries_of(row.id)
    context = {
        "row": row,
        "what": presenting.what(row),
        "entries": [
            (ACCOUNT_LABELS[each.account], each.payer, in_words(abs(each.cents)), each.cents) for each in entries
        ],
        "source": SOURCE_LABELS[row.source],
        "url": sources.url_of(row.source, client.pk, row.source_id),
        "reversal": histories.reversal_of(row.id) if row.is_undone else None,
        "may_reverse": member(request).may(Category.BILLING, writes=True)
        and row.kind != Kind.REVERSAL
        and not row.is_undone,
    }
    return page(request, client, "transaction", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def reverse(request: HttpRequest, client_id: UUID, transaction_id: UUID) -> HttpResponse:
    """Negate a transaction that was posted by mistake."""
    client = client_seen(request, client_id)
    row = histories.transaction_of(client.pk, transaction_id)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    made: list[Transaction] = []

    def act() -> None:
        made.append(
            posting.reverse(actor=member(request), at=timezone.now(), transaction_id=row.id, **form.cleaned_data)
        )

    if accepted(form, act):
        messages.success(request, "Reversed. The account stands as if it had not been posted.")
        return redirect("billing:transaction", client.pk, made[0].pk)
    context = {
        "form": form,
        "heading": f"Reverse: {presenting.what(row)}",
        "lead": "A transaction of today negates it to the cent. Both stay on the account.",
        "submit": "Reverse it",
        "tone": "danger",
    }
    return page(request, client, "change", context, form)


def _bills(request: HttpRequest) -> bool:
    return member(request).may(Category.BILLING)
