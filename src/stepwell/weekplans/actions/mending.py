"""Mending a week: who stands in, what is canceled, which seats clients get, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.actions import booking, sessions
from stepwell.scheduling.actions.booking import Appointment
from stepwell.scheduling.actions.conflicts import NO_REACH
from stepwell.scheduling.models import Session, SessionStaff
from stepwell.scheduling.queries import reach
from stepwell.scheduling.vocabulary import CancelReason, Mode, SessionKind, StaffRole
from stepwell.weekplans.actions import appointments, telling, times
from stepwell.weekplans.actions.leaving import leave_session
from stepwell.weekplans.actions.times import Pattern, days_between
from stepwell.weekplans.models import ClientTime, Mending, StaffTime
from stepwell.weekplans.queries.mending import Looked, Wish, look
from stepwell.weekplans.rules import mended
from stepwell.weekplans.rules.appointments import Way
from stepwell.weekplans.rules.comparing import PARTS, moves
from stepwell.weekplans.rules.mending import HOUR
from stepwell.weekplans.vocabulary import By, Coming, What, Why

_CHANGED = "WEEK-046"
_GONE = Finding("WEEK-047", "One of the choices is no longer there. Choose again among those below.")
_WORDS = {**PARTS, "clients": "What is known of a client", "seats": "Who sits where", "appointments": "An appointment"}
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 2012))"
_MIDNIGHT, _LAST_MINUTE = time(0), time(23, 59)


@dataclass(frozen=True)
class Choice:
    """What somebody decided, having seen a page.

    seen    the marks of what it rested on
    chosen  by client: the key of an option; a client without an entry gets nothing for now
    become  by appointment: the key of what becomes of it; one without an entry stays for now
    """

    wish: Wish
    seen: Mapping[str, str]
    chosen: Mapping[str, str]
    become: Mapping[str, str] = field(default_factory=dict)


def mend(*, actor: Member, at: datetime, site: Site, choice: Choice, weeks: int = 1) -> Mending:
    """Carry out what was decided, in one transaction. Nobody else's seats are touched.

    weeks   of who is admitted: how many are filled, this one among them; those without an order are left
    raises  Refused: somebody changed the week meanwhile, or the database knows better; then nothing was changed
    """
    if site.pk not in reach.planned_sites():
        raise Refused(NO_REACH)
    with transaction.atomic():
        _one_at_a_time(site)
        looked = look(site, choice.wish, at=at)
        _check_seen(choice, looked)
        numbers = _numbers(choice, looked)
        ways = appointments.chosen(looked, choice.become)
        made = _done(actor, at, looked, numbers, ways)
        for number in range(1, weeks):
            _fill(actor, at, looked, timedelta(weeks=number))
        return made


def _done(actor: Member, at: datetime, looked: Looked, numbers: Mapping[str, int], ways: Mapping[str, Way]) -> Mending:
    week = looked.week(numbers)
    _carry_out(actor, at, looked, numbers)
    appointments.carry_out(actor, at, looked, ways)
    moved = moves(looked.before, week)
    telling.tell(actor=actor, week_on=looked.week_on, by=By.MENDED, moved=moved)
    return _keep(actor, looked, numbers, week, ways)


def _fill(actor: Member, at: datetime, first: Looked, later: timedelta) -> None:
    """Give who is admitted the best of what is free in a later week, if anything is ordered for it."""
    wish = Wish(What.ADMISSION, first.wish.about, first.week_on + later)
    try:
        looked = look(first.site, wish, at=at)
    except Refused:
        return
    numbers = {client: 0 for client, options in looked.options.items() if options[0]["add"]}
    if numbers:
        _done(actor, at, looked, numbers, {})


def key_of(option: Mapping[str, Any]) -> str:
    """Return what names an option of a client on a page: what is added and what is left."""
    return "+".join(one["session"] for one in option["add"]) + "-".join(
        ["", *(one["session"] for one in option["leave"])]
    )


def _one_at_a_time(site: Site) -> None:
    """Let one person mend the weeks of a site at a time: the next one sees what was done."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(site.pk)])


def _check_seen(choice: Choice, looked: Looked) -> None:
    changed = [_WORDS[name] for name, mark in looked.marks.items() if choice.seen.get(name) != mark]
    if changed:
        what = ", ".join([changed[0], *(one[0].lower() + one[1:] for one in changed[1:])])
        sentence = f"{what} changed while you looked. Nothing was done; look at what is offered now and confirm again."
        raise Refused(Finding(_CHANGED, sentence))


def _numbers(choice: Choice, looked: Looked) -> dict[str, int]:
    offered = {client: [key_of(option) for option in options] for client, options in looked.options.items()}
    found = {}
    for client, key in choice.chosen.items():
        if key not in offered.get(client, []):
            raise Refused(_GONE)
        found[client] = offered[client].index(key)
    return found


def _carry_out(actor: Member, at: datetime, looked: Looked, numbers: Mapping[str, int]) -> None:
    wish = looked.wish
    if wish.what == What.STAFF_AWAY:
        _note_leave(actor, looked)
    if wish.what == What.ABSENCE:
        _stay_away(actor, at, looked)
    for session, member in looked.instead.items():
        _substitute(actor, at, UUID(session), UUID(member))
    reason = CancelReason.STAFF_AWAY if wish.what == What.STAFF_AWAY else CancelReason.OTHER
    for row in Session.objects.filter(pk__in=looked.gone, cancelled_at=None).order_by("starts_at", "id"):
        sessions.cancel_session(actor=actor, at=at, session_id=row.pk, version=row.version, reason=reason)
    _reseat(actor, at, looked, numbers)


def _reseat(actor: Member, at: datetime, looked: Looked, numbers: Mapping[str, int]) -> None:
    """Take all seats away that are left before any is given: places come free first."""
    chosen = {client: looked.options[client][number] for client, number in sorted(numbers.items())}
    for client, option in chosen.items():
        for row in Session.objects.filter(pk__in=[one["session"] for one in option["leave"]]).order_by("starts_at"):
            leave_session(actor=actor, at=at, client_id=UUID(client), session=row)
    for client, option in chosen.items():
        for one in option["add"]:
            _add(actor, at, looked, UUID(client), one)


def _note_leave(actor: Member, looked: Looked) -> None:
    wish = looked.wish
    away = StaffTime.objects.filter(
        membership=wish.about, is_away=True, voided_at=None, from_on__lte=wish.day, to_on__gte=wish.last,
        weekdays__contains=sorted(days_between(wish.day, wish.last)), starts=_MIDNIGHT, ends=_LAST_MINUTE,
    )  # fmt: skip
    if not away.exists():
        times.add_staff_time(
            actor=actor, site_id=looked.site.pk, membership_id=wish.about, pattern=_whole(wish), is_away=True
        )


def _whole(wish: Wish) -> Pattern:
    return Pattern(days_between(wish.day, wish.last), _MIDNIGHT, _LAST_MINUTE, wish.day, wish.last)


def _stay_away(actor: Member, at: datetime, looked: Looked) -> None:
    """Free the places of a day to come, and note that the client cannot come then; what has begun stays as it is."""
    wish = looked.wish
    coming = Session.objects.filter(pk__in=looked.lost[str(wish.about)], starts_at__gt=at, locked_at=None)
    rows = list(coming.order_by("starts_at", "id"))
    for row in rows:
        leave_session(actor=actor, at=at, client_id=wish.about, session=row)
    known = ClientTime.objects.filter(client=wish.about, from_on=wish.day, to_on=wish.last, voided_at=None)
    if rows and not known.exists():
        times.add_client_time(
            actor=actor, client_id=wish.about, pattern=_whole(wish), coming=Coming.CANNOT, why=Why.OTHER
        )


def _substitute(actor: Member, at: datetime, session_id: UUID, member_id: UUID) -> None:
    row = Session.objects.get(pk=session_id)
    led = dict(SessionStaff.objects.filter(session=row.pk, removed_at=None).values_list("role", "membership_id"))
    leaders: dict[StaffRole, UUID | None] = {StaffRole.LEADER: member_id}
    if led.get(StaffRole.CO_LEADER) not in {None, member_id}:
        leaders[StaffRole.CO_LEADER] = led[StaffRole.CO_LEADER]
    sessions.change_staff(actor=actor, at=at, session_id=row.pk, version=row.version, leaders=leaders)


def _add(actor: Member, at: datetime, looked: Looked, client_id: UUID, seat: Mapping[str, str]) -> None:
    slot = next((one for one in looked.document["instance"]["slots"] if one["id"] == seat["session"]), None)
    if slot is None:
        booking.take_seat(actor=actor, at=at, client_id=client_id, session_id=UUID(seat["session"]))
        return
    starts = slot_begins(slot["id"], looked)
    program = next(one.programs[0] for one in looked.facts.clients if one.id == str(client_id))
    booking.book_appointment(
        actor=actor,
        at=at,
        client_ids=[client_id],
        appointment=Appointment(
            kind=SessionKind.INDIVIDUAL,
            program_id=UUID(program),
            starts_at=starts,
            minutes=HOUR,
            leader_id=UUID(slot["staff"]),
            room_id=UUID(slot["room"]) if slot.get("room") else None,
            mode=Mode.IN_PERSON if slot.get("room") else Mode.VIDEO,
        ),
    )


def slot_begins(slot_id: str, looked: Looked) -> datetime:
    """Return when an hour begins that was offered: its name says the day and the minute of the day."""
    day, _, minute = slot_id.partition(".")[0].partition("T")
    begins = datetime.strptime(day, "%Y%m%d").replace(tzinfo=looked.facts.zone)
    return begins.replace(hour=int(minute) // 60, minute=int(minute) % 60)


def _keep(
    actor: Member, looked: Looked, numbers: Mapping[str, int], week: dict[str, Any], ways: Mapping[str, Way]
) -> Mending:
    wish = looked.wish
    certificate = looked.certificate(week)
    short = {one["client"] for one in certificate["clients"] if one["violations"]}
    left = {
        client: [[str(one.obstacle), one.session] for one in looked.resolving(week, client)]
        for client in sorted(short & set(looked.lost))
    }
    moved = {client for client, number in numbers.items() if looked.options[client][number]["add"]}
    seen_alone = {client for one in looked.facts.sessions if one.id in ways for client in one.clients}
    return Mending.objects.create(
        organization_id=actor.organization_id,
        site=looked.site,
        week_on=looked.week_on,
        day=wish.day,
        until_on=wish.last if wish.last > wish.day else None,
        appointments={session: way.key for session, way in ways.items()},
        what=wish.what,
        about=wish.about,
        mended_by_id=actor.membership_id,
        substitutes=looked.instead,
        moved=sorted(map(UUID, moved | set(looked.lost) | seen_alone)),
        left=left,
        instance=mended.instance_after(looked.document, week),
        week=week,
        certificate=certificate,
    )
