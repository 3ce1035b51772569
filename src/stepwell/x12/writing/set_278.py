"""The 278 request: a payer is asked to authorize services. Guide 005010X217; source: docs/sources.md#x12."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.writing.attachments import Attachment, add_attachments
from stepwell.x12.writing.codes import (
    DELIVERED,
    EVERY,
    LEVELS_OF_SERVICE,
    PERIODS,
    RELEASE,
    REVIEW_ATTACHMENTS,
    REVIEW_CATEGORIES,
    REVIEW_KINDS,
)
from stepwell.x12.writing.envelope import Envelope, Guide, add_heading, interchange
from stepwell.x12.writing.health_codes import diagnoses
from stepwell.x12.writing.parties import (
    Contact,
    Dependent,
    Member,
    Payer,
    Provider,
    add_contact,
    add_demographics,
    add_member,
    add_name,
    add_payer,
    add_provider,
)
from stepwell.x12.writing.procedures import Procedure, procedure
from stepwell.x12.writing.sheet import Sheet, composite
from stepwell.x12.writing.tracing import add_trace

_PLACE = re.compile(r"[0-9]{2}")
_SERVICE_TYPE = re.compile(r"[0-9A-Z]{1,2}")
_SENT_BY = ("BM", "EL", "EM", "FX")
_MOST_DIAGNOSES = 12
_GOING_ON = ("R", "4", "S", "3", "1", "2")


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How much of it and how often: `amount` of `unit` every so often, for so many periods.

    Three visits a week for four weeks: unit VS, amount 3, every WK, period 35, periods 4.
    """

    unit: str
    amount: int
    every: str
    period: str
    periods: int


@dataclass(frozen=True, kw_only=True)
class Service:
    """One thing that is to be authorized.

    units   how many in all
    charge  dollars, if the payer wants to know, for one or for all as it wants
    first, last  its own days, if they are not those of the whole request
    """

    procedure: Procedure
    units: Decimal
    charge: Decimal | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewRequest:
    """One request about one person.

    kind              I initial, R renewal, 4 extension, S revised, 3 cancel, 1 and 2 appeals
    category          HS health services, AR admission, SC specialty care, IN individual
    service_type      such as AI, MH, A8
    place             place of service, such as 57
    previous_number   the authorization that all kinds but the first go on from
    level_of_service  U urgent, 03 emergency, E elective, or nothing
    release           what lets us tell: Y signed, I informed
    first, last       the days asked for, which may be to come
    """

    payer: Payer
    requester: Provider
    contact: Contact | None = None
    member: Member
    dependent: Dependent | None = None
    trace: str
    originator: str
    kind: str = "I"
    category: str = "HS"
    service_type: str
    place: str
    previous_number: str = ""
    level_of_service: str = ""
    release: str
    first: date
    last: date | None = None
    diagnoses: tuple[str, ...]
    delivery: Delivery | None = None
    attachments: tuple[Attachment, ...] = ()
    services: tuple[Service, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewSet:
    """One 278: number is ST02, reference is BHT03. The guide has one request in a set."""

    number: int
    reference: str
    request: ReviewRequest


def write_278(envelope: Envelope, sets: Sequence[ReviewSet]) -> str:
    """Return an interchange of 278 requests.

    Raises Refused with everything that is wrong.
    """
    return interchange(envelope, Guide.SERVICES_REVIEW, sets, _write)


def _write(sheet: Sheet, review_set: ReviewSet) -> None:
    add_heading(sheet, "0007", "13", sheet.identifier("reference", review_set.reference, 50, needed=True))
    with sheet.within("request"):
        request = review_set.request
        parent = _parties(sheet, request)
        event = sheet.level(parent, "EV", children=bool(request.services))
        _event(sheet, request)
        for index, service in enumerate(request.services):
            with sheet.within(f"services[{index}]"):
                sheet.level(event, "SS", children=False)
                _service(sheet, service)


def _parties(sheet: Sheet, request: ReviewRequest) -> int:
    """Add payer, requester, member and dependent; return the level of the client."""
    payer = sheet.level(None, "20", children=True)
    with sheet.within("payer"):
        add_payer(sheet, "X3", request.payer)
    requester = sheet.level(payer, "21", children=True)
    with sheet.within("requester"):
        add_provider(sheet, "1P", request.requester)
    if request.contact:
        add_contact(sheet, request.contact)
    client = sheet.level(requester, "22", children=True)
    with sheet.within("member"):
        add_member(sheet, request.member)
        add_demographics(sheet, request.member, needed=request.dependent is None)
    if request.dependent is None:
        return client
    client = sheet.level(client, "23", children=True)
    with sheet.within("dependent"):
        add_name(sheet, "QC", request.dependent.name)
        add_demographics(sheet, request.dependent)
    return client


def _event(sheet: Sheet, request: ReviewRequest) -> None:
    add_trace(sheet, request.trace, request.originator)
    sheet.add(
        "UM",
        sheet.code("category", request.category, REVIEW_CATEGORIES, needed=True),
        sheet.code("kind", request.kind, REVIEW_KINDS, needed=True),
        sheet.like(_SERVICE_TYPE, "service_type", request.service_type, "is no service type, such as AI or MH."),
        composite(sheet.like(_PLACE, "place", request.place, "is no place of service: two digits."), "B"),
        "",
        sheet.code("level_of_service", request.level_of_service, LEVELS_OF_SERVICE),
        "",
        "",
        sheet.code("release", request.release, RELEASE, needed=True),
    )
    if previous := sheet.identifier("previous_number", request.previous_number, 50, needed=request.kind in _GOING_ON):
        sheet.add("REF", "BB", previous)
    sheet.add("DTP", "AAH", *sheet.days("first", request.first, request.last, ahead=True))
    if not 0 < len(request.diagnoses) <= _MOST_DIAGNOSES:
        sheet.note("X12-623", "diagnoses", f"are {len(request.diagnoses)}: a request has 1 to {_MOST_DIAGNOSES}.")
    sheet.add("HI", *diagnoses(sheet, request.diagnoses))
    if request.delivery:
        with sheet.within("delivery"):
            _delivery(sheet, request.delivery)
    add_attachments(sheet, request.attachments, REVIEW_ATTACHMENTS, _SENT_BY)


def _delivery(sheet: Sheet, delivery: Delivery) -> None:
    sheet.add(
        "HSD",
        sheet.code("unit", delivery.unit, DELIVERED, needed=True),
        sheet.quantity("amount", Decimal(delivery.amount), needed=True),
        sheet.code("every", delivery.every, EVERY, needed=True),
        "",
        sheet.code("period", delivery.period, PERIODS, needed=True),
        sheet.quantity("periods", Decimal(delivery.periods), needed=True),
    )


def _service(sheet: Sheet, service: Service) -> None:
    if service.first:
        sheet.add("DTP", "472", *sheet.days("first", service.first, service.last, ahead=True))
    units = sheet.quantity("units", service.units, needed=True)
    sheet.add("SV1", procedure(sheet, service.procedure), sheet.money("charge", service.charge), "UN", units)
