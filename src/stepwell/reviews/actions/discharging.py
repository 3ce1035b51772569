"""Writing how somebody leaves, section by section; ending the episode with all that hangs on it; undoing that."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.clients.actions import care, enrollment
from stepwell.clients.models import Client, Episode, LevelOfCareStay
from stepwell.clients.queries import enrollment as courses
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.placement.actions import today_of
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import check_reason, save_changed, void
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.privacy.actions import ending
from stepwell.privacy.models import ConsentEnding
from stepwell.reviews.actions import leaving, lettering, moving
from stepwell.reviews.actions.carrying import NOBODY, NOT_YOURS
from stepwell.reviews.actions.moving import Undo
from stepwell.reviews.actions.summarizing import SETTLED
from stepwell.reviews.models import Discharge, DischargeSummary, FollowUpTask
from stepwell.reviews.queries import discharges
from stepwell.reviews.queries import now as standing
from stepwell.reviews.rules import discharging, followups
from stepwell.reviews.rules.leaving import Leaving

LABEL = "Discharge summary"
CHANGED = Finding("DIS-019", "Something changed while you read. Read it again, and sign what stands there now.")
UNDONE = Finding("DIS-030", "This discharge was undone before. Load the page again.")
LATER = Finding(
    "DIS-031", "A later episode was opened since. Close or set aside that one first: one person is in one at a time."
)


@transaction.atomic
def discharge(*, actor: Member, at: datetime, summary: DischargeSummary, shown: str, mark: Mark) -> Discharge:
    """End an episode on its last day, with its level, order, groups, seats and consents; plan calls if agreed.

    The letter to the client is filed with their documents.

    Who looked after the client may open the record as long as it takes to finish (rules.leaving), and no longer.

    shown   digest of the text that the signer read (`digest_of(discharges.text_of(...).encode())`)
    raises  Refused (DIS-001 to DIS-021, REV-014, ENR-007 ..., SCH-040 ...)
    """
    if summary.signed_at or summary.voided_at:
        raise Refused(SETTLED)
    needed = (Category.ENROLLMENT, Category.SCHEDULE, Category.CONSENTS)
    if not all(standing.writes(summary.client_id, category) for category in needed):
        raise Refused(NOT_YOURS)
    on = today_of(actor, at)
    episode = Episode.objects.select_for_update().filter(pk=summary.episode_id, closed_on=None, voided_at=None).first()
    if episode is None:
        raise Refused(NOBODY)
    refuse(discharging.check(discharges.written_of(summary), opened_on=episode.opened_on, on=on))
    text = discharges.text_of(summary)
    if shown != digest_of(text.encode()):
        raise Refused(CHANGED)
    _sign(actor, at, summary, text, mark, on)
    return _end(actor, at, summary, episode)


@transaction.atomic
def undo_discharge(*, actor: Member, at: datetime, discharge: Discharge, reason: str) -> list[str]:
    """Open the episode again as it was, because the discharge was a mistake; take its letter out of the record.

    Freed appointments are not booked again.

    returns  what could not be taken up again, in words: groups that are full by now, care that somebody else took over
    raises   Refused (DIS-030, DIS-031, REV-014, VOID-001)
    """
    refuse(check_reason(reason))
    if discharge.voided_at:
        raise Refused(UNDONE)
    if not all(standing.writes(discharge.client_id, each) for each in (Category.ENROLLMENT, Category.CHART)):
        raise Refused(NOT_YOURS)
    if any(row.span.begin > discharge.last_day for row in courses.episodes_of(discharge.client_id)):
        raise Refused(LATER)
    void(discharge, at=at, membership_id=actor.membership_id, reason=reason)
    void(DischargeSummary.objects.get(pk=discharge.summary_id), at=at, membership_id=actor.membership_id, reason=reason)
    lettering.withdraw_letter(at=at, discharge=discharge)
    client = Client.objects.get(pk=discharge.client_id)
    lost = moving.restore(actor=actor, at=at, client=client, undo=discharge.undo, reason=reason)
    lost += care.resume_care(discharge.undo)
    for noted in ConsentEnding.objects.filter(pk__in=discharge.undo.get("consents", ()), voided_at=None):
        ending.void_ending(actor=actor, at=at, ending=noted, reason=reason)
    return lost


def get_discharge(client_id: UUID, discharge_id: UUID) -> Discharge | None:
    """Return a discharge of a client; None if the actor does not see it."""
    found = Discharge.objects.filter(pk=discharge_id, client=client_id)
    return found.select_related("client__site", "episode__program", "done_by", "voided_by").first()


def _sign(actor: Member, at: datetime, summary: DischargeSummary, text: str, mark: Mark, on: date) -> None:
    what = signatures.Subject(LABEL, text.encode(), Category.CHART, summary.client_id)
    signature = signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=actor.name)
    values: dict[str, Any] = {
        "signed_at": at,
        "signed_by_id": actor.membership_id,
        "credential": credential_of(actor.membership_id, on=on),
        "signed_text": text,
        "signature_id": signature.pk,
    }
    save_changed(summary, version=summary.version, values=values)


def _end(actor: Member, at: datetime, summary: DischargeSummary, episode: Episode) -> Discharge:
    last_day = summary.last_day
    if last_day is None:
        raise Refused(NOBODY)
    client_id = summary.client_id
    places = standing.places_of(client_id, last_day)
    undo: Undo = {"episodes": [[str(episode.pk), "", str(episode.program_id)]], "stays": _stays(episode, last_day)}
    undo |= moving.leave(actor=actor, at=at, places=places, last_day=last_day, reason="The episode ended")
    moving.give_up_seats(actor=actor, at=at, client_id=client_id, last_day=last_day)
    undo |= moving.end_orders(actor=actor, at=at, client_id=client_id, last_day=last_day)
    enrollment.close_episode(actor=actor, at=at, episode=episode, closed_on=last_day)
    undo["consents"] = _end_consents(actor, at, client_id, last_day)
    endings = leaving.endings_of(client_id, Leaving(at, last_day, bool(summary.follow_up)), actor=actor)
    undo |= care.noted(endings)
    made = Discharge(
        organization_id=actor.organization_id,
        client_id=client_id,
        episode=episode,
        summary=summary,
        reason=summary.reason,
        last_day=last_day,
        done_at=at,
        done_by_id=actor.membership_id,
        undo=undo,
    )
    made.letter = lettering.file_letter(actor=actor, at=at, discharge=made)
    made.save(force_insert=True)
    if summary.follow_up:
        _plan_calls(actor, made)
    care.end_care(endings)
    return made


def _stays(episode: Episode, last_day: date) -> list[list[str]]:
    found = LevelOfCareStay.objects.filter(episode=episode, voided_at=None).values_list("pk", "ends_on")
    return moving.stays_before([(pk, ends_on) for pk, ends_on in found if ends_on is None or ends_on > last_day])


def _end_consents(actor: Member, at: datetime, client_id: UUID, last_day: date) -> list[str]:
    """End the consents that last until the end of treatment: on the last day, or today if one was signed later."""
    open_before = set(ConsentEnding.objects.filter(client=client_id).values_list("pk", flat=True))
    try:
        ending.end_with_treatment(actor=actor, at=at, client_id=client_id, on=last_day)
    except Refused:
        ending.end_with_treatment(actor=actor, at=at, client_id=client_id, on=today_of(actor, at))
    now = ConsentEnding.objects.filter(client=client_id, voided_at=None).values_list("pk", flat=True)
    return sorted(str(pk) for pk in set(now) - open_before)


def _plan_calls(actor: Member, made: Discharge) -> None:
    for days, due_on in followups.calls_after(made.last_day):
        FollowUpTask.objects.create(
            organization_id=actor.organization_id,
            client_id=made.client_id,
            discharge=made,
            days=days,
            due_on=due_on,
        )
