"""One inquiry: what was said, what may be done, what happened."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.clients.rules.registration import age
from stepwell.clients.vocabulary import LANGUAGES, MESSAGE_LABELS, Message
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import inbox, single
from stepwell.inquiries.rules import scripts
from stepwell.inquiries.rules.waiting import waited
from stepwell.inquiries.vocabulary import (
    AGREED_LABELS,
    CHANNEL_LABELS,
    CONCERN_LABELS,
    DANGER_LABELS,
    DAY_PART_LABELS,
    HEARD_LABELS,
    HOLDER_LABELS,
    OPEN_STATES,
    RELATION_LABELS,
    START_LABELS,
    STATE_LABELS,
    URGENCY_LABELS,
    Caller,
    Channel,
    Concern,
    DangerKind,
    Relation,
    State,
    Urgency,
)
from stepwell.kernel import phones
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.rights import Category


def inquiry_or_404(request: HttpRequest, inquiry_id: UUID) -> Inquiry:
    """Return an inquiry that the actor sees, and record that the request shows it.

    Before there is a client, the trace says that one person's data was opened, and not whose.
    """
    row = single.get(inquiry_id)
    if row is None:
        raise Http404
    if row.client_id:
        saw(request, row.client_id)
    else:
        saw_many(request, 1, way=Way.PAGE)
    return row


@shows_clients
@require_GET
@holding(Category.INQUIRIES)
def inquiry(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Show an inquiry with its script, its next step and what happened."""
    row = inquiry_or_404(request, inquiry_id)
    course = single.course_of(row.pk)
    who, now = member(request), timezone.now()
    is_open = course.state in OPEN_STATES and row.voided_at is None
    context = {
        "inquiry": row,
        "name": inbox.name_of(row),
        "asked_by": inbox.asked_by(row),
        "state": STATE_LABELS[course.state],
        "urgency": URGENCY_LABELS[Urgency(row.urgency)],
        "waits": waited(row.taken_at, now),
        "is_late": bool(row.next_due and row.next_due < now),
        "course": course,
        "earlier": [(one, CHANNEL_LABELS[Channel(one.channel)]) for one in single.earlier_of(row)],
        "may_write": who.may(Category.INQUIRIES, writes=True) and row.voided_at is None,
        "is_open": is_open,
        "is_closed": course.state == State.CLOSED,
        "is_danger": row.urgency == Urgency.DANGER,
        "script": scripts.to_the_person(Message(row.message)) if row.may_contact else scripts.TO_A_THIRD_PARTY,
        **_said(row, on=now.astimezone(who.zone).date()),
    }
    return render(request, "inquiries/inquiry.html", context)


def _said(row: Inquiry, *, on: Any) -> dict[str, Any]:
    """Return what was taken down, in words, as pairs of a term and what was said."""
    years = age(row.birth_date, on=on) if row.birth_date else row.age
    person = [
        ("Age", f"{years}" if years else ("18 or older" if row.is_adult else "Not known")),
        ("Language", LANGUAGES[row.language] + (", needs an interpreter" if row.needs_interpreter else "")),
        ("Can start", START_LABELS[row.can_start]),
        ("Time of day", DAY_PART_LABELS[row.day_part]),
        ("Insurer", row.insurer or "Not said"),
        ("Member number", row.member_id or "Not said"),
        ("Policy held by", HOLDER_LABELS[row.holder]),
        ("Heard of us", HEARD_LABELS[row.heard_from]),
    ]
    return {
        "person": person,
        "concerns": [CONCERN_LABELS[Concern(one)] for one in row.concerns],
        "dangers": [DANGER_LABELS[DangerKind(one)] for one in row.danger_kinds],
        "channel": CHANNEL_LABELS[Channel(row.channel)],
        "is_third": row.caller == Caller.OTHER,
        "relation": RELATION_LABELS[Relation(row.relation)] if row.relation else "",
        "agreed": dict(AGREED_LABELS).get(row.agreed_how, ""),  # type: ignore[call-overload]
        "message": MESSAGE_LABELS[Message(row.message)],
        "person_phone": phones.written(row.person_phone) if row.person_phone else "",
        "caller_phone": phones.written(row.caller_phone) if row.caller_phone else "",
        "danger_callback": phones.written(row.danger_callback) if row.danger_callback else "",
    }
