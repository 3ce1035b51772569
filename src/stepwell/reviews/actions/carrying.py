"""Carrying out what a review decided: level, order, groups, all from one day on, all or nothing."""

from datetime import datetime

from django.db import transaction

from stepwell.clients.actions import enrollment
from stepwell.clients.models import Client
from stepwell.clients.queries import enrollment as courses
from stepwell.kernel.findings import Finding, Refused
from stepwell.placement import queries as placement
from stepwell.placement.actions import ordering, today_of
from stepwell.placement.models import ServicesOrder
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import moving
from stepwell.reviews.actions.moving import Undo
from stepwell.reviews.models import Review
from stepwell.reviews.queries import now as standing
from stepwell.reviews.queries.now import Now
from stepwell.reviews.rules.deciding import outcome_of
from stepwell.reviews.vocabulary import DECISION_SHORT, Decision, Outcome
from stepwell.scheduling.actions import memberships

NOT_YET = Finding("REV-020", "This waits for a licensed signature under its placement. Carry it out after that.")
DONE = Finding("REV-021", "This was carried out before, or changes nothing.")
NOBODY = Finding("REV-013", "Nobody is in care here on that day. Look at the course of care.")
NOT_YOURS = Finding(
    "REV-014", "Only who writes the course of care and the schedule of this client changes them: the primary clinician."
)
LATE = Finding(
    "REV-022", "The day from which it was to change has passed. Set the review aside, and write a new one.",
    "effective_on",
)  # fmt: skip
MOVED = Finding(
    "REV-023", "A group was left, or the level changed, since this was signed. Set it aside and write a new one."
)


@transaction.atomic
def carry_out(*, actor: Member, at: datetime, review: Review) -> None:
    """Carry out a signed review whose placement counts.

    raises  Refused: REV-013, REV-014, REV-020 to REV-023, ENR-004 ..., ORD-001 ..., SCH-001 ...
    """
    decision = placement.level_decided(review.client_id)
    if review.signed_at is None or decision is None or decision.placement_id != review.placement_id:
        raise Refused(NOT_YET)
    if review.carried_out_at or review.voided_at or review.effective_on is None:
        raise Refused(DONE)
    if review.effective_on < today_of(actor, at):
        raise Refused(LATE)
    client = Client.objects.get(pk=review.client_id)
    now = standing.now_of(client.pk, review.effective_on)
    _refuse_moved(review, now)
    if not has_changes(review, now):
        raise Refused(DONE)
    refuse_strangers(review)
    undo = _change_level(actor, at, client, review, now) | _change_order(actor, at, client, review, now)
    undo |= _change_groups(actor, at, review, now)
    save_changed(review, version=review.version, values={"carried_out_at": at, "undo": undo})


def has_changes(review: Review, now: Now) -> bool:
    """Return whether a review changes level, order or groups here."""
    leaves = outcome_of(review.level, review.placement.decided) is Outcome.LEAVE
    changes = standing.preview_of(review, now).changes_anything
    return changes and not leaves and review.effective_on is not None


def refuse_strangers(review: Review) -> None:
    """Raise Refused for who may write the chart, and not the course of care or the schedule."""
    needed = (Category.ENROLLMENT, Category.SCHEDULE)
    if not all(standing.writes(review.client_id, category) for category in needed):
        raise Refused(NOT_YOURS)


def _refuse_moved(review: Review, now: Now) -> None:
    if now.episode is None or now.stay is None or now.episode.id != review.episode_id:
        raise Refused(NOBODY)
    here = {place.membership_id for place in now.places}
    if now.stay.level != review.level or not here.issuperset(review.leaves):
        raise Refused(MOVED)


def _change_level(actor: Member, at: datetime, client: Client, review: Review, now: Now) -> Undo:
    program, stay = review.placement.program, now.stay
    if program is None or stay is None or review.effective_on is None or program.pk == stay.program_id:
        return {}
    episode = enrollment.get_episode(review.episode_id)
    before = courses.stays_of(episode.pk)
    undo: Undo = {
        "episodes": [[str(episode.pk), "", str(episode.program_id)]],
        "stays": moving.stays_before([(each.id, each.span.end) for each in before if each.id == stay.id]),
    }
    reason = DECISION_SHORT[Decision(review.decision)]
    made = enrollment.begin_stay(
        actor=actor, client=client, episode=episode, program=program, starts_on=review.effective_on, reason=reason
    )
    return undo | {"made_stays": [str(made.pk)]}


def _change_order(actor: Member, at: datetime, client: Client, review: Review, now: Now) -> Undo:
    wanted = standing.order_wanted(review, now)
    if wanted is None:
        return {}
    before = ServicesOrder.objects.filter(client=client, voided_at=None).values_list("pk", "ends_on", "starts_on")
    ended = [
        [str(order_id), ends_on.isoformat() if ends_on else ""]
        for order_id, ends_on, starts_on in before
        if starts_on < wanted.starts_on and (ends_on is None or ends_on >= wanted.starts_on)
    ]
    made = ordering.order_services(actor=actor, at=at, client=client, order=wanted)
    return {"orders": ended, "made_orders": [str(made.pk)]}


def _change_groups(actor: Member, at: datetime, review: Review, now: Now) -> Undo:
    if review.effective_on is None:
        return {}
    leaving = [place for place in now.places if place.membership_id in review.leaves]
    last_day = moving.day_before(review.effective_on)
    undo = moving.leave(actor=actor, at=at, places=leaving, last_day=last_day, reason="Changed by a review")
    joined = [
        memberships.join_group(
            actor=actor, at=at, client_id=review.client_id, series_id=series_id, from_on=review.effective_on
        )
        for series_id in review.joins
    ]
    return undo | {"joined": [str(row.pk) for row in joined]}
