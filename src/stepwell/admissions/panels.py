"""What admission says on other pages: a tab of the record, and lists of work on Today."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.admissions.presenting import mend_of
from stepwell.admissions.queries.candidates import on_the_way
from stepwell.admissions.queries.nobodys import WITHOUT_PRIMARY
from stepwell.admissions.queries.uncovered import uncovered
from stepwell.admissions.vocabulary import MENDER_LABELS, SEEN_WITH, Gate, Stage
from stepwell.clients.queries import Named, named
from stepwell.platform.panels import Tab
from stepwell.platform.questions import answer
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role

SHOWN, SHOWN_NOBODYS, UNCOVERED = 6, 10, 10
_NOBODYS = named(WITHOUT_PRIMARY, most=SHOWN_NOBODYS + 1)
NOBODYS = _NOBODYS.asked("clients without a primary clinician", lambda who: who.may(Category.CASELOAD, writes=True))


def tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to the gates, or to the first day for whoever sees only that."""
    who = member(request)
    if who.may(Category.SCREENING):
        return Tab("Admission", reverse("admissions:client", args=[client_id]))
    if who.may(Category.SAFETY):
        return Tab("First day", reverse("admissions:day", args=[client_id]))
    return None


def waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return who can be admitted, and who waits for what, for admissions."""
    if Role.ADMISSIONS not in who.roles:
        return None
    now = timezone.now()
    people = [row for row in on_the_way(who=who, at=now) if row.is_on_the_way]
    ready = [row for row in people if row.place.stage is Stage.READY][:SHOWN]
    others = [row for row in people if row.next]
    if not (ready or others):
        return None
    today = now.astimezone(who.zone).date()
    shown = [
        (row, row.place.days(today), MENDER_LABELS[row.next.mender], mend_of(row, who))
        for row in others[:SHOWN]
        if row.next
    ]
    saw_many(request, len(ready) + len(shown))
    context = {"ready": ready, "waiting": shown, "count": len(people)}
    return render_to_string("admissions/_today.html", context, request)


def unauthorized(request: HttpRequest, who: Member) -> SafeString | None:
    """Return who lacks an authorization that nobody asked for, for those who ask payers for them."""
    if not who.may(Category.AUTHORIZATIONS, writes=True):
        return None
    if not all(map(who.sees_daily, (*SEEN_WITH[Gate.AUTHORIZATION], Category.ENROLLMENT))):
        return None
    rows = uncovered(who=who, at=timezone.now())
    if not rows:
        return None
    saw_many(request, min(len(rows), UNCOVERED))
    return render_to_string(
        "admissions/_today_unauthorized.html", {"rows": rows[:UNCOVERED], "count": len(rows)}, request
    )


def nobodys(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the clients without a primary clinician, for those who assign care."""
    found = answer(request, NOBODYS)
    if found is None:
        return None
    rows = [Named(*row) for row in _NOBODYS.read(found)]
    saw_many(request, min(len(rows), SHOWN_NOBODYS))
    context = {"rows": rows[:SHOWN_NOBODYS], "more": len(rows) > SHOWN_NOBODYS}
    return render_to_string("admissions/_today_nobodys.html", context, request)
