"""The sheet on which a group note is written: the shared part, and each client who was there with their own part."""

from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from stepwell.attendance.models import Attendance
from stepwell.attendance.rules.sheets import short_names
from stepwell.attendance.vocabulary import Status
from stepwell.clients.models import Client
from stepwell.crisis.models import CrisisEvent
from stepwell.kernel.findings import Finding
from stepwell.notes.models import GroupPart, Note, NoteWords
from stepwell.notes.queries.reach import written
from stepwell.notes.rules import alike, writing
from stepwell.notes.rules.alike import Alike
from stepwell.notes.rules.names import Person
from stepwell.notes.rules.writing import About, Part, Shared
from stepwell.notes.vocabulary import NoteKind, Participation, Response, Risk, Way
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.models import Session
from stepwell.treatmentplans import queries as plans
from stepwell.treatmentplans.queries import ObjectiveRow


@dataclass
class Row:
    """Somebody who was there, or was absent, with their note as far as there is one.

    name       short, as a roster shows it
    may_write  whether the actor writes session notes for them
    """

    client: Client
    name: str
    attendance: Attendance
    may_write: bool
    note: Note | None = None
    said: NoteWords | None = None
    objectives: list[ObjectiveRow] = field(default_factory=list)

    @property
    def is_absent(self) -> bool:
        """Whether they were not there."""
        return self.attendance.status == Status.ABSENT

    @property
    def is_signed(self) -> bool:
        """Whether their note is signed."""
        return self.note is not None and self.note.signed_at is not None

    @property
    def person(self) -> Person:
        """The names that they go by."""
        return person_of(self.client)

    @property
    def part(self) -> Part:
        """What was written of them so far."""
        return part_of(self.said) if self.said else Part()

    @property
    def way(self) -> Way:
        """How they took part."""
        return Way(self.attendance.mode)

    @property
    def objective(self) -> str:
        """The step that their note is tied to, in words."""
        return objective_words(self.said, self.objectives)


@dataclass
class Sheet:
    """A session of a group with all that its notes need.

    rows     those whose attendance was taken, whom the actor sees, by name
    present  how many were there, seen or not
    open     for how many attendance was not taken
    crises   clients with an open crisis, of those whose note says that the risk is high
    """

    session: Session
    part: GroupPart | None
    rows: list[Row]
    present: int
    open: int
    crises: frozenset[UUID]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the site."""
        return ZoneInfo(self.session.site.time_zone)

    @property
    def shared(self) -> Shared:
        """The shared part as it stands."""
        return Shared(self.part.topic, self.part.intervention) if self.part else Shared()

    @property
    def there(self) -> list[Row]:
        """Those who were there and whose notes the actor writes."""
        return [row for row in self.rows if not row.is_absent and row.may_write]

    @property
    def roster(self) -> list[Person]:
        """The names of everybody, absent or not: none of them may stand in the shared part."""
        return [row.person for row in self.rows]

    def row(self, client_id: UUID) -> Row | None:
        """Return somebody's row."""
        return next((row for row in self.rows if row.client.pk == client_id), None)

    def alike(self) -> dict[UUID, Alike]:
        """Return whose part reads like another."""
        written_ = {row.client.pk: row.part.words for row in self.rows if row.said}
        names = {row.client.pk: row.name for row in self.rows}
        return alike.compare(written_, names, shared=self.shared.intervention)

    def findings(self) -> dict[UUID, list[Finding]]:
        """Return what keeps each unsigned part that was begun from being signed; nothing of those that are ready."""
        found = self.alike()
        return {
            row.client.pk: writing.check_part(NoteKind.GROUP, row.part, self._about(row, found.get(row.client.pk)))
            for row in self.there
            if row.said and not row.is_signed
        }

    def _about(self, row: Row, like: Alike | None) -> About:
        others = tuple(other.person for other in self.rows if other is not row)
        has_crisis = row.client.pk in self.crises or bool(row.said and row.said.crisis_id)
        return About(bool(row.objectives), has_crisis, others, like)


def sheet(session_id: UUID) -> Sheet | None:
    """Return the sheet of a session of a group; None if there is none. Five queries, six with a high risk."""
    session = (
        Session.objects.select_related("site", "program")
        .annotate(
            present=_number("stepwell.number_present(scheduling_session.id)"),
            planned=_number("(SELECT taken FROM stepwell.session_loads(ARRAY[scheduling_session.id]))"),
        )
        .filter(pk=session_id, series__isnull=False, is_withdrawn=False, cancelled_at=None)
        .first()
    )
    if session is None:
        return None
    rows = _rows(session)
    _fill(session, rows)
    part = GroupPart.objects.filter(pk=session_id).first()
    untaken = max(session.planned - len(rows), 0)
    return Sheet(session, part, rows, session.present, untaken, _crises(rows))


def person_of(client: Client) -> Person:
    """Return the names that a client goes by."""
    return Person(client.first_name, client.last_name, client.preferred_name)


def part_of(said: NoteWords) -> Part:
    """Return what a note says of its client, as rules read it."""
    return Part(
        words=said.words,
        intervention=said.intervention,
        assessment=said.assessment,
        plan=said.plan,
        participation=Participation(said.participation) if said.participation else None,
        response=tuple(Response(each) for each in said.response),
        objective_id=said.objective_id,
        progress=said.progress,
        risk=Risk(said.risk) if said.risk else None,
        risk_words=said.risk_words,
        is_meant=said.is_meant,
        guests=tuple(said.guests),
    )


def objective_words(said: NoteWords | None, objectives: list[ObjectiveRow]) -> str:
    """Return the step that a note is tied to, in words: also of a plan that is in force no more."""
    if said is None or said.objective_id is None:
        return ""
    known = next((each.words for each in objectives if each.id == said.objective_id), None)
    if known is not None:
        return known
    return said.objective.words if said.objective else ""


def _number(sql: str) -> RawSQL:
    return RawSQL(sql, [], output_field=BigIntegerField())  # noqa: S611 (our own words)


def _rows(session: Session) -> list[Row]:
    taken = (
        Attendance.objects.filter(session=session.pk, voided_at=None)
        .select_related("client")
        .annotate(written=written(Category.SESSIONS))
        .order_by("client__first_name", "client__last_name", "id")
    )
    found = list(taken)
    clients = [row.client for row in found]
    names = short_names([(c.preferred_name or c.first_name, c.last_name, c.record_number) for c in clients])
    rows = [Row(row.client, name, row, row.written) for row, name in zip(found, names, strict=True)]
    return sorted(rows, key=lambda row: row.name.casefold())


def _crises(rows: list[Row]) -> frozenset[UUID]:
    """Return who has an open crisis, of those whose note says that the risk is high: nobody else is asked about."""
    high = [row.client.pk for row in rows if row.said and row.said.risk == Risk.HIGH and not row.said.crisis_id]
    open_ = CrisisEvent.objects.filter(client__in=high, closed_at=None, voided_at=None)
    return frozenset(open_.values_list("client", flat=True)) if high else frozenset()


def _fill(session: Session, rows: list[Row]) -> None:
    """Add to each row its note, and the steps of the plan in force on the session's day."""
    notes = Note.objects.filter(session=session.pk, voided_at=None).select_related("said", "author")
    by_client = {note.client_id: note for note in notes}
    steps = plans.active_objectives([row.client.pk for row in rows if not row.is_absent], on=session.day)
    for row in rows:
        row.note = by_client.get(row.client.pk)
        row.said = getattr(row.note, "said", None) if row.note else None
        row.objectives = steps.get(row.client.pk, [])
