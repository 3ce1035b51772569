"""What notes say on other pages: the tab of the chart, and what waits on Today."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.attendance.queries.rosters import Roster
from stepwell.attendance.vocabulary import Status
from stepwell.notes.actions.signing import license_of
from stepwell.notes.queries import queues
from stepwell.notes.vocabulary import ASKED, CATEGORIES, KIND_LABELS, NoteKind
from stepwell.platform.panels import Tab
from stepwell.platform.questions import Question, answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN = 6
WRITERS = frozenset({Role.CLINICIAN, Role.FACILITATOR, Role.PRESCRIBER, Role.CASE_MANAGER})
ANSWER = frozenset({Role.SUPERVISOR, Role.CLINICIAN})

ALL = queues.ALL.asked("unsigned notes of all", lambda who: Role.SUPERVISOR in who.roles)
OWN = queues.OWN.asked("own unsigned notes", lambda who: bool(who.roles & WRITERS) and Role.SUPERVISOR not in who.roles)
IS_UNCOSIGNED = Question(
    "notes without co-signature",
    lambda who: bool(who.roles & (WRITERS | ANSWER)),
    "SELECT EXISTS (SELECT FROM notes_note n WHERE n.signed_at IS NOT NULL AND n.credential = ''"
    " AND n.voided_at IS NULL AND NOT EXISTS (SELECT FROM notes_cosignature k WHERE k.note_id = n.id))",
)


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the tab of the chart, for who sees any notes."""
    who = member(request)
    categories = (Category.SERVICES, Category.SESSIONS, Category.CHART, Category.CASE_NOTES)
    if not any(who.may(category) for category in categories):
        return None
    return Tab("Notes", reverse("notes:client", args=[client_id]))


def from_roster(request: HttpRequest, found: Roster) -> SafeString | None:
    """Return the way from a roster to its note, once somebody was there: the group's, or that of the one client."""
    kind = ASKED.get(found.session.kind)
    there = [row.client_id for row in found.rows if row.taken and row.taken.status is not Status.ABSENT]
    if kind is None or not there or not member(request).may(CATEGORIES[kind], writes=True):
        return None
    arguments = [found.session.id] if kind is NoteKind.GROUP else [there[0], found.session.id]
    name = "notes:group" if kind is NoteKind.GROUP else "notes:of_session"
    shown = {"url": reverse(name, args=arguments), "label": KIND_LABELS[kind]}
    return render_to_string("notes/_from_roster.html", shown, request)


def unsigned(request: HttpRequest, who: Member) -> SafeString | None:
    """Return one's own notes to sign by age, and those that came back; for a supervisor how others stand."""
    leads = Role.SUPERVISOR in who.roles
    if not (who.roles & WRITERS or leads):
        return None
    listing, question = (queues.ALL, ALL) if leads else (queues.OWN, OWN)
    found = queues.unsigned(listing.read(answer(request, question)), at=timezone.now())
    mine = [row for row in found if row.is_mine]
    is_uncosigned = bool(who.roles & WRITERS) and answer(request, IS_UNCOSIGNED)
    returned = queues.returned_to(who.account_id) if is_uncosigned else []
    others = [row for row in found if not row.is_mine and row.age.steps] if leads else []
    if not (mine or returned or others):
        return None
    shown = {client_id for row in mine[:SHOWN] for client_id, _ in row.clients} | {note.client_id for note in returned}
    saw_many(request, len(shown))
    context = {
        "rows": mine[:SHOWN],
        "count": sum(len(row.clients) for row in mine),
        "returned": returned[:SHOWN],
        "late": sum(len(row.clients) for row in others),
        "leads": leads,
    }
    return render_to_string("notes/_today_unsigned.html", context, request)


def to_cosign(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the notes that wait for one's co-signature, for who holds a license."""
    if not who.roles & ANSWER or not answer(request, IS_UNCOSIGNED) or not license_of(who, at=timezone.now()):
        return None
    found = queues.to_cosign(account_id=who.account_id)
    if not found:
        return None
    saw_many(request, len({note.client_id for note in found[:SHOWN]}))
    return render_to_string("notes/_today_cosign.html", {"rows": found[:SHOWN], "count": len(found)}, request)
