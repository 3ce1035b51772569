"""The first day: the organization's list, ticking it, and listing the containers that somebody brought."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max

from stepwell.admissions.models import AdmissionItem, ItemDone, MedicationListed
from stepwell.admissions.queries import firstday as queries
from stepwell.admissions.rules import firstday as rules
from stepwell.admissions.vocabulary import Answer, Kept, Kind
from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void

DONE = Finding("ADM-034", "Somebody did this already. Load the page again.")
ENDED = Finding("ADM-035", "This is not asked any more.")
NAME_TAKEN = Finding("ADM-036", "There is an item of this name. Choose another.", "name")
UNNAMED = Finding("ADM-037", "Write what the label says.", "name")
FILLED_LATER = Finding("ADM-038", "The day lies in the future. Read the label again.", "filled_on")


@dataclass(frozen=True)
class Container:
    """One container, as its label says. `counted`: units in it, None if it was not counted."""

    name: str
    strength: str = ""
    directions: str = ""
    prescriber: str = ""
    pharmacy: str = ""
    filled_on: date | None = None
    counted: Decimal | None = None
    kept: Kept = Kept.CLIENT


@transaction.atomic
def begin_items(*, actor: Member, at: datetime) -> int:
    """Begin the organization's list with ours, if it has none; returns how many items were added."""
    del at
    if AdmissionItem.objects.exists():
        return 0
    for position, item in enumerate(rules.STARTING, start=1):
        AdmissionItem.objects.create(
            organization_id=actor.organization_id, name=item.name, hint=item.hint, kind=item.kind, position=position
        )
    return len(rules.STARTING)


def add_item(*, actor: Member, at: datetime, name: str, hint: str, kind: Kind) -> AdmissionItem:
    """Add an item at the end of the list. Raises Refused (ADM-036)."""
    del at
    last = AdmissionItem.objects.aggregate(last=Max("position"))["last"] or 0
    made = AdmissionItem(
        organization_id=actor.organization_id, name=name.strip(), hint=hint.strip(), kind=kind, position=last + 1
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(NAME_TAKEN) from clash
    return made


def change_item(
    *, actor: Member, at: datetime, item: AdmissionItem, version: int, name: str, hint: str, position: int
) -> None:
    """Change how an item is worded and where it stands; what it asks for stays. Raises Refused (ADM-036, EDIT-001)."""
    del actor, at
    values = {"name": name.strip(), "hint": hint.strip(), "position": position}
    try:
        with transaction.atomic():
            save_changed(item, version=version, values=values)
    except IntegrityError as clash:
        raise Refused(NAME_TAKEN) from clash


def end_item(*, actor: Member, at: datetime, item: AdmissionItem, version: int) -> None:
    """Ask an item no more; what was answered stays. Raises Refused (ADM-035, EDIT-001)."""
    if item.ended_on:
        raise Refused(ENDED)
    save_changed(item, version=version, values={"ended_on": at.astimezone(actor.zone).date()})


@transaction.atomic
def do_item(
    *, actor: Member, at: datetime, client: Client, item: AdmissionItem, answer: Answer, words: str = ""
) -> ItemDone:
    """Tick an item, with words where it asks for them. Raises Refused (ADM-030 ... ADM-035)."""
    on = at.astimezone(actor.zone).date()
    if item.ended_on and item.ended_on <= on:
        raise Refused(ENDED)
    since = queries.since_of(client.pk, on=on)
    known = queries.known_of(client.pk, who=actor, since=since)
    refuse(rules.check_done(Kind(item.kind), answer, words, known))
    if queries.is_done(client.pk, item.pk, since=since):
        raise Refused(DONE)
    made = ItemDone(
        organization_id=actor.organization_id,
        client=client,
        item=item,
        answer=answer,
        words=words.strip() or None,
        done_on=on,
        done_at=at,
        done_by_id=actor.membership_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(DONE) from clash
    return made


def undo_item(*, actor: Member, at: datetime, done: ItemDone, reason: str) -> None:
    """Set aside that an item was done. Raises Refused (VOID-001, VOID-002)."""
    void(done, at=at, membership_id=actor.membership_id, reason=reason)


def list_medication(*, actor: Member, at: datetime, client: Client, container: Container) -> MedicationListed:
    """List one container that a client brought, as its label says. Raises Refused (ADM-037, ADM-038)."""
    on = at.astimezone(actor.zone).date()
    found = [] if container.name.strip() else [UNNAMED]
    refuse([*found, FILLED_LATER] if container.filled_on and container.filled_on > on else found)
    words = {name: getattr(container, name).strip() for name in ("strength", "directions", "prescriber", "pharmacy")}
    made = MedicationListed(
        organization_id=actor.organization_id,
        client=client,
        name=container.name.strip(),
        **{name: said or None for name, said in words.items()},
        filled_on=container.filled_on,
        counted=container.counted,
        kept=container.kept,
        listed_on=on,
        listed_at=at,
        listed_by_id=actor.membership_id,
    )
    made.save(force_insert=True)
    return made


def void_medication(*, actor: Member, at: datetime, listed: MedicationListed, reason: str) -> None:
    """Set a container aside that was listed by mistake. Raises Refused (VOID-001, VOID-002)."""
    void(listed, at=at, membership_id=actor.membership_id, reason=reason)
