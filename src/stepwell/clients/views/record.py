"""The record of one client: its first page, and the same as JSON."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.clients import heading, queries
from stepwell.clients.heading import Asked, Drawn
from stepwell.clients.models import Client, ContactMethod
from stepwell.clients.rules.registration import age
from stepwell.clients.vocabulary import CONTACT_LABELS, LANGUAGES, MESSAGE_LABELS, ContactKind, Message
from stepwell.kernel import phones
from stepwell.platform import panels
from stepwell.platform.panels import Place, Tab
from stepwell.platform.tenancy.permissions import categories_of, holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.rights import Category

_NOBODY = str(UUID(int=0))  # stands for the client in addresses of which only the page is asked


@dataclass(frozen=True)
class Head:
    """What stands above every page of a record.

    years      age in full years, None without a birth date and for those who may not see it
    tabs       (label, address, whether it is this page), of pages that are open for this client
    is_closed  whether what this page is about is closed for this client: then it shows nothing, not even that
               there is none
    """

    client: Client
    years: int | None
    tabs: list[tuple[str, str, bool]]
    banners: list[Any]
    said: Drawn
    is_closed: bool


def client_or_404(client_id: UUID) -> Client:
    """Return a client that the actor sees. One behind the wall and one that is not there look the same."""
    client = queries.get(client_id)
    if client is None:
        raise Http404
    return client


def head_of(request: HttpRequest, client: Client) -> Head:
    """Return the head of a client's record for the page asked for."""
    today = timezone.now().astimezone(member(request).zone).date()
    own = [Tab("Summary", reverse("clients:record", args=[client.pk]))]
    if member(request).may(Category.CASELOAD):
        own.append(Tab("Care team", reverse("clients:care", args=[client.pk])))
    if member(request).may(Category.CHART) or member(request).may(Category.SERVICES):
        own.append(Tab("Diagnoses", reverse("clients:diagnoses", args=[client.pk])))
    tabs = own + panels.drawn(Place.CLIENT_TABS, request, client.pk)
    asked = Asked(member(request), client.pk, today)
    said = heading.drawn(asked, first_page=request.path == own[0].url)
    return Head(
        client=client,
        years=age(said.born, on=today) if said.born else None,
        tabs=[
            (tab.label, tab.url, tab.url == request.path)
            for tab in tabs
            if not _is_closed(_about(tab.url.replace(str(client.pk), _NOBODY)), said.seen)
        ],
        banners=panels.drawn(Place.CLIENT_BANNER, request, client.pk),
        said=said,
        is_closed=request.resolver_match is not None
        and _is_closed(categories_of(request.resolver_match.func), said.seen),
    )


@lru_cache(maxsize=128)
def _about(path: str) -> frozenset[Category]:
    """Return what the page at a path is about. Kept: an address is compared with all others that there are."""
    return categories_of(resolve(path).func)


def _is_closed(about: frozenset[Category], seen: frozenset[Category]) -> bool:
    return bool(about) and not about & seen


@shows_clients
@require_GET
@holding(Category.IDENTITY)
def record(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show who somebody is, how to reach them safely, whom to call, who cares for them."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who = member(request)
    head = head_of(request, client)
    demographics = queries.demographics_of(client.pk)
    context = {
        "head": head,
        "client": client,
        "demographics": demographics,
        "language": LANGUAGES.get(demographics.language) if demographics else "",
        "contacts": [_contact(method) for method in queries.contacts_of(client.pk)],
        "emergency_contacts": [
            (contact, phones.written(contact.phone)) for contact in queries.emergency_contacts_of(client.pk)
        ],
        "care": queries.care_of(client.pk),
        "panels": head.said.cards + panels.drawn(Place.CLIENT_SUMMARY, request, client.pk),
        "may_change": who.may(Category.DEMOGRAPHICS, writes=True),
        "may_assign": who.may(Category.CASELOAD, writes=True),
        "sees_demographics": Category.DEMOGRAPHICS in head.said.seen,
    }
    return render(request, "clients/record.html", context)


@dataclass(frozen=True)
class ContactRow:
    """A way to reach somebody, in words."""

    id: UUID
    kind: str
    value: str
    is_safe: bool
    may_text: bool
    message: str
    best_times: str


def _contact(method: ContactMethod) -> ContactRow:
    is_mail = method.kind == ContactKind.EMAIL
    return ContactRow(
        method.pk,
        CONTACT_LABELS[ContactKind(method.kind)],
        method.value if is_mail else phones.written(method.value),
        method.is_safe,
        method.may_text,
        MESSAGE_LABELS[Message(method.message)],
        method.best_times,
    )


@shows_clients
@require_GET
@holding(Category.IDENTITY)
def as_json(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Return the client's identity and, to those who may see it, the demographics. Recorded as an export."""
    client = client_or_404(client_id)
    demographics = queries.demographics_of(client.pk)
    saw(request, client.pk, way=Way.EXPORT)
    answer: dict[str, Any] = {
        "id": client.pk,
        "record_number": client.record_number,
        "first_name": client.first_name,
        "middle_name": client.middle_name,
        "last_name": client.last_name,
        "preferred_name": client.preferred_name,
        "pronouns": client.pronouns,
        "site": {"id": client.site_id, "name": client.site.name},
    }
    if demographics:
        answer |= {
            "birth_date": demographics.birth_date,
            "language": demographics.language,
            "needs_interpreter": demographics.needs_interpreter,
            "address": demographics.address,
        }
    return JsonResponse(answer)
