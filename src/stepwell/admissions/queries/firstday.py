"""The first-day list of one client: what is done, what is open, what they brought."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from stepwell.admissions.models import AdmissionItem, ItemDone, MedicationListed
from stepwell.admissions.rules.firstday import Known
from stepwell.admissions.vocabulary import ANSWER_LABELS, KEPT_LABELS, Answer, Kept
from stepwell.clients import queries as clients
from stepwell.clients.models import Episode
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category


@dataclass(frozen=True)
class Line:
    """An item, and how it was done; `done` is None while it is open."""

    item: AdmissionItem
    done: ItemDone | None
    undone: tuple[ItemDone, ...]

    @property
    def answer(self) -> str:
        """What became of it, in words."""
        return ANSWER_LABELS[Answer(self.done.answer)] if self.done else ""


@dataclass(frozen=True)
class ContainerRow:
    """A container, with where it is."""

    row: MedicationListed

    @property
    def kept(self) -> str:
        """Where it is, in words."""
        return KEPT_LABELS[Kept(self.row.kept)]

    @property
    def counted(self) -> str:
        """How many units were in it, without needless zeros; empty if it was not counted."""
        return f"{self.row.counted:f}".rstrip("0").rstrip(".") if self.row.counted is not None else ""

    @property
    def label(self) -> str:
        """Name and strength."""
        return f"{self.row.name} {self.row.strength or ''}".strip()


def items(*, on: date) -> list[AdmissionItem]:
    """Return the items that are asked on a day, in their order."""
    found = AdmissionItem.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return list(found.order_by("position", "name"))


def all_items() -> list[AdmissionItem]:
    """Return every item, those asked no more last."""
    return sorted(AdmissionItem.objects.all(), key=lambda item: (item.ended_on is not None, item.position, item.name))


def item(item_id: UUID) -> AdmissionItem | None:
    """Return an item, or None."""
    return AdmissionItem.objects.filter(pk=item_id).first()


def since_of(client_id: UUID, *, on: date) -> date:
    """Return the last day of the episode before, after which a first day may be; the first of all days without one."""
    ended = Episode.objects.filter(client=client_id, voided_at=None, closed_on__lt=on).aggregate(last=Max("closed_on"))
    return ended["last"] or date.min


def lines_of(client_id: UUID, *, since: date, on: date) -> list[Line]:
    """Return the list of a client as it stands after a day. Two queries."""
    rows = ItemDone.objects.filter(client=client_id, done_on__gt=since).select_related("done_by", "voided_by")
    by_item: dict[UUID, list[ItemDone]] = {}
    for row in rows.order_by("done_at"):
        by_item.setdefault(row.item_id, []).append(row)
    return [_line(each, by_item.get(each.pk, [])) for each in items(on=on)]


def containers_of(client_id: UUID) -> list[ContainerRow]:
    """Return the containers of a client, those set aside among them, the latest day first."""
    found = MedicationListed.objects.filter(client=client_id).select_related("listed_by")
    return [ContainerRow(row) for row in found.order_by("-listed_on", "listed_at")]


def known_of(client_id: UUID, *, who: Member, since: date) -> Known:
    """Return what the record says that an item may ask for."""
    sees = who.sees_daily(Category.DEMOGRAPHICS)
    listed = MedicationListed.objects.filter(client=client_id, voided_at=None, listed_on__gt=since)
    return Known(len(clients.emergency_contacts_of(client_id)) if sees else None, listed.count())


def is_done(client_id: UUID, item_id: UUID, *, since: date) -> bool:
    """Return whether an item was done after a day."""
    return ItemDone.objects.filter(client=client_id, item=item_id, voided_at=None, done_on__gt=since).exists()


def _line(each: AdmissionItem, rows: list[ItemDone]) -> Line:
    return Line(
        each,
        next((row for row in rows if row.voided_at is None), None),
        tuple(row for row in rows if row.voided_at is not None),
    )
