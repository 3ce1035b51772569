"""The coverage of one client: policies, the newest check of each, and checks side by side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage import presenting
from stepwell.coverage.queries import gating
from stepwell.coverage.queries import policies as queries
from stepwell.coverage.queries.asking import noted
from stepwell.coverage.queries.checks import CheckRow
from stepwell.coverage.queries.gating import Gated
from stepwell.coverage.queries.policies import PolicyRow
from stepwell.coverage.rules.coordination import remarks
from stepwell.coverage.vocabulary import ARRANGED_LABELS, Arranged
from stepwell.kernel import phones
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def coverage(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show who pays, what is known of it, and what is not."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who, now = member(request), timezone.now()
    rows = queries.policies_of(client.pk, voided=True)
    on = now.astimezone(who.zone).date()
    counting = [row for row in rows if row.in_force(on)]
    answers = gating.gated(client.pk, client.site_id, counting, on=on)
    in_force = [_shown(row, request) | _gate(answers[row.id]) for row in counting]
    others = [_shown(row, request) for row in rows if not row.in_force(on)]
    context = {
        "head": head_of(request, client),
        "client": client,
        "in_force": in_force,
        "others": others,
        "order": remarks([row.cover for row in counting]),
        "may_write": who.may(Category.BENEFITS, writes=True),
    }
    return render(request, "coverage/coverage.html", context)


def _shown(row: PolicyRow, request: HttpRequest) -> dict[str, Any]:
    """Return a policy with its newest check in words."""
    check = row.check
    return {
        "row": row,
        "asked": noted(row.asked, now=timezone.now()) if row.asked else None,
        "benefits_phone": phones.written(row.benefits_phone) if row.benefits_phone else "",
        "authorizations_phone": phones.written(row.authorizations_phone) if row.authorizations_phone else "",
        "check": check,
        "lines": presenting.lines(check) if check else [],
        **(_age(check, request) if check else {}),
    }


def _gate(found: Gated) -> dict[str, Any]:
    """Return how a day is paid, in words."""
    days = [("A day here", found.answer)] + ([("A day by video", found.afar)] if found.afar else [])
    return {
        "gate": [(day, *presenting.WAYS[answer.way], answer.sentence) for day, answer in days],
        "arranged": [(row, ARRANGED_LABELS[Arranged(row.kind)]) for row in found.arranged],
    }


def _age(check: CheckRow, request: HttpRequest) -> dict[str, str]:
    zone, now = member(request).zone, timezone.now()
    return {"ago": presenting.ago(check.days_old(now, zone)), "ask_again": check.ask_again(now, zone)}


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def checks(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Show every check of a policy, side by side."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = next((one for one in queries.policies_of(client.pk, voided=True) if one.id == policy_id), None)
    if row is None:
        raise Http404
    table = [
        (column[0].term, [(said, _differs(column, at)) for at, said in enumerate(column)])
        for column in presenting.side_by_side(row.checks)
    ]
    context = {
        "head": head_of(request, client),
        "client": client,
        "row": row,
        "table": table,
        "may_write": member(request).may(Category.BENEFITS, writes=True),
    }
    return render(request, "coverage/checks.html", context)


def _differs(column: tuple[presenting.Said, ...], at: int) -> bool:
    """Return whether a check says something else than the one before it, which stands to its right."""
    return at + 1 < len(column) and column[at].words != column[at + 1].words
