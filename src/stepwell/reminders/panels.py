"""The way to reminders from a client's schedule, and who has to be asked for another address, on Today."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stepwell.clients.models import Client
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category
from stepwell.reminders.vocabulary import WORK

DAYS = 14  # that it stands on Today
SHOWN = 8

NOT_ARRIVED = Question(
    "reminders that do not arrive",
    lambda who: who.may(Category.SCHEDULE, writes=True),
    "SELECT coalesce(json_agg(f.client_id ORDER BY f.ended_at DESC), '[]') FROM ("
    "SELECT r.client_id, r.ended_at FROM reminders_reminderrequest r"
    f" WHERE r.ended_how IN ({', '.join(repr(str(one)) for one in sorted(WORK))})"
    f" AND r.ended_at > %(at)s::timestamptz - interval '{DAYS} days'"
    " AND NOT EXISTS (SELECT FROM reminders_reminderrequest n WHERE n.client_id = r.client_id"
    " AND n.asked_at > r.asked_at)"
    " AND EXISTS (SELECT FROM clients_episode e WHERE e.client_id = r.client_id AND e.voided_at IS NULL"
    " AND (e.closed_on IS NULL OR e.closed_on >= %(today)s))"
    f" ORDER BY r.ended_at DESC LIMIT {SHOWN}) f",
)


def of_client(request: HttpRequest, client_id: UUID) -> SafeString:
    """Return the way to a client's reminders."""
    return render_to_string("reminders/_of_client.html", {"client_id": client_id}, request)


def not_arrived(request: HttpRequest, _: Member) -> SafeString | None:
    """Return whose reminders ended because nothing arrives, until they are asked anew."""
    found = answer(request, NOT_ARRIVED)
    if not found:
        return None
    names = {str(one.pk): one.display_name for one in Client.objects.filter(pk__in=found)}
    rows = [(key, names[key]) for key in found if key in names]
    saw_many(request, len(rows))
    return render_to_string("reminders/_today.html", {"rows": rows}, request) if rows else None
