"""Ending and taking up again what somebody is planned for: orders, groups, seats. What was, is kept for undoing it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from stepwell.clients.models import Client, Episode, LevelOfCareStay
from stepwell.kernel.findings import Refused
from stepwell.placement.models import ServicesOrder
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void
from stepwell.reviews.queries.now import Place
from stepwell.scheduling.actions import booking, memberships
from stepwell.scheduling.actions.conflicts import told
from stepwell.scheduling.models import GroupMembership, Seat
from stepwell.scheduling.vocabulary import CancelReason

Undo = dict[str, Any]
_NOT_BEGUN = "It ended before it began."


def leave(*, actor: Member, at: datetime, places: list[Place], last_day: date, reason: str) -> Undo:
    """End memberships of groups on a day; one that has not begun by then is set aside. Raises Refused."""
    left, voided = [], []
    for place in places:
        if place.to_on and place.to_on <= last_day:
            continue
        if place.from_on > last_day:
            memberships.void_membership(actor=actor, at=at, membership_id=place.membership_id, reason=_NOT_BEGUN)
            voided.append([str(place.series_id), str(place.from_on), _day(place.to_on)])
        else:
            memberships.leave_group(
                actor=actor, at=at, membership_id=place.membership_id, to_on=last_day, reason=reason
            )
            left.append([str(place.membership_id), _day(place.to_on)])
    return {"left": left, "not_begun": voided}


def give_up_seats(*, actor: Member, at: datetime, client_id: UUID, last_day: date) -> int:
    """Free the seats of somebody in sessions that are still to come after a day; return how many."""
    found = Seat.objects.filter(
        client=client_id, removed_at=None, voided_at=None, session__day__gt=last_day, session__starts_at__gt=at,
        session__locked_at=None,
    )  # fmt: skip
    seats = list(found.order_by("session__starts_at").values_list("pk", flat=True))
    for seat_id in seats:
        booking.give_up_seat(actor=actor, at=at, seat_id=seat_id, reason=CancelReason.OTHER)
    return len(seats)


def end_orders(*, actor: Member, at: datetime, client_id: UUID, last_day: date) -> Undo:
    """End the orders that run past a day; one that has not begun by then is set aside."""
    ended, voided = [], []
    for order in ServicesOrder.objects.filter(client=client_id, voided_at=None).order_by("starts_on"):
        if order.starts_on > last_day:
            void(order, at=at, membership_id=actor.membership_id, reason=_NOT_BEGUN)
            voided.append(str(order.pk))
        elif order.ends_on is None or order.ends_on > last_day:
            ended.append([str(order.pk), _day(order.ends_on)])
            save_changed(order, version=order.version, values={"ends_on": last_day})
    return {"orders": ended, "orders_not_begun": voided}


def restore(*, actor: Member, at: datetime, client: Client, undo: Undo, reason: str) -> list[str]:
    """Take up again what `undo` says was ended, and set aside what was begun instead.

    returns  what could not be taken up again, in words: a group that is full by now
    raises   Refused (EDIT-001, VOID-002) if somebody changed it meanwhile
    """
    _set_aside(actor, at, undo, reason)
    for episode_id, closed_on, program_id in undo.get("episodes", ()):
        episode = Episode.objects.get(pk=episode_id)
        values = {"closed_on": _date(closed_on), "program_id": UUID(program_id)}
        save_changed(episode, version=episode.version, values=values)
    for stay_id, ends_on in undo.get("stays", ()):
        stay = LevelOfCareStay.objects.get(pk=stay_id)
        save_changed(stay, version=stay.version, values={"ends_on": _date(ends_on)})
    for order_id, ends_on in undo.get("orders", ()):
        order = ServicesOrder.objects.get(pk=order_id)
        save_changed(order, version=order.version, values={"ends_on": _date(ends_on)})
    return _rejoin(actor, at, client, undo)


def _set_aside(actor: Member, at: datetime, undo: Undo, reason: str) -> None:
    made: tuple[tuple[Any, str], ...] = (
        (ServicesOrder, "made_orders"),
        (LevelOfCareStay, "made_stays"),
        (GroupMembership, "joined"),
    )
    for model, name in made:
        for row in model.objects.filter(pk__in=undo.get(name, ()), voided_at=None):
            void(row, at=at, membership_id=actor.membership_id, reason=reason)


def _rejoin(actor: Member, at: datetime, client: Client, undo: Undo) -> list[str]:
    lost = []
    for membership_id, to_on in undo.get("left", ()):
        row = GroupMembership.objects.select_related("series").get(pk=membership_id)
        try:
            with told():
                row.to_on, row.leave_reason = _date(to_on), None
                row.save(update_fields=["to_on", "leave_reason"])
        except Refused as refusal:
            lost.append(f"{row.series.name}: {refusal.findings[0].sentence}")
    for series_id, from_on, to_on in undo.get("not_begun", ()):
        begins = date.fromisoformat(from_on)
        try:
            memberships.join_group(
                actor=actor, at=at, client_id=client.pk, series_id=UUID(series_id), from_on=begins, to_on=_date(to_on)
            )
        except Refused as refusal:
            lost.append(refusal.findings[0].sentence)
    return lost


def stays_before(stays: list[tuple[UUID, date | None]]) -> list[list[str]]:
    """Return stays as `restore` reads them."""
    return [[str(stay_id), _day(ends_on)] for stay_id, ends_on in stays]


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
