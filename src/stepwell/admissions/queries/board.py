"""The board: inquiries and registered people side by side, by stage; and what came of inquiries by source."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from stepwell.admissions.models import Admission
from stepwell.admissions.queries.candidates import MOST, Candidate, on_the_way
from stepwell.admissions.vocabulary import STAGE_LABELS, Stage
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.queries import inbox
from stepwell.inquiries.vocabulary import HEARD_LABELS
from stepwell.inquiries.vocabulary import State as InquiryState
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category

COUNTED = timedelta(days=90)
_STAGE_OF = {
    InquiryState.NEW: Stage.INQUIRY,
    InquiryState.TRYING: Stage.INQUIRY,
    InquiryState.REACHED: Stage.REACHED,
    InquiryState.CLOSED: Stage.LOST,
}


@dataclass(frozen=True)
class Column:
    """A stage with who is in it: people who are registered, and inquiries of people who are not."""

    stage: Stage
    people: tuple[Candidate, ...]
    inquiries: tuple[inbox.Row, ...]

    @property
    def label(self) -> str:
        """The stage in words."""
        return STAGE_LABELS[self.stage]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.people) + len(self.inquiries)


@dataclass(frozen=True)
class Board:
    """All stages that the actor sees. `is_cut`: there are more people than it shows."""

    columns: tuple[Column, ...]
    is_cut: bool

    @property
    def count(self) -> int:
        """How many people and inquiries it shows."""
        return sum(column.count for column in self.columns)


def board(*, who: Member, at: datetime, mine: bool = False) -> Board:
    """Return who is in which stage. Four queries.

    mine  only those whose inquiry the actor looks after
    """
    people = on_the_way(who=who, at=at)
    is_cut = len(people) == MOST
    asked: dict[InquiryState, list[inbox.Row]] = {}
    if who.sees_daily(Category.INQUIRIES):
        asked = _mine(who, at) if mine else inbox.by_stage(now=at)
    if mine:
        people = [row for row in people if row.owner_id == who.membership_id]
    hidden = set() if who.sees_daily(Category.INQUIRIES) else {Stage.INQUIRY, Stage.REACHED}
    return Board(
        tuple(
            Column(
                stage,
                tuple(row for row in people if row.place.stage is stage),
                tuple(row for state, rows in asked.items() if _STAGE_OF.get(state) is stage for row in rows),
            )
            for stage in Stage
            if stage not in hidden
        ),
        is_cut,
    )


@dataclass(frozen=True)
class Found:
    """Where people heard of the program, and what came of their inquiries."""

    label: str
    inquiries: int
    registered: int
    admitted: int


def sources(*, on: date) -> list[Found]:
    """Return what came of the inquiries of the last 90 days, by how people heard of the program. One query."""
    admitted = Admission.objects.filter(
        client=OuterRef("client"), voided_at=None, admitted_at__gte=OuterRef("taken_at")
    )
    rows = (
        Inquiry.objects.filter(voided_at=None, same_as=None, taken_at__date__gte=on - COUNTED)
        .annotate(came=Exists(admitted))
        .values("heard_from")
        .annotate(asked=Count("pk"), known=Count("client", distinct=True), got=Count("pk", filter=Q(came=True)))
        .order_by("-asked", "heard_from")
    )
    return [Found(HEARD_LABELS[row["heard_from"]], row["asked"], row["known"], row["got"]) for row in rows]


def admission_of(client_id: UUID, admission_id: UUID) -> Admission | None:
    """Return an admission of a client, or None."""
    return Admission.objects.filter(pk=admission_id, client=client_id).first()


def _mine(who: Member, at: datetime) -> dict[InquiryState, list[inbox.Row]]:
    rows = inbox.listed(inbox.Asked(owner_id=who.membership_id), now=at, most=MOST)
    return {state: [row for row in rows if row.state == state] for state in InquiryState}
