"""Taking an inquiry down, and correcting what was taken down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stepwell.clients.models import Client
from stepwell.clients.queries import contact_index, sites_to_register_at
from stepwell.clients.vocabulary import ContactKind
from stepwell.inquiries.actions.entries import HIDDEN, VOIDED, Said, append, begin, lock
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import lookalikes
from stepwell.inquiries.queries.single import OWNERS
from stepwell.inquiries.rules import taking
from stepwell.inquiries.rules.taking import Danger, Reach, Told
from stepwell.inquiries.vocabulary import CALM_URGENCIES, Adult, Agreed, Caller, EntryKind, State, Urgency
from stepwell.kernel import phones
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.holders import is_unfit
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.rights import Role

LOOKS_ALIKE = "INQ-030"


@dataclass(frozen=True)
class Next:
    """What is done next, by whom, until when; all of it may be open."""

    owner_id: UUID | None = None
    step: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Same:
    """What staff decided about look-alikes.

    looked     they looked at all of them
    inquiry    the earlier inquiry that is about the same matter
    client_id  the record of the same person
    """

    looked: bool = False
    inquiry_id: UUID | None = None
    client_id: UUID | None = None


def take_inquiry(
    *,
    actor: Member,
    at: datetime,
    site_id: UUID,
    told: Told,
    danger: Danger | None = None,
    plan: Next | None = None,
    same: Same | None = None,
) -> Inquiry:
    """Take down what somebody asked for.

    at       when the call was
    danger   given if somebody is in danger; an inquiry stays "danger now" until it says what was done
    plan     by default the one who takes the call owns it
    same     what was decided about look-alikes; without it one that looks like another is refused
    raises   Refused: INQ-001 for somebody under 18 (nothing is kept), INQ-030 for look-alikes, INQ-028,
             INQ-029 and INQ-031 for an owner, site or record that is not to be chosen, others for bad input
    """
    on = at.astimezone(actor.zone).date()
    refuse(taking.check_adult(told.person, on=on))
    plan = plan or Next(owner_id=actor.membership_id)
    found = taking.check_told(told, on=on) + taking.check_danger(danger, told.urgency) + _check_plan(plan)
    same = same or Same()
    refuse(
        found + _check_site(site_id) + _check_owner(plan, site_id, besides=[actor.membership_id]) + _check_same(same)
    )
    if not same.looked:
        refuse(_look_alikes(told))
    row = Inquiry(
        organization_id=actor.organization_id,
        taken_at=at,
        taken_by_id=actor.membership_id,
        same_as_id=same.inquiry_id,
        client_id=same.client_id,
        urgency=told.urgency,
        **_columns(told, site_id),
        **_danger_columns(danger, told.urgency, at),
        **plan_columns(plan),
    )
    row.save(force_insert=True)
    locked = begin(row, actor=actor, at=at)
    if danger and danger.done.strip():
        append(
            locked, actor=actor, at=at, kind=EntryKind.DANGER, after=locked.standing.state, said=Said(words=danger.done)
        )
    return row


def _look_alikes(told: Told) -> list[Finding]:
    found = lookalikes.of(told)
    if not found:
        return []
    sentence = "Somebody like this is known already. Look below, and say whether it is the same. Say nothing of it"
    return [Finding(LOOKS_ALIKE, f"{sentence} to the caller.", "same")]


def change_inquiry(*, actor: Member, at: datetime, inquiry: Inquiry, version: int, site_id: UUID, told: Told) -> None:
    """Correct what was taken down.

    version  of the row as it was shown
    raises   Refused: EDIT-001 if somebody else was faster, INQ-0xx for bad input
    """
    if inquiry.voided_at:
        raise Refused(VOIDED)
    on, agreed = at.astimezone(actor.zone).date(), inquiry.agreed_at is not None
    found = taking.check_told(told, on=on, agreed=agreed)
    if told.urgency == Urgency.DANGER and inquiry.urgency != Urgency.DANGER:
        found.append(Finding("INQ-005", "For a new danger, take down a new inquiry: it asks what matters.", "urgency"))
    if told.urgency != Urgency.DANGER and inquiry.urgency == Urgency.DANGER:
        found.append(Finding("INQ-006", "Record what happened first: then the danger is over.", "urgency"))
    refuse(found + ([] if site_id == inquiry.site_id else _check_site(site_id)))
    editing.save_changed(inquiry, version=version, values={**_columns(told, site_id), "urgency": told.urgency})


def settle_danger(*, actor: Member, at: datetime, inquiry_id: UUID, words: str, urgency: Urgency) -> None:
    """Write down what happened: nobody is in danger any more, as far as is known.

    urgency  how soon something must happen from here on
    raises   Refused
    """
    locked = lock(inquiry_id)
    found = []
    if not locked.standing.in_danger:
        found.append(Finding("INQ-025", "Somebody wrote down what happened already. Load the page again."))
    if len(words.strip()) < editing.LEAST_REASON:
        found.append(Finding("INQ-014", "Write what happened: who went to the person, where they are now.", "words"))
    if urgency not in CALM_URGENCIES:
        found.append(Finding("INQ-006", "Choose how soon something must happen now.", "urgency"))
    refuse(found)
    values = {"danger_settled_at": at, "urgency": urgency}
    editing.save_changed(locked.row, version=locked.row.version, values=values)
    state = locked.standing.state
    append(locked, actor=actor, at=at, kind=EntryKind.DANGER, after=state, said=Said(words=words))


@dataclass(frozen=True)
class Agreement:
    """The person said that they may be contacted.

    to    what they agreed to, in their words
    reach how they are reached safely
    """

    how: Agreed
    to: str
    witness_id: UUID
    reach: Reach


def record_agreement(*, actor: Member, at: datetime, inquiry_id: UUID, agreement: Agreement) -> None:
    """Write down that the person agrees to be contacted, how, to what, and who witnessed it.

    Somebody who called or came has been reached by that; a signed paper has not.
    raises  Refused
    """
    locked = lock(inquiry_id)
    found = []
    if locked.row.caller == Caller.PERSON:
        found.append(Finding("INQ-026", "The person asked for themself: nothing more is needed to contact them."))
    if locked.row.agreed_at:
        found.append(Finding("INQ-026", "That the person agrees is written down already. Load the page again."))
    if len(agreement.to.strip()) < editing.LEAST_REASON:
        found.append(Finding("INQ-014", "Write what they agreed to, in their words.", "agreed_to"))
    if agreement.reach.phone and phones.tidy(agreement.reach.phone) is None:
        found.append(Finding("INQ-003", taking.NOT_A_NUMBER, "person_phone"))
    if is_unfit(agreement.witness_id, roles=tuple(Role), site_ids=[locked.row.site_id]):
        found.append(Finding("INQ-027", "The witness must work at the site now. Choose another.", "witness"))
    refuse(found)
    values = {
        "agreed_at": at,
        "agreed_how": agreement.how,
        "agreed_to": agreement.to.strip(),
        "agreed_witness_id": agreement.witness_id,
        **_reach_columns("person", agreement.reach),
    }
    editing.save_changed(locked.row, version=locked.row.version, values=values)
    spoke = agreement.how != Agreed.SIGNED and locked.standing.state in {State.NEW, State.TRYING}
    after = State.REACHED if spoke else locked.standing.state
    append(locked, actor=actor, at=at, kind=EntryKind.AGREED, after=after, said=Said(words=agreement.to))


def plan_next(*, actor: Member, at: datetime, inquiry: Inquiry, version: int, plan: Next) -> None:
    """Say who does what next, and until when. Raises Refused."""
    del actor, at  # the history names who, and when
    if inquiry.voided_at:
        raise Refused(VOIDED)
    refuse(_check_plan(plan) + _check_owner(plan, inquiry.site_id, besides=[inquiry.owner_id]))
    editing.save_changed(inquiry, version=version, values=plan_columns(plan))


def void_inquiry(*, actor: Member, at: datetime, inquiry_id: UUID, reason: str) -> None:
    """Set an inquiry aside because it was a mistake; it stays, with the reason. Raises Refused."""
    row = Inquiry.objects.filter(pk=inquiry_id).first()
    if row is None:
        raise Refused(HIDDEN)
    editing.void(row, at=at, membership_id=actor.membership_id, reason=reason)


def _check_plan(plan: Next) -> list[Finding]:
    if plan.due and not plan.step.strip():
        return [Finding("INQ-008", "There is a time and no step. Say what is to be done by then.", "next_step")]
    return []


def _check_site(site_id: UUID) -> list[Finding]:
    if any(site.pk == site_id for site in sites_to_register_at()):
        return []
    return [Finding("INQ-029", "This site is closed, or not one of yours. Choose another.", "site")]


def _check_same(same: Same) -> list[Finding]:
    is_there = (not same.client_id or Client.objects.filter(pk=same.client_id).exists()) and (
        not same.inquiry_id or Inquiry.objects.filter(pk=same.inquiry_id, voided_at=None).exists()
    )
    return [] if is_there else [Finding("INQ-031", "Whom you chose is not there any more. Look again.", "same")]


def _check_owner(plan: Next, site_id: UUID, *, besides: Collection[UUID | None]) -> list[Finding]:
    if not is_unfit(plan.owner_id, roles=OWNERS, site_ids=[site_id], besides=besides):
        return []
    return [Finding("INQ-028", "The owner must be somebody who takes calls at the site now. Choose another.", "owner")]


def plan_columns(plan: Next) -> dict[str, Any]:
    """Return a plan as columns."""
    return {"owner_id": plan.owner_id, "next_step": plan.step.strip() or None, "next_due": plan.due}


def _columns(told: Told, site_id: UUID) -> dict[str, Any]:
    person, asker, wish = told.person, told.asker, told.wish
    own = {
        name: getattr(person, name)
        for name in (
            "first_name", "last_name", "preferred_name", "search_key", "birth_date", "age", "may_text", "message",
            "safe_times", "language", "needs_interpreter",
        )
    }  # fmt: skip
    asked = {name: getattr(wish, name) for name in ("can_start", "day_part", "insurer", "holder", "heard_from")}
    is_third = asker.caller == Caller.OTHER
    return {
        **own,
        **asked,
        **_reach_columns("person", person.reach),
        **_reach_columns("caller", asker.reach if is_third else Reach()),
        "site_id": site_id,
        "channel": told.channel,
        "caller": asker.caller,
        "relation": (asker.relation or "") if is_third else "",
        "caller_name": (asker.name.strip() or None) if is_third else None,
        "is_adult": True if person.adult == Adult.YES or person.birth_date or person.age else None,
        "words": wish.words.strip() or None,
        "concerns": list(wish.concerns),
        "member_id": wish.member_id.strip() or None,
    }


def _reach_columns(whose: str, reach: Reach) -> dict[str, Any]:
    phone, email = phones.tidy(reach.phone) if reach.phone else None, reach.email.strip() or None
    return {
        f"{whose}_phone": phone,
        f"{whose}_phone_index": contact_index(ContactKind.MOBILE, phone) if phone else None,
        f"{whose}_email": email,
        f"{whose}_email_index": contact_index(ContactKind.EMAIL, email) if email else None,
    }


def _danger_columns(danger: Danger | None, urgency: Urgency, at: datetime) -> dict[str, Any]:
    if danger is None:
        return {}
    return {
        "danger": True,
        "danger_kinds": list(danger.kinds),
        "danger_where": danger.where.strip(),
        "danger_callback": phones.tidy(danger.callback),
        "danger_settled_at": None if urgency == Urgency.DANGER else at,
    }
