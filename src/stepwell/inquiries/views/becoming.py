"""An inquiry becomes a client: registered anew, or known already."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.actions import NewClient
from stepwell.clients.forms import RegistrationForm
from stepwell.clients.queries import sites_to_register_at
from stepwell.inquiries.actions import course
from stepwell.inquiries.actions.course import Becoming
from stepwell.inquiries.forms.call import ChangeForm, taken_down
from stepwell.inquiries.forms.turns import KnownForm
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import lookalikes, single
from stepwell.inquiries.queries.lookalikes import LookAlike
from stepwell.inquiries.rules.course import Standing, check_conversion
from stepwell.inquiries.views.single import inquiry_or_404
from stepwell.inquiries.views.taking import INVALID, WRITES
from stepwell.inquiries.vocabulary import Urgency
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import Form, add_findings

_LOOKS_ALIKE = "CLI-004"
_CARRIED = ("first_name", "last_name", "preferred_name", "birth_date", "language", "needs_interpreter")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def client(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Register the person, with what the inquiry says filled in; or say which record is theirs."""
    row = inquiry_or_404(request, inquiry_id)
    alike = _records_alike(request, row)
    is_known = request.POST.get("known") == "yes"
    form = _registration(request if not is_known else None, row)
    known = KnownForm(request.POST if is_known else None, alike=alike) if alike else None
    asked: Form | None = known if is_known else form
    if request.method == "POST" and asked and asked.is_valid():
        becoming = Becoming(client_id=known.client_id()) if is_known and known else _registered(form)
        try:
            made = course.become_client(actor=member(request), at=timezone.now(), inquiry_id=row.pk, becoming=becoming)
        except Refused as refusal:
            add_findings(asked, refusal.findings)
            form.may_be_known = any(finding.code == _LOOKS_ALIKE for finding in refusal.findings)
        else:
            messages.success(request, "The person is a client now")
            return redirect("clients:record", made.pk)
    if not (form.may_be_known or form.data.get("is_another_person")):
        form.hide_confirmation()
    context = {"form": form, "known": known, "inquiry": row, "too_early": _too_early(row)}
    is_wrong = form.errors or (known is not None and known.errors)
    return render(request, "inquiries/client.html", context, status=INVALID if is_wrong else 200)


def _too_early(row: Inquiry) -> str:
    """Return why nobody can be registered from this inquiry yet, or an empty string."""
    standing = Standing(
        single.course_of(row.pk).state, may_contact=row.may_contact, in_danger=row.urgency == Urgency.DANGER
    )
    return " ".join(finding.sentence for finding in check_conversion(standing))


def _records_alike(request: HttpRequest, row: Inquiry) -> list[LookAlike]:
    said = ChangeForm(
        {name: value for name, value in taken_down(row).items() if value not in (None, "", False)},
        sites=sites_to_register_at(),
    )
    found = lookalikes.of(said.told(), without=row.pk) if said.is_valid() else []
    alike = [one for one in found if one.choice.startswith("client:")]
    if row.client and all(one.choice != f"client:{row.client_id}" for one in alike):
        alike.insert(0, lookalikes.linked(row.client))
    if alike:
        saw_many(request, len(alike), way=Way.SEARCH)
    return alike


def _registration(request: HttpRequest | None, row: Inquiry) -> RegistrationForm:
    initial: dict[str, Any] = {name: getattr(row, name) for name in _CARRIED} | {"site": str(row.site_id)}
    return RegistrationForm(request.POST or None if request else None, initial=initial, sites=sites_to_register_at())


def _registered(form: RegistrationForm) -> Becoming:
    typed = form.cleaned_data
    new = NewClient(
        identity=form.identity(),
        birth_date=typed["birth_date"],
        site_id=UUID(typed["site"]),
        language=typed["language"],
        needs_interpreter=typed["needs_interpreter"],
        address=typed["address"],
    )
    return Becoming(new=new, is_another_person=typed["is_another_person"])
