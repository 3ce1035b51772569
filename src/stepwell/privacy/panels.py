"""What this room says on other pages: a running emergency access, what waits for the privacy officer."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from stepwell.clients.heading import Asked, Banner, Flag, Source
from stepwell.platform.panels import Tab
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail import queries as trail
from stepwell.platform.trail.recording import saw_many
from stepwell.platform.walls.rights import Category, Role
from stepwell.privacy.queries import consents, emergencies
from stepwell.privacy.rules.emergencies import minutes_left
from stepwell.privacy.rules.glances import SOON_DAYS, Glance, badge_of_record
from stepwell.privacy.vocabulary import Expiry, Kind, State

SHOWN = 10
UNSIGNED = timedelta(days=2)
CONSENT_KEEPERS = frozenset({Role.ADMISSIONS, Role.PRIVACY})


def _running(answer: Any, _: Asked) -> Banner | None:
    """Say how long the actor's emergency access to this record still lasts, above every page of it."""
    if answer is None:
        return None
    closes_at = datetime.fromisoformat(answer["closes_at"])
    context = {
        "reason": answer["reason"],
        "closes_at": closes_at,
        "minutes": minutes_left(closes_at, timezone.now()),
    }
    return Banner(render_to_string("privacy/_running.html", context))


RUNNING = Source(
    "emergency access",
    Category.IDENTITY,
    "SELECT json_build_object('reason', a.reason, 'closes_at', a.closes_at) FROM privacy_emergencyaccess a"
    " WHERE a.account_id = %(account)s AND a.client_id = %(client)s AND a.closes_at > now()"
    " ORDER BY a.closes_at DESC LIMIT 1",
    _running,
    order=10,
)


def changes_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to a record's changes, for the privacy officer."""
    if not member(request).may(Category.AUDIT):
        return None
    return Tab("Changes", reverse("privacy:changes", args=[client_id]))


def consents_tab(request: HttpRequest, client_id: UUID) -> Tab | None:
    """Return the way to a client's consents."""
    if not member(request).may(Category.CONSENTS):
        return None
    return Tab("Consents", reverse("privacy:consents", args=[client_id]))


def consents_waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the consents that end soon and those that nobody signed, for admissions and the privacy officer."""
    if not who.roles & CONSENT_KEEPERS:
        return None
    now = timezone.now()
    until = now.astimezone(who.zone).date() + timedelta(days=SOON_DAYS)
    found = consents.waiting(at=now, until=until, before=now - UNSIGNED, most=SHOWN)
    saw_many(request, len({row.client_id for row, _ in (*found.ending, *found.unsigned)}))
    return render_to_string("privacy/_today_consents.html", {"found": found}, request)


# What became of each of a client's consents, for the badge beside the name.
_STANDING = """
SELECT json_agg(json_build_object('kind', c.kind, 'expiry', c.expiry, 'last', c.expires_on, 'signed', c.signed_at,
  'drafted', c.drafted_at,
  'revoked', EXISTS (SELECT FROM privacy_consentrevocation r WHERE r.consent_id = c.id),
  'ended', EXISTS (SELECT FROM privacy_consentending e
                   WHERE e.consent_id = c.id AND e.voided_at IS NULL AND e.happened_on <= %(today)s)))
FROM privacy_consent c WHERE c.client_id = %(client)s AND c.voided_at IS NULL
"""


def _badge(answer: Any, asked: Asked) -> Flag:
    badge = badge_of_record([_glance(one, asked) for one in answer or ()])
    return Flag(badge.words, badge.tone)


def _glance(one: dict[str, Any], asked: Asked) -> Glance:
    days_left = (date.fromisoformat(one["last"]) - asked.today).days if one["last"] else None
    over = one["ended"] or (days_left is not None and days_left < 0)
    state = State.EXPIRED if over else State.IN_FORCE
    if not one["signed"]:
        state = State.NOT_SIGNED
    elif one["revoked"]:
        state = State.REVOKED
    return Glance(Kind(one["kind"]), state, Expiry(one["expiry"]), days_left, datetime.fromisoformat(one["drafted"]))


STANDING = Source("consents", Category.CONSENTS, _STANDING, _badge, order=40)


def waiting(request: HttpRequest, who: Member) -> SafeString | None:
    """Return the emergency accesses that nobody has reviewed, and whether the access log holds."""
    if not who.may(Category.AUDIT, writes=True):
        return None
    rows = emergencies.unreviewed(who.account_id)
    if rows:
        saw_many(request, len({row.client_id for row in rows[:SHOWN]}))
    state, now = trail.state(), timezone.now()
    context = {
        "rows": rows[:SHOWN],
        "count": len(rows),
        "broken": state.broken,
        "is_late": state.is_late(now),
        "now": now,
    }
    return render_to_string("privacy/_today.html", context, request)
