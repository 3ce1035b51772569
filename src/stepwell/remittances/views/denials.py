"""Denied lines: what is open, one case with what to do, and which gate should have caught it."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.billing.views import today
from stepwell.claims.actions.correcting import correction_of
from stepwell.claims.mending import pages_for
from stepwell.claims.rules.comparing import reason_for
from stepwell.claims.rules.correcting import Reason
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import DateField, Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions import denying
from stepwell.remittances.forms import MOST_WORDS, CorrectionForm
from stepwell.remittances.models import DenialCase
from stepwell.remittances.queries import denials as queries
from stepwell.remittances.queries.appeals import appeals_about
from stepwell.remittances.queries.denials import Wanted
from stepwell.remittances.rules.denials import GROUP_LABELS, Way
from stepwell.remittances.views import READS, WRITES
from stepwell.remittances.vocabulary import STEP_LABELS, WRITTEN, Step

YEAR = timedelta(days=365)


class FilterForm(Form):
    """Which cases are shown."""

    marks_optional = False
    group = forms.ChoiceField(label="About", required=False, choices=[("", "Anything"), *GROUP_LABELS.items()])
    payer = forms.ChoiceField(required=False)
    whose = forms.ChoiceField(
        label="Taken by", required=False, choices=[("", "Anybody"), ("mine", "Me"), ("nobody", "Nobody yet")]
    )
    due = forms.ChoiceField(
        label="Deadline", required=False, choices=[("", "Any"), ("late", "Passed"), ("soon", "Within a week")]
    )

    def __init__(self, *args: object, payers: list[tuple[UUID, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All payers"), *((str(key), name) for key, name in payers)]
        self.fields["payer"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what was chosen; everything where a choice is none."""
        chosen = self.cleaned_data if self.is_valid() else {}
        payer = chosen.get("payer")
        return Wanted(
            chosen.get("group", ""), UUID(payer) if payer else None, chosen.get("whose", ""), chosen.get("due", "")
        )


class StepForm(Form):
    """What was done about a denied line."""

    kind = forms.ChoiceField(label="What was done", choices=[(kind.value, STEP_LABELS[kind]) for kind in WRITTEN])
    words = forms.CharField(
        label="In your words", max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was sent or said, with whom, under which number.",
    )  # fmt: skip
    deadline = DateField(label="New deadline", required=False, help_text="Where the payer said another day.")


@shows_clients
@require_GET
@READS
def denials(request: HttpRequest) -> HttpResponse:
    """Show what was denied and waits to be answered, the nearest deadline first."""
    form = FilterForm(request.GET, payers=queries.payers())
    wanted = form.wanted()
    rows = queries.cases(wanted, on=today(request), me=member(request).membership_id)
    saw_many(request, len({row.client_id for row in rows}))
    context = {
        "rows": rows, "form": form, "sums": queries.sums(), "chosen": wanted.group, "most": queries.MOST,
        "is_narrowed": wanted != Wanted(),
    }  # fmt: skip
    return render(request, "remittances/denials.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def denial(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Show one denied line, what to do about it by when, and what was done; who bills writes down the next step."""
    found = queries.case(denial_case_id)
    if found is None:
        raise Http404
    saw(request, found.client_id)
    may_write = member(request).may(Category.BILLING, writes=True)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = StepForm(request.POST or None) if may_write and found.closed_at is None else None

    def act() -> None:
        data = form.cleaned_data if form else {}
        denying.write_step(
            actor=member(request), at=timezone.now(), case_id=found.pk, kind=Step(data["kind"]), words=data["words"],
            deadline=data["deadline"],
        )  # fmt: skip

    if form and accepted(form, act):
        messages.success(request, "Written down")
        return redirect("remittances:denial", found.pk)
    return render(request, "remittances/denial.html", _shown(request, found, form), status=status_of(form))


def _shown(request: HttpRequest, found: DenialCase, form: StepForm | None) -> dict[str, object]:
    me = member(request).membership_id
    return {
        "case": found,
        "row": queries.row_of(found, on=today(request)),
        "steps": queries.steps_of(found.pk),
        "gates": [(code, queries.RULES.get(code, "")) for code in found.gates],
        "is_unprocessable": found.way == Way.ANEW,
        "form": form,
        "is_mine": found.owner_id == me,
        "asked_myself": found.asked_by_id == me,
        "answer_url": reverse("remittances:line", args=[found.line_id]),
        "appeals": appeals_about(found.pk),
    }


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def correct_case(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Show how the claim of a denied line would be sent now, and make that claim."""
    found = queries.case(denial_case_id)
    if found is None:
        raise Http404
    saw(request, found.client_id)
    refusal, correction = "", None
    try:
        correction = correction_of(found.claim_line.claim_id, is_unprocessable=found.way == Way.ANEW)
    except Refused as refused:
        refusal = refused.findings[0].sentence
    begin = {"reason": reason_for(correction.changes).value} if correction else {}
    form = CorrectionForm(request.POST or None, initial=begin)
    made: list[UUID] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            denying.correct(
                actor=member(request), at=timezone.now(), case_id=found.pk, reason=Reason(data["reason"]),
                words=data["words"],
            )
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The corrected claim is made. Look it over, then send it.")
        return redirect("claims:claim", made[0])
    context = {
        "case": found, "row": queries.row_of(found, on=today(request)), "form": form, "correction": correction,
        "refusal": refusal, "places": pages_for(found.claim_line.claim, found.gates),
    }  # fmt: skip
    return render(request, "remittances/correct.html", context, status=status_of(form))


@require_POST
@WRITES
def take_case(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Take a case as one's own."""
    return _done(request, denial_case_id, denying.take_up, "It is yours")


@require_POST
@WRITES
def give_up(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Let go of what another asked to give up."""
    return _done(request, denial_case_id, denying.give_up, "Given up")


@require_POST
@WRITES
def keep_on(request: HttpRequest, denial_case_id: UUID) -> HttpResponse:
    """Say no to giving it up."""
    return _done(request, denial_case_id, denying.keep_on, "It stays open")


@require_GET
@READS
def causes(request: HttpRequest) -> HttpResponse:
    """Show what was denied in a year, and which rules should have held those claims back."""
    since = today(request) - YEAR
    return render(request, "remittances/causes.html", {"causes": queries.causes(since=since), "since": since})


def _done(request: HttpRequest, case_id: UUID, act: object, said: str) -> HttpResponse:
    try:
        act(actor=member(request), at=timezone.now(), case_id=case_id)  # type: ignore[operator]
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, said)
    return redirect("remittances:denial", case_id)
