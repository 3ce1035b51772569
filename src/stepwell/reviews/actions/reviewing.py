"""Writing a review, signing it together with its placement, setting it aside."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.clients.models import Client
from stepwell.clients.queries import enrollment as courses
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.placement import queries as placements
from stepwell.placement.actions import document_of, draft_of, placing, today_of
from stepwell.placement.actions.placing import Entries
from stepwell.placement.models import Placement, ServicesOrder
from stepwell.placement.rules import deciding as placement_rules
from stepwell.placement.rules import ordering
from stepwell.placement.vocabulary import Edition, Kind
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import check_reason, save_changed, void
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current
from stepwell.reviews.actions import carrying, moving
from stepwell.reviews.models import Review
from stepwell.reviews.queries import now as standing
from stepwell.reviews.queries.now import Now
from stepwell.reviews.rules import deciding
from stepwell.reviews.rules.deciding import Changes, Written, outcome_of
from stepwell.reviews.rules.document import text_of
from stepwell.reviews.vocabulary import Outcome

LABEL = "Review"
ONE_OPEN = Finding("REV-015", "A review of this client is being written. Finish that one, or set it aside.")
SETTLED = Finding("REV-016", "This review was signed or set aside before, and is not changed. Write a new one.")
CHANGED = Finding(
    "REV-017",
    "Something changed while you read: the text, the groups or the order. Read it again, and sign what stands there.",
)
CHANGED_ELSEWHERE = Finding(
    "REV-019", "The placement under this review was changed by itself. Save the review again, or set it aside."
)
OVERTAKEN = Finding(
    "REV-018", "A later review changed the level again, or the episode is closed. Undo the later one first."
)
_KINDS = {Outcome.CONTINUE: Kind.CONTINUED_STAY, Outcome.CHANGE: Kind.CHANGE, Outcome.LEAVE: Kind.DISCHARGE}


@dataclass(frozen=True)
class OrderWish:
    """New hours, from the day on which the review takes effect; single services stay as they are if they fit."""

    minutes: int
    days_min: int
    days_max: int
    is_taper: bool
    reason: str


@dataclass(frozen=True)
class ReviewEntries:
    """A review as typed. `placement` holds ratings, what may stop it, and the level decided.

    leaves, joins  ids of memberships that end, and of groups that are joined
    """

    placement: Entries = field(default_factory=Entries)
    decision: str = ""
    discussed: bool | None = None
    discussed_words: str = ""
    plan_changed: bool | None = None
    plan_words: str = ""
    next_review_on: date | None = None
    effective_on: date | None = None
    order: OrderWish | None = None
    leaves: tuple[UUID, ...] = ()
    joins: tuple[UUID, ...] = ()


@transaction.atomic
def begin_review(*, actor: Member, at: datetime, client: Client) -> Review:
    """Begin a review and the placement that it rests on. Raises Refused (REV-013, REV-015, PLC-015)."""
    now = standing.now_of(client.pk, today_of(actor, at))
    if now.episode is None or now.stay is None:
        raise Refused(carrying.NOBODY)
    if Review.objects.filter(client=client, signed_at=None, voided_at=None).exists():
        raise Refused(ONE_OPEN)
    before = placements.placements_of(client.pk)
    edition = Edition(before[0].edition) if before else Edition.THIRD
    placement = placing.begin(actor=actor, at=at, client=client, kind=Kind.CONTINUED_STAY, edition=edition)
    made = Review(
        organization_id=actor.organization_id,
        client=client,
        episode_id=now.episode.id,
        placement=placement,
        level=now.stay.level,
        begun_at=at,
        begun_by_id=actor.membership_id,
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def write_review(*, actor: Member, at: datetime, review: Review, version: int, entries: ReviewEntries) -> None:
    """Write what is typed into a draft; it need not be whole.

    version  that the writer saw
    raises   Refused (REV-016, PLC-016, EDIT-001)
    """
    if review.signed_at or review.voided_at:
        raise Refused(SETTLED)
    placement = review.placement
    if placement.decided_at is None:
        placing.write(actor=actor, at=at, placement=placement, version=placement.version, entries=entries.placement)
        _set_kind(placement, outcome_of(review.level, placement.decided))
    words: dict[str, Any] = {"discussed": entries.discussed_words.strip(), "plan": entries.plan_words.strip()}
    if entries.order:
        words["order"] = vars(entries.order) | {"reason": entries.order.reason.strip()}
    values = {
        "decision": entries.decision,
        "discussed": entries.discussed,
        "plan_changed": entries.plan_changed,
        "words": words,
        "next_review_on": entries.next_review_on,
        "effective_on": entries.effective_on,
        "leaves": sorted(set(entries.leaves)),
        "joins": sorted(set(entries.joins)),
    }
    save_changed(review, version=version, values=values)


def written_of(review: Review, now: Now) -> Written:
    """Return a review as the rules see it."""
    placement = review.placement
    stays_in = now.stay.program_id if now.stay else None
    return Written(
        decision=review.decision,
        level=review.level,
        decided=placement.decided,
        program_differs=placement.program_id is not None and placement.program_id != stays_in,
        discussed=review.discussed,
        discussed_words=review.words.get("discussed", ""),
        plan_changed=review.plan_changed,
        plan_words=review.words.get("plan", ""),
        next_review_on=review.next_review_on,
        changes=Changes(review.effective_on, bool(review.words.get("order")), bool(review.leaves or review.joins)),
    )


def findings_of(review: Review, now: Now, *, on: date) -> list[Finding]:
    """Return all that is in the way of signing: of the placement, of the review, of the hours ordered."""
    placement = review.placement
    if placement.voided_at or placement.kind != _KINDS[outcome_of(review.level, placement.decided)]:
        return [CHANGED_ELSEWHERE]
    found = placement_rules.check(draft_of(placement, on=on)) if placement.decided_at is None else []
    found += deciding.check(written_of(review, now), on=on)
    if now.stay is None or now.episode is None or now.episode.id != review.episode_id:
        return [*found, carrying.NOBODY]
    if now.stay.level != review.level:
        found.append(carrying.MOVED)
    wanted, program = standing.order_wanted(review, now), placement.program
    if wanted and program:
        orders = ServicesOrder.objects.filter(client=review.client_id, voided_at=None)
        before = list(orders.values_list("starts_on", flat=True))
        found += ordering.check(wanted, level=program.level, decided_on=on, before=before, on=on)
    return found


def text_to_sign(review: Review, now: Now, *, on: date) -> str:
    """Return the text of a draft as it would be signed now, with what it changes."""
    placement = document_of(review.placement, draft_of(review.placement, on=on))
    return text_of(written_of(review, now), standing.preview_of(review, now), placement=placement)


@transaction.atomic
def sign_review(*, actor: Member, at: datetime, review: Review, shown: str, mark: Mark) -> None:
    """Sign a review with its placement, and carry out what it changes: all of it, or nothing.

    Without a license in force it waits for a co-signature under the placement; then `carrying.carry_out` follows.

    shown   digest of the text that the signer read (`digest_of(text_to_sign(...).encode())`)
    raises  Refused (REV-001 to REV-017, PLC-001 ..., and what carrying out refuses)
    """
    if review.signed_at or review.voided_at:
        raise Refused(SETTLED)
    on = today_of(actor, at)
    placement = review.placement
    now = standing.now_of(review.client_id, on)
    text = text_to_sign(review, now, on=on)
    refuse(findings_of(review, now, on=on))
    if shown != digest_of(text.encode()):
        raise Refused(CHANGED)
    changes = carrying.has_changes(review, now)
    if changes:
        carrying.refuse_strangers(review)
    if placement.decided_at is None:
        placed = digest_of(document_of(placement, draft_of(placement, on=on)).encode())
        placing.decide(actor=actor, at=at, placement=placement, shown=placed, mark=mark)
    _sign(actor, at, review, text, mark, on)
    if changes and placement.decisions.filter(voided_at=None).exists():
        carrying.carry_out(actor=actor, at=at, review=review)


@transaction.atomic
def void_review(*, actor: Member, at: datetime, review: Review, reason: str) -> list[str]:
    """Set a review aside with its placement, and undo what it changed.

    returns  what could not be taken up again, in words
    raises   Refused (REV-014, REV-018, VOID-001, VOID-002, PLC-023, EDIT-001)
    """
    refuse(check_reason(reason))
    lost: list[str] = []
    if review.carried_out_at:
        carrying.refuse_strangers(review)
        _refuse_overtaken(review)
        client = Client.objects.get(pk=review.client_id)
        lost = moving.restore(actor=actor, at=at, client=client, undo=review.undo, reason=reason)
    void(review, at=at, membership_id=actor.membership_id, reason=reason)
    placement = Placement.objects.get(pk=review.placement_id)
    if placement.voided_at is None:
        placing.void_placement(actor=actor, at=at, placement=placement, reason=reason)
    return lost


def get_review(client_id: UUID, review_id: UUID) -> Review | None:
    """Return a review of a client with its placement; None if the actor does not see it."""
    found = Review.objects.filter(pk=review_id, client=client_id)
    return found.select_related(
        "client__site", "placement__program", "placement__client", "signed_by", "begun_by"
    ).first()


def _refuse_overtaken(review: Review) -> None:
    later = Review.objects.filter(client=review.client_id, carried_out_at__gt=review.carried_out_at, voided_at=None)
    now = courses.episode_of(review.client_id)
    if later.exists() or now is None or now.id != review.episode_id:
        raise Refused(OVERTAKEN)


def _set_kind(placement: Placement, outcome: Outcome) -> None:
    if placement.kind != _KINDS[outcome]:
        save_changed(placement, version=placement.version, values={"kind": _KINDS[outcome]})


def _sign(actor: Member, at: datetime, review: Review, text: str, mark: Mark, on: date) -> None:
    what = signatures.Subject(LABEL, text.encode(), Category.CHART, review.client_id)
    signature = signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=actor.name)
    values = {
        "signed_at": at,
        "signed_on": on,
        "signed_by_id": actor.membership_id,
        "credential": credential_of(actor.membership_id, on=on),
        "signed_text": text,
        "signature_id": signature.pk,
    }
    save_changed(review, version=review.version, values=values)
