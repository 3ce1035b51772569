"""Papers handed to the client: a superbill, a receipt for a health savings account, an assignment of benefits."""

from importlib import resources
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.clients.models import Client
from stepwell.coverage.queries import policies
from stepwell.funding.actions import papers as writing
from stepwell.funding.forms.handing import HandForm
from stepwell.funding.queries import handing, papers
from stepwell.funding.rules import papers as texts
from stepwell.funding.views import client_seen, page, today
from stepwell.funding.vocabulary import Paper
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way as Seen
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category
from stepwell.privacy.actions.disclosures import disclose
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import Basis, Information, Purpose, RecipientKind, Way

NO_PDF = Finding("FND-011", "PDF cannot be made on this machine. Ask whoever runs this installation.")
NO_DAYS = Finding("FND-012", "Nothing was charged on these days. Choose others.", "first")
NOT_PAID = Finding("FND-013", "The client paid nothing on these days. Choose others.", "first")


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.BILLING)
def hand_out(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Hand a superbill or a receipt to the client as PDF: a disclosure to the client, written down as such."""
    client = client_seen(request, client_id)
    on = today(request)
    form = HandForm(request.POST or None, initial={"first": on.replace(day=1), "last": on})
    made: list[bytes] = []

    def act() -> None:
        made.append(_made(request, client, form))

    if accepted(form, act):
        saw(request, client.pk, way=Seen.EXPORT)
        response = HttpResponse(made[0], content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{form.cleaned_data["what"]}.pdf"'
        add_never_cache_headers(response)
        return response
    lead = "Hand it to the client alone. A superbill names codes and diagnoses; a receipt names neither."
    context = {"heading": "A paper for the client", "lead": lead, "submit": "Make the PDF"}
    return page(request, client, "form", context, form)


@require_POST
@holding(Category.BENEFITS, writes=True)
def assign(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Write the assignment of benefits to a plan for the client to sign."""
    client = client_seen(request, client_id)
    policy = policies.get(client.pk, policy_id)
    if policy is None or policy.payer is None:
        raise Http404
    text = texts.assignment(papers.head(client, today(request)), policy.payer.name, policy.member_id or "")
    row = writing.write(
        actor=member(request), at=timezone.now(), client_id=client.pk, kind=Paper.ASSIGNMENT, about=policy.pk, text=text
    )
    return redirect("funding:paper", client.pk, row.pk)


def _made(request: HttpRequest, client: Client, form: HandForm) -> bytes:
    """Return the PDF, and write down that it leaves. Raises Refused: FND-011 to FND-013."""
    first, last, what = (form.cleaned_data[name] for name in ("first", "last", "what"))
    if what == "superbill":
        bill = handing.superbill(client, first, last)
        if not bill.lines:
            raise Refused(NO_DAYS)
        content = _pdf("superbill", {"bill": bill, "on": today(request)})
        told = {Information.IDENTITY, Information.ATTENDANCE, Information.DIAGNOSES, Information.BILLING}
    else:
        paid = handing.receipt(client, first, last)
        if not paid.payments:
            raise Refused(NOT_PAID)
        content = _pdf("hsa_receipt", {"receipt": paid, "on": today(request)})
        told = {Information.IDENTITY, Information.ATTENDANCE, Information.BILLING}
    leaving = Leaving(
        basis=Basis.CLIENT_ACCESS, recipient=Recipient(RecipientKind.CLIENT, client.legal_name),
        categories=frozenset(told), purpose=Purpose.AT_REQUEST, what=f"{what.capitalize()}, {first} to {last}",
        way=Way.IN_PERSON,
    )  # fmt: skip
    disclose(actor=member(request), at=timezone.now(), client_id=client.pk, leaving=leaving)
    return content


def _pdf(template: str, context: dict[str, object]) -> bytes:
    css = resources.files("stepwell.billing").joinpath("statement.css").read_text(encoding="utf-8")
    try:
        return pdf_of(render_to_string(f"funding/{template}.html", context), css)
    except NoPdf:
        raise Refused(NO_PDF) from None
