"""Files of payers: handed in, read, beside what a person was told."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage import presenting
from stepwell.coverage.actions import answers as actions
from stepwell.coverage.forms.answers import AnswerForm
from stepwell.coverage.queries import answers, asking, policies
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.policies import PolicyRow
from stepwell.coverage.rules.combining import differences
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.doubting import doubt_days
from stepwell.coverage.rules.facts import WORDS, Name
from stepwell.coverage.rules.verifying import Fact, Interpretation
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.x12.labels.benefits import SERVICE_TYPE


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.BENEFITS, writes=True)
def hand_in(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Take the payer's answer as a file."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    policy = policies.get(client.pk, policy_id)
    if policy is None or policy.payer_id is None:
        raise Http404
    is_sent = request.method == "POST"
    form = AnswerForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def act() -> None:
        actions.keep_answer(actor=member(request), at=timezone.now(), policy=policy, content=form.content())

    if accepted(form, act):
        messages.success(request, "Kept. This is what it says.")
        return redirect("coverage:answers", client.pk, policy.pk)
    context = {
        "head": head_of(request, client), "client": client, "form": form, "heading": "The payer’s answer as a file",
        "submit": "Hand it in",
    }  # fmt: skip
    return render(request, "coverage/change.html", context, status=status_of(form))


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def listed(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Show what the files of a payer say, the latest first, and what a person was told beside the first."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = next((one for one in policies.policies_of(client.pk) if one.id == policy_id), None)
    if row is None:
        raise Http404
    addiction = {"addiction": True, "mental": False}.get(request.GET.get("care", ""))
    files = answers.answers_of(row.id, member_id=row.member_id, addiction=addiction)
    today = timezone.now().astimezone(member(request).zone).date()
    context = {
        "head": head_of(request, client),
        "client": client,
        "row": row,
        "asked": asking.asked_of(row.id, now=timezone.now()),
        "files": [_shown(one, row, today) for one in files],
        "addiction": files[0].addiction if files else True,
        "may_write": member(request).may(Category.BENEFITS, writes=True),
    }
    return render(request, "coverage/answers.html", context)


def _shown(file: AnswerRow, row: PolicyRow, today: date) -> dict[str, Any]:
    found = file.reading.found
    told = row.check
    said = file.benefits()
    differs = differences(told.benefits, said) if told and said else []
    return {
        "file": file,
        "found": found,
        "days": doubt_days(file.reading.content, today) if file.reading.content else [],
        "has_outside": any(one.tier is Tier.OUT for one in found.facts) if found else False,
        "is_newer": bool(differs) and told is not None and file.received_at > told.made_at,
        "table": _table(found) if found else [],
        "differs": [
            (name.replace("_", " "), presenting.in_words(name, one.person), presenting.in_words(name, one.file))
            for one in differs
            for name in [one.name]
        ],
    }


def _table(found: Interpretation) -> list[tuple[str, list[dict[str, Any] | None]]]:
    """Return a line for each thing that is said, in network and out of it."""
    facts = {(one.name, one.tier): one for one in found.facts}
    names = [name for name in Name if any((name, tier) in facts for tier in Tier)]
    return [
        (WORDS[name].capitalize(), [_cell(facts[name, tier]) if (name, tier) in facts else None for tier in Tier])
        for name in names
    ]


def _cell(fact: Fact) -> dict[str, Any]:
    values = fact.said or (fact.value,)
    return {
        "words": [presenting.in_words(fact.name.value, value) for value in values],
        "conflict": bool(fact.said),
        "about": ", ".join(SERVICE_TYPE.get(code, code) for code in fact.types),
        "segments": ", ".join(map(str, fact.segments)),
    }


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.BENEFITS, writes=True)
def void(request: HttpRequest, client_id: UUID, answer_id: UUID) -> HttpResponse:
    """Set a file aside that belongs elsewhere."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = answers.get(client.pk, answer_id)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.void_answer(actor=member(request), at=timezone.now(), answer=row, reason=reason)

    if accepted(form, act):
        messages.success(request, "Set aside")
        return redirect("coverage:answers", client.pk, row.policy_id)
    context = {
        "head": head_of(request, client), "client": client, "form": form, "heading": "Set a file aside",
        "submit": "Set it aside",
    }  # fmt: skip
    return render(request, "coverage/change.html", context, status=status_of(form))
