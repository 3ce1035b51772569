"""Accepting an invitation, and printing one."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform.accounts.models import Account
from stepwell.platform.documents.pdf import NoPdf
from stepwell.platform.invitations import acceptance, actions, letters, queries
from stepwell.platform.invitations.forms import AcceptForm
from stepwell.platform.invitations.queries import Offer
from stepwell.platform.links.visitors import closed, forget, visitors
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.forms import add_findings
from stepwell.platform.walls.rights import Category


@require_http_methods(["GET", "HEAD", "POST"])
@visitors(actions.PURPOSE)
def accept(request: HttpRequest) -> HttpResponse:
    """Show who invites, and take the answer: with a new account, or with the one that somebody has."""
    offer = queries.offer(request.visitor.visit)  # type: ignore[attr-defined]
    if offer is None:
        return closed(request)
    if isinstance(request.user, Account):
        return _with_account(request, offer, request.user)
    if offer.has_account:
        return render(request, "invitations/sign_in.html", {"offer": offer})
    return _with_new_account(request, offer)


@require_POST
@holding(Category.CONFIGURATION, writes=True)
def letter(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Make a new code for somebody invited, and answer with the letter that carries it; codes before open nothing."""
    membership = Membership.objects.filter(pk=membership_id).first()
    if membership is None:
        raise Http404
    scope = request.acting.scope  # type: ignore[attr-defined]
    try:
        made = actions.invite_again(actor=scope, at=timezone.now(), membership=membership, by_mail=False)
    except Refused as refusal:
        return render(request, "invitations/no_letter.html", {"findings": refusal.findings}, status=409)
    words = letters.words_of(membership, made, member(request).organization_name)
    return _pdf(request, words) if request.POST.get("as") == "pdf" else _page(request, words)


def _page(request: HttpRequest, words: dict[str, object], without_pdf: str = "") -> HttpResponse:
    page = words | {"without_pdf": without_pdf, "zone": member(request).zone}
    response = render(request, "invitations/letter.html", page)
    add_never_cache_headers(response)
    return response


def _pdf(request: HttpRequest, words: dict[str, object]) -> HttpResponse:
    try:
        content = letters.pdf(words | {"zone": member(request).zone})
    except NoPdf as missing:
        return _page(request, words, str(missing))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="invitation.pdf"'
    add_never_cache_headers(response)
    return response


def _with_account(request: HttpRequest, offer: Offer, account: Account) -> HttpResponse:
    page = {"offer": offer, "is_theirs": account.email == offer.membership.email, "findings": ()}
    if request.method == "POST":
        scope = request.visitor.scope  # type: ignore[attr-defined]
        try:
            acceptance.accept_as(actor=scope, at=timezone.now(), membership=offer.membership, account=account)
            return _welcome(request, offer, redirect("/"))
        except Refused as refusal:
            page["findings"] = refusal.findings
    return render(request, "invitations/join.html", page, status=409 if page["findings"] else 200)


def _with_new_account(request: HttpRequest, offer: Offer) -> HttpResponse:
    form = AcceptForm(request.POST or None, initial={"name": offer.membership.name})
    if request.method == "POST" and form.is_valid():
        try:
            account = acceptance.accept_as_new(
                actor=request.visitor.scope,  # type: ignore[attr-defined]
                at=timezone.now(),
                membership=offer.membership,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
            )
            return _welcome(request, offer, perform_login(request, account, redirect_url="/"))
        except Refused as refusal:
            add_findings(form, refusal.findings)
    status = 422 if form.errors else 200
    return render(request, "invitations/accept.html", {"form": form, "offer": offer}, status=status)


def _welcome(request: HttpRequest, offer: Offer, response: HttpResponse) -> HttpResponse:
    request.session[ORGANIZATION] = str(offer.membership.organization_id)
    forget(response)
    return response
