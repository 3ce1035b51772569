"""Writing a placement, answering for what stops it, deciding, co-signing, setting aside."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.clients.models import CarriedOver, Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.people.queries.credentials import credential_of
from stepwell.placement.actions import document_of, draft_of, today_of
from stepwell.placement.models import Cosignature, LevelDecision, Override, Placement, ServicesOrder
from stepwell.placement.rules import deciding
from stepwell.placement.vocabulary import Edition, Kind
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current

LABEL = "Placement"
_OPEN_DRAFT = Finding("PLC-015", "A placement of this client is being written. Finish that one, or set it aside.")
_DECIDED = Finding("PLC-016", "This was decided before and is not changed. Write a new placement.")
_CHANGED = Finding("PLC-017", "This was changed while you read it. Read it again, and sign what stands there now.")
_UNLICENSED = Finding("PLC-018", "This needs a license in force, and yours is not recorded or has run out.")
_SHORT = Finding(
    "PLC-019", f"Say why this level is safe all the same, in {deciding.LEAST_OVERRIDE} letters or more.", "reason"
)
_NOTHING_STOPS = Finding("PLC-020", "Nothing stops this placement that was not answered for.")
_NOT_WAITING = Finding("PLC-021", "This waits for no signature: it has one, or its writer is licensed.")
_OWN = Finding("PLC-022", "You decided this. Somebody else with a license signs beside you.")
_ORDERED = Finding("PLC-023", "Services were ordered by this decision. Set the order aside first.")


@dataclass(frozen=True)
class Entries:
    """A placement as typed, as far as it is typed.

    ratings   dimension (1 to 6) to 0 to 4
    words     dimension to what the rating rests on
    stops     question to "yes", "no" or "unknown"
    """

    ratings: dict[int, int] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    stops: dict[str, str] = field(default_factory=dict)
    recommended: str = ""
    decided: str = ""
    program: Program | None = None
    reason: str = ""
    variance: str = ""
    variance_reason: str = ""
    referral: str = ""
    undiagnosed_because: str = ""
    criteria_set: str = ""
    criteria_version: str = ""
    criteria_reference: str = ""


def begin(*, actor: Member, at: datetime, client: Client, kind: Kind, edition: Edition) -> Placement:
    """Begin a placement: an empty draft. Raises Refused (PLC-015) while another is being written."""
    if Placement.objects.filter(client=client, decided_at=None, voided_at=None).exists():
        raise Refused(_OPEN_DRAFT)
    made = Placement(
        organization_id=actor.organization_id,
        client=client,
        kind=kind,
        edition=edition,
        begun_at=at,
        begun_by_id=actor.membership_id,
    )
    made.save(force_insert=True)
    return made


def write(*, actor: Member, at: datetime, placement: Placement, version: int, entries: Entries) -> None:
    """Write what is typed into a draft; it need not be whole.

    version  that the writer saw
    raises   Refused (PLC-016, EDIT-001)
    """
    del actor, at  # the history names who, and when
    if placement.decided_at:
        raise Refused(_DECIDED)
    values: dict[str, Any] = {f"rating_{n}": entries.ratings.get(n) for n in range(1, 7)}
    values |= {name: value for name, value in vars(entries).items() if name not in {"ratings", "words"}}
    values |= {"words": {str(n): said for n, said in entries.words.items() if said.strip()}}
    save_changed(placement, version=version, values=values)


@transaction.atomic
def override(*, actor: Member, at: datetime, placement: Placement, reason: str) -> Override:
    """Answer, as somebody licensed, for what stops a placement now. Another answer later asks anew.

    raises  Refused (PLC-016, PLC-018 ... PLC-020)
    """
    on = today_of(actor, at)
    draft = draft_of(placement, on=on)
    covers = deciding.stopping(draft.stops) - draft.covered
    credential = credential_of(actor.membership_id, on=on)
    found = [_DECIDED] if placement.decided_at or placement.voided_at else []
    found += [] if credential else [_UNLICENSED]
    found += [] if len(reason.strip()) >= deciding.LEAST_OVERRIDE else [_SHORT]
    refuse(found if covers else [*found, _NOTHING_STOPS])
    return Override.objects.create(
        organization_id=actor.organization_id,
        placement=placement,
        client_id=placement.client_id,
        account_id=actor.account_id,
        made_by_id=actor.membership_id,
        made_at=at,
        credential=credential,
        covers=sorted(f"{name}:{answer}" for name, answer in covers),
        reason=reason.strip(),
    )


@transaction.atomic
def decide(*, actor: Member, at: datetime, placement: Placement, shown: str, mark: Mark) -> LevelDecision | None:
    """Decide a placement by signing it. Without a license it counts once somebody licensed signs beside it.

    shown    digest of the text that the signer read (`digest_of(document_of(...).encode())`)
    returns  the decision that counts, or None while it waits for a co-signature
    raises   Refused (PLC-001 ... PLC-014, PLC-016, PLC-017)
    """
    if placement.decided_at or placement.voided_at:
        raise Refused(_DECIDED)
    on = today_of(actor, at)
    draft = draft_of(placement, on=on)
    refuse(deciding.check(draft))
    text = document_of(placement, draft)
    credential = credential_of(actor.membership_id, on=on)
    signature = _sign(actor, at, placement, text, shown, mark)
    save_changed(
        placement,
        version=placement.version,
        values={
            "decided_at": at,
            "decided_on": on,
            "decided_by_id": actor.membership_id,
            "credential": credential,
            "needs_cosigner": not credential,
            "signed_text": text,
            "signature_id": signature.pk,
        },
    )
    return _count(actor, at, placement) if credential else None


@transaction.atomic
def cosign(*, actor: Member, at: datetime, placement: Placement, shown: str, mark: Mark) -> LevelDecision:
    """Sign, as somebody licensed, what somebody without a license decided: from now on it counts.

    raises  Refused (PLC-017, PLC-018, PLC-021, PLC-022)
    """
    credential = credential_of(actor.membership_id, on=today_of(actor, at))
    waits = placement.needs_cosigner and not placement.voided_at and not placement.cosignatures.exists()
    found = [] if waits else [_NOT_WAITING]
    found += [] if credential else [_UNLICENSED]
    refuse([*found, _OWN] if placement.decided_by_id == actor.membership_id else found)
    signature = _sign(actor, at, placement, placement.signed_text or "", shown, mark)
    Cosignature.objects.create(
        organization_id=actor.organization_id,
        placement=placement,
        client_id=placement.client_id,
        account_id=actor.account_id,
        cosigned_by_id=actor.membership_id,
        cosigned_at=at,
        credential=credential,
        signature=signature,
    )
    return _count(actor, at, placement)


@transaction.atomic
def void_placement(*, actor: Member, at: datetime, placement: Placement, reason: str) -> None:
    """Set a placement aside with what counted of it. Raises Refused (PLC-023, VOID-001 ...)."""
    if ServicesOrder.objects.filter(decision__placement=placement, voided_at=None).exists():
        raise Refused(_ORDERED)
    void(placement, at=at, membership_id=actor.membership_id, reason=reason)
    for decision in LevelDecision.objects.filter(placement=placement, voided_at=None):
        void(decision, at=at, membership_id=actor.membership_id, reason=reason)


def note_decided_before(
    *, actor: Member, at: datetime, before: CarriedOver, program: Program, on: date
) -> LevelDecision:
    """Note the level that the clinic decided before it used Stepwell; only in the transaction that brings them over.

    on  since when the client is at this level
    """
    return LevelDecision.objects.create(
        organization_id=actor.organization_id,
        carried=before,
        client_id=before.client_id,
        account_id=actor.account_id,
        kind=Kind.ADMISSION,
        level=program.level,
        program=program,
        decided_on=on,
        counts_from=at,
    )


def get_placement(client_id: UUID, placement_id: UUID) -> Placement | None:
    """Return a placement of a client with its program; None if the actor does not see it."""
    found = Placement.objects.filter(pk=placement_id, client=client_id)
    return found.select_related("client", "program", "decided_by", "begun_by").first()


def _sign(actor: Member, at: datetime, placement: Placement, text: str, shown: str, mark: Mark) -> Signature:
    content = text.encode()
    if shown != digest_of(content):
        raise Refused(_CHANGED)
    what = signatures.Subject(LABEL, content, Category.CHART, placement.client_id)
    return signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=actor.name)


def _count(actor: Member, at: datetime, placement: Placement) -> LevelDecision:
    return LevelDecision.objects.create(
        organization_id=actor.organization_id,
        placement=placement,
        client_id=placement.client_id,
        account_id=actor.account_id,
        kind=placement.kind,
        level=placement.decided,
        program_id=placement.program_id,
        decided_on=placement.decided_on or today_of(actor, at),
        counts_from=at,
    )
