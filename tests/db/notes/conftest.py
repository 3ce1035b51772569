"""A group of yesterday with Ana and Bo in it, both there, and Ana with a plan in force; ways to write its notes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.attendance.actions.taking import Mark as Presence
from stepwell.attendance.vocabulary import Absence, Mode
from stepwell.clients.actions import enrollment as enrolling
from stepwell.notes.actions import groups, singles
from stepwell.notes.actions.drafting import Written
from stepwell.notes.actions.groups import Done, Saved
from stepwell.notes.models import Note
from stepwell.notes.rules.writing import Part, Shared
from stepwell.notes.vocabulary import NoteKind, Participation, Response, Risk
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Seat, Session, SessionStaff
from stepwell.treatmentplans.actions import signing as plan_signing
from stepwell.treatmentplans.models import PlanObjective
from tests.db.attendance.conftest import Group, make_group
from tests.db.treatmentplans.conftest import AT as PLANNED
from tests.db.treatmentplans.conftest import BEGIN, begin, license_, member, shown, sign, write
from tests.worlds import Clinic

MARK = Mark(Way.TYPED, b"Faye")
SHARED = Shared("Triggers", "Led members through a chain from trigger to use.")
WORDS = {"ana": "Named payday as her trigger and rehearsed a call.", "bo": "Found sleep hard and wants to try a walk."}
PLAIN = Part(
    words="Said little.", participation=Participation.SOME, response=(Response.EXAMPLE,), risk=Risk.NONE
)  # fmt: skip


@dataclass
class Ground:
    """The clinic with its group, and who writes in it."""

    clinic: Clinic
    group: Group
    step: UUID

    @property
    def session(self) -> UUID:
        return self.group.session.pk

    def client(self, name: str) -> UUID:
        return self.clinic.clients[name].pk

    def who(self, person: str) -> Member:
        return member(self.clinic[person])

    def part(self, name: str, **changes: Any) -> Part:
        tied = {"objective_id": self.step, "progress": 2} if name == "ana" else {}
        return replace(PLAIN, **{"words": WORDS[name], **tied, **changes})

    def save(
        self, *, by: str = "facilitator", shared: Shared | None = SHARED, shared_version: int | None = None,
        **parts: Written,
    ) -> Saved:  # fmt: skip
        with acting(self.clinic[by].scope):
            return groups.save_group_draft(
                actor=self.who(by), at=timezone.now(), session_id=self.session, shared=shared,
                shared_version=shared_version, parts={self.client(name): written for name, written in parts.items()},
            )  # fmt: skip

    def save_both(self) -> Saved:
        return self.save(ana=Written(self.part("ana")), bo=Written(self.part("bo")))

    def sign(self, *, by: str = "facilitator", at: datetime | None = None, **chosen: Any) -> Done:
        with acting(self.clinic[by].scope):
            return groups.sign_group(
                actor=self.who(by), at=at or timezone.now(), session_id=self.session, mark=MARK, **chosen
            )

    def note(self, name: str, *, by: str = "clinician") -> Note:
        with acting(self.clinic[by].scope):
            return Note.objects.select_related("said", "attendance").get(
                client=self.client(name), session=self.session, voided_at=None
            )

    def individual(self, *, kind: str = "individual", by: str = "clinician", part: Part | None = None) -> Note:
        """Draft a note of an individual or family session of yesterday."""
        session = make_appointment(self.clinic, self.group, kind)
        self.group.mark("ana", by="clinician", session=session)
        with acting(self.clinic[by].scope):
            return singles.save_note_draft(
                actor=self.who(by), at=timezone.now(), client_id=self.client("ana"), kind=NoteKind(kind),
                session_id=session.pk, written=Written(part or self.part("ana", intervention="Reviewed the week.")),
            )  # fmt: skip


def make_appointment(clinic: Clinic, group: Group, kind: str) -> Session:
    """Return an appointment of Ana with the clinician, five hours before the group."""
    starts = group.session.starts_at - timedelta(hours=5)
    ends = starts + timedelta(minutes=50)
    owned = {"organization": clinic.organization}
    with acting(clinic["clinician"].scope):
        session = Session.objects.create(
            **owned, site=clinic.north, program=group.session.program, kind=kind, title="Session",
            day=group.session.day,
            starts_at=starts, ends_at=ends, capacity=1,
        )  # fmt: skip
        here = {**owned, "session": session, "site": clinic.north, "slot": TimestamptzRange(starts, ends)}
        SessionStaff.objects.create(**here, membership=clinic["clinician"].membership, role="leader")
        Seat.objects.create(**here, client=clinic.clients["ana"], guests=["partner"])
    return session


def make_ground(clinic: Clinic, *, days_ago: int = 1, planned: bool = True) -> Ground:
    """Return the clinic with a group that ended, both clients there, and Ana's plan in force."""
    group = make_group(clinic, days_ago=days_ago)
    here = Presence(Mode.IN_PERSON)
    group.mark("ana", here, by="clinician")
    group.mark("bo", here, by="prescriber")
    step = plan_for_ana(clinic, group) if planned else UUID(int=0)
    return Ground(clinic, group, step)


def plan_for_ana(clinic: Clinic, group: Group) -> UUID:
    """Admit Ana, write and sign her plan; return its step."""
    license_(clinic, clinic["clinician"])
    with acting(clinic["admissions"].scope):
        enrolling.open_episode(
            actor=member(clinic["admissions"]), at=PLANNED, client=clinic.clients["ana"],
            program=group.session.program, opened_on=BEGIN, reason="placed at 2.1",
        )  # fmt: skip
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        plan_signing.sign_for_client(
            actor=member(clinic["clinician"]), at=PLANNED, plan=plan, mark=MARK, shown=shown(plan)
        )
        return PlanObjective.objects.values_list("pk", flat=True).get()


@pytest.fixture
def ground(clinic: Clinic) -> Ground:
    return make_ground(clinic)


ABSENT = Presence(None, reason=Absence.NO_CONTACT)
