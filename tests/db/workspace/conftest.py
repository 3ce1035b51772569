"""A clinic in the middle of a week: clients in care with orders, a group of three meetings, and attendance."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.range import TimestamptzRange

from stepwell.attendance.models import Attendance
from stepwell.clients.models import Episode, LevelOfCareStay
from stepwell.people.models import Program
from stepwell.placement.models import LevelDecision, Placement, ServicesOrder
from stepwell.placement.vocabulary import Stop
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session, SessionStaff
from tests.worlds import Clinic

MONDAY = date(2026, 3, 16)
ZONE = ZoneInfo("America/New_York")
NOON = time(12)


@dataclass
class Ward:
    """People in care; everything by hand, so that every number in a test is known."""

    clinic: Clinic
    programs: dict[str, Program] = field(default_factory=dict)
    series: dict[str, GroupSeries] = field(default_factory=dict)
    sessions: dict[tuple[str, date], Session] = field(default_factory=dict)

    @property
    def owned(self) -> dict[str, Any]:
        return {"organization": self.clinic.organization}

    def client(self, name: str) -> Any:
        return self.clinic.clients[name]

    def program(self, name: str = "Evening", *, site: str = "north") -> Program:
        if name not in self.programs:
            with acting(self.clinic["administrator everywhere"].scope):
                self.programs[name] = Program.objects.create(
                    **self.owned, site=getattr(self.clinic, site), name=name, level="2.1", kind="addiction"
                )
        return self.programs[name]

    def admit(self, name: str, *, program: str = "Evening", on: date, until: date | None = None) -> Episode:
        """Admit somebody at level 2.1 from a day on; carry it as the clinic's director everywhere would see it."""
        owned = {**self.owned, "client": self.client(name)}
        where = self.program(program)
        admissions = self.clinic["admissions everywhere"]
        with acting(admissions.scope):
            episode = Episode.objects.create(
                **owned, program=where, opened_on=on, closed_on=until, opened_by=admissions.membership
            )
            LevelOfCareStay.objects.create(
                **owned, episode=episode, program=where, level="2.1", starts_on=on, ends_on=until, reason="placed",
                decided_by=admissions.membership,
            )  # fmt: skip
        return episode

    def order(self, name: str, *, minutes: int = 540, on: date, until: date | None = None) -> ServicesOrder:
        """Order hours for somebody."""
        owned: dict[str, Any] = {**self.owned, "client": self.client(name)}
        at = datetime.combine(on, NOON, UTC)
        by = self.clinic["prescriber everywhere"]
        with acting(by.scope):
            placement = Placement.objects.create(
                **owned, kind="admission", edition="3", stops={str(stop): "no" for stop in Stop}, begun_at=at,
                begun_by=by.membership, **{f"rating_{n}": 2 for n in range(1, 7)},
            )  # fmt: skip
            signature = Signature.objects.create(
                **owned, category="chart", label="Placement", digest="0" * 64, signer=by.membership.name,
                account=by.account, way="typed", mark=b"x", signed_at=at, seal="0" * 64,
            )  # fmt: skip
            Placement.objects.filter(pk=placement.pk).update(
                recommended="2.1", decided="2.1", program=self.program(), decided_at=at, decided_on=on,
                decided_by=by.membership, signed_text="x", signature=signature, credential="MD",
            )  # fmt: skip
            decision = LevelDecision.objects.create(
                **owned, account=by.account, placement=placement, kind="admission", level="2.1",
                program=self.program(), decided_on=on, counts_from=at,
            )  # fmt: skip
            return ServicesOrder.objects.create(
                **owned, decision=decision, level="2.1", starts_on=on, ends_on=until, minutes_per_week=minutes,
                days_min=3, days_max=4, reason="As placed", ordered_at=at, ordered_by=by.membership, credential="MD",
            )  # fmt: skip

    def group(
        self, name: str = "Skills", *, program: str = "Evening", site: str = "north", kind: str = "skills"
    ) -> Any:
        if name not in self.series:
            with acting(self.clinic["director everywhere"].scope):
                self.series[name] = GroupSeries.objects.create(
                    **self.owned, site=getattr(self.clinic, site), program=self.program(program, site=site), name=name,
                    kind=kind, weekdays=[0, 2, 4], local_start=time(18), minutes=180, from_on=date(2026, 1, 5),
                )  # fmt: skip
        return self.series[name]

    def meet(self, day: date, name: str = "Skills", *, canceled: bool = False, hour: int = 18) -> Session:
        """Let a group meet for three hours in the evening."""
        series = self.group(name)
        starts = datetime.combine(day, time(hour), ZONE)
        ends = starts + timedelta(hours=3)
        off: dict[str, Any] = {"cancelled_at": starts, "cancel_reason": "staff_away"} if canceled else {}
        with acting(self.clinic["director everywhere"].scope):
            session = Session.objects.create(
                **self.owned, site=series.site, program=series.program, series=series, planned_on=day,
                kind=series.kind, title=series.name, day=day, starts_at=starts, ends_at=ends, capacity=15, **off,
            )  # fmt: skip
            if not canceled:
                SessionStaff.objects.create(
                    **self.owned, session=session, site=series.site, slot=TimestamptzRange(starts, ends),
                    membership=self.clinic["prescriber everywhere"].membership, role="leader",
                )  # fmt: skip
        self.sessions[name, day] = session
        return session

    def join(self, name: str, group: str = "Skills", *, on: date = date(2026, 1, 5), until: date | None = None) -> None:
        with acting(self.clinic["director everywhere"].scope):
            GroupMembership.objects.create(
                **self.owned, client=self.client(name), series=self.group(group), from_on=on, to_on=until
            )

    def take(
        self, name: str, day: date, minutes: int = 180, *, group: str = "Skills", reason: str = "no_contact"
    ) -> None:
        """Take somebody's attendance: minutes from the start on, or absent for a reason."""
        session = self.sessions[group, day]
        by = self.clinic["prescriber everywhere"]
        came: dict[str, Any] = {
            "status": "present" if minutes >= 180 else "left_early", "mode": "in_person", "minutes": minutes,
            "arrived_at": session.starts_at, "left_at": session.starts_at + timedelta(minutes=minutes),
        } if minutes else {"status": "absent", "mode": "", "minutes": 0, "reason": reason}  # fmt: skip
        with acting(by.scope):
            Attendance.objects.create(
                **self.owned, client=self.client(name), session=session, taken_at=session.ends_at,
                taken_by=by.membership, **came,
            )  # fmt: skip


def make_ward(clinic: Clinic) -> Ward:
    """Return a clinic whose evening group meets on Monday, Wednesday and Friday, nine hours in all."""
    ward = Ward(clinic)
    for number in (0, 2, 4):
        ward.meet(MONDAY + timedelta(days=number))
    return ward


@pytest.fixture
def ward(clinic: Clinic) -> Ward:
    return make_ward(clinic)
