"""Ana in care at 2.1 with two groups, an order and an appointment; ways to review and to discharge her."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.clients.actions import enrollment
from stepwell.clients.models import CareAssignment, ContactMethod, Diagnosis
from stepwell.people.models import Credential, Program
from stepwell.placement.actions import document_of, draft_of, ordering, placing
from stepwell.placement.actions.placing import Entries
from stepwell.placement.rules.ordering import Order
from stepwell.placement.vocabulary import Edition, Kind, Stop
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.reviews.actions import discharging, reviewing, summarizing
from stepwell.reviews.actions.reviewing import OrderWish, ReviewEntries
from stepwell.reviews.models import Discharge, DischargeSummary, Review
from stepwell.reviews.queries import discharges
from stepwell.reviews.queries.now import now_of
from stepwell.reviews.vocabulary import Part
from stepwell.scheduling.models import GroupMembership, GroupSeries, Seat, Session
from tests.worlds import Clinic, Person

OPENED = date(2026, 3, 2)
AT = datetime(2026, 3, 20, 15, tzinfo=UTC)
TODAY = date(2026, 3, 20)
NEXT_WEEK = date(2026, 3, 23)
MARK = Mark(Way.TYPED, b"Cleo Clinician")
NO_STOPS = {str(stop): "no" for stop in Stop}
FOUR_HOURS = OrderWish(270, 2, 3, is_taper=False, reason="As placed")


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


def license_(clinic: Clinic, who: str) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic[who].membership, kind="license", title="LPC",
            state="OH", number="E.1",
        )  # fmt: skip


@dataclass
class Care:
    """Ana's care: programs by level, groups by name, memberships by name."""

    clinic: Clinic
    programs: dict[str, Program] = field(default_factory=dict)
    series: dict[str, GroupSeries] = field(default_factory=dict)
    memberships: dict[str, GroupMembership] = field(default_factory=dict)

    @property
    def ana(self) -> Any:
        return self.clinic.clients["ana"]

    @property
    def actor(self) -> Member:
        return member(self.clinic["clinician"])

    def entries(self, level: str = "2.1", **changed: Any) -> ReviewEntries:
        """Return what a clinician types who lets Ana stay, or move to another level of the house."""
        placed: dict[str, Any] = {
            "ratings": dict.fromkeys(range(1, 7), 1), "stops": NO_STOPS, "recommended": level, "decided": level,
            "program": self.programs.get(level), "reason": "Fewer cravings; home is calm.",
            "referral": "" if level in self.programs else "Ridge Hospital, Tuesday",
        }  # fmt: skip
        whole: dict[str, Any] = {
            "placement": Entries(**(placed | changed.pop("placed", {}))), "decision": "C1", "discussed": True,
            "plan_changed": False, "plan_words": "Goals still fit.", "next_review_on": date(2026, 4, 3),
        }  # fmt: skip
        return ReviewEntries(**(whole | changed))

    def step_down(self, **changed: Any) -> ReviewEntries:
        """Return what is typed to step down to level 1 from Monday on, leaving one group and joining another."""
        whole: dict[str, Any] = {
            "decision": "T1", "effective_on": NEXT_WEEK, "order": FOUR_HOURS,
            "leaves": (self.memberships["Evening process"].pk,), "joins": (self.series["Step down"].pk,),
        }  # fmt: skip
        return self.entries("1", **(whole | changed))

    def written(self, entries: ReviewEntries | None = None, *, who: str = "clinician") -> Review:
        """Return a draft review of Ana's."""
        with acting(self.clinic[who].scope), transaction.atomic():
            made = reviewing.begin_review(actor=member(self.clinic[who]), at=AT, client=self.ana)
            reviewing.write_review(actor=self.actor, at=AT, review=made, version=1, entries=entries or self.entries())
        return self.review(made.pk)

    def review(self, review_id: Any, *, who: str = "clinician") -> Review:
        with acting(self.clinic[who].scope):
            found = reviewing.get_review(self.ana.pk, review_id)
        assert found
        return found

    def sign(self, review: Review, *, who: str = "clinician", at: datetime = AT, shown: str = "") -> Review:
        """Sign a review as it stands, or as it stood when its digest was `shown`."""
        with acting(self.clinic[who].scope), transaction.atomic():
            found = reviewing.get_review(self.ana.pk, review.pk)
            assert found
            reviewing.sign_review(
                actor=member(self.clinic[who]), at=at, review=found, shown=shown or self.digest(review), mark=MARK
            )
        return self.review(review.pk)

    def digest(self, review: Review) -> str:
        with acting(self.clinic["clinician"].scope):
            found = reviewing.get_review(self.ana.pk, review.pk)
            assert found
            text = reviewing.text_to_sign(found, now_of(self.ana.pk, TODAY), on=TODAY)
        return digest_of(text.encode())

    def summary(self, **changed: Any) -> DischargeSummary:
        """Return a whole discharge of Ana's that is not signed."""
        values: dict[str, Any] = {
            "reason": "completed", "last_day": TODAY, "dimensions": {str(n): "better" for n in range(1, 7)},
            "level_next": "1", "naloxone": "given", "no_medications": True, "safety": "gone_through",
            "release": "sent", "follow_up": True, "copy_given": True,
        }  # fmt: skip
        words = {"course": "Came to most groups.", "no_appointment": "", **changed.pop("words", {})}
        with acting(self.clinic["clinician"].scope), transaction.atomic():
            made = summarizing.begin_summary(actor=self.actor, at=AT, client=self.ana)
            summarizing.write_section(
                actor=self.actor, at=AT, summary=made, version=1, values=values | changed, words=words
            )
            summarizing.write_relapse_plan(
                actor=self.actor, at=AT, summary=made, version=0, parts={part: (f"{part} line",) for part in Part}
            )
            summarizing.add_appointment(
                actor=self.actor, at=AT, summary=made,
                entry=summarizing.AppointmentEntry("therapy", TODAY + timedelta(days=4), "Dr. Vance"),  # type: ignore[arg-type]
            )  # fmt: skip
        return self.reload(made)

    def reload(self, summary: DischargeSummary) -> DischargeSummary:
        with acting(self.clinic["clinician"].scope):
            found = summarizing.get_summary(self.ana.pk, summary.pk)
        assert found
        return found

    def discharge(self, summary: DischargeSummary, *, who: str = "clinician", at: datetime = AT) -> Discharge:
        """Discharge Ana, and let those who cared for her look on: the walls read today's clock, long after that day."""
        made = self.sign_discharge(summary, who=who, at=at)
        with acting(self.clinic["supervisor"].scope):
            found = CareAssignment.objects.filter(client=self.ana, kind__in=("primary", "team"))
            found.update(ends_at=timezone.now() + timedelta(days=1))
        return made

    def sign_discharge(self, summary: DischargeSummary, *, who: str = "clinician", at: datetime = AT) -> Discharge:
        with acting(self.clinic[who].scope), transaction.atomic():
            found = summarizing.get_summary(self.ana.pk, summary.pk)
            assert found
            shown = digest_of(discharges.text_of(found).encode())
            return discharging.discharge(actor=member(self.clinic[who]), at=at, summary=found, shown=shown, mark=MARK)


@pytest.fixture
def care(clinic: Clinic) -> Care:
    return make_care(clinic)


def make_care(clinic: Clinic) -> Care:
    """Return Ana in care: placed, admitted, ordered nine hours, in two groups, with an appointment to come."""
    care = Care(clinic)
    owned: dict[str, Any] = {"organization": clinic.organization}
    license_(clinic, "clinician")
    with acting(clinic["administrator everywhere"].scope):
        for level, name in (("2.1", "Evening"), ("1", "Outpatient")):
            care.programs[level] = Program.objects.create(
                **owned, site=clinic.north, name=name, level=level, kind="addiction"
            )
    with acting(clinic["admissions"].scope):
        ContactMethod.objects.create(
            **owned, client=care.ana, kind="mobile", value="+19375550111", value_index=b"x" * 16, is_safe=True
        )
    _place(care)
    _plan(care)
    return care


def _place(care: Care) -> None:
    clinic, opened = care.clinic, datetime(2026, 3, 2, 15, tzinfo=UTC)
    with acting(clinic["clinician"].scope), transaction.atomic():
        actor = care.actor
        Diagnosis.objects.create(
            organization=clinic.organization, client=care.ana, code_id="F10.20", rank=1, from_on=OPENED,
            diagnosed_by=clinic["clinician"].membership, credential="LPC",
        )  # fmt: skip
        placement = placing.begin(actor=actor, at=opened, client=care.ana, kind=Kind.ADMISSION, edition=Edition.THIRD)
        placing.write(actor=actor, at=opened, placement=placement, version=1, entries=care.entries().placement)
        placement.client = care.ana
        shown = digest_of(document_of(placement, draft_of(placement, on=OPENED)).encode())
        placing.decide(actor=actor, at=opened, placement=placement, shown=shown, mark=MARK)
        enrollment.open_episode(
            actor=actor, at=opened, client=care.ana, program=care.programs["2.1"], opened_on=OPENED, reason="Placed"
        )
        order = Order(OPENED, 540, 3, 4, (), is_taper=False, reason="As placed")
        ordering.order_services(actor=actor, at=opened, client=care.ana, order=order)


def _plan(care: Care) -> None:
    clinic, zone = care.clinic, ZoneInfo(care.clinic.north.time_zone)
    owned: dict[str, Any] = {"organization": clinic.organization}
    groups = (("Evening process", "2.1", [1, 3]), ("Evening skills", "2.1", [0]), ("Step down", "1", [2]))
    with acting(clinic["director"].scope):
        for name, level, weekdays in groups:
            care.series[name] = GroupSeries.objects.create(
                **owned, site=clinic.north, program=care.programs[level], name=name, kind="skills", weekdays=weekdays,
                local_start=time(18), minutes=180, break_minutes=15, from_on=OPENED,
            )  # fmt: skip
        for name in ("Evening process", "Evening skills"):
            care.memberships[name] = GroupMembership.objects.create(
                **owned, client=care.ana, series=care.series[name], from_on=OPENED
            )
        starts = datetime(2026, 3, 25, 16, tzinfo=zone)
        slot = TimestamptzRange(starts, starts + timedelta(hours=1))
        alone = Session.objects.create(
            **owned, site=clinic.north, program=care.programs["2.1"], kind="individual", title="Individual session",
            day=starts.date(), starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=1,
        )  # fmt: skip
        Seat.objects.create(**owned, client=care.ana, session=alone, site=clinic.north, slot=slot)
