"""Dee on the way in: everything that admission asks for, each of which a test can leave out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from stepwell.admissions.queries.candidates import Candidate, candidate
from stepwell.assessments.models import Evaluation
from stepwell.clients.models import CareAssignment, ContactMethod
from stepwell.coverage.models import Policy
from stepwell.people.models import Program
from stepwell.placement.models import LevelDecision, Placement, ServicesOrder
from stepwell.placement.vocabulary import Stop
from stepwell.platform.signatures.models import Signature
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Acknowledgement, NoticeVersion
from stepwell.privacy.vocabulary import NoticeKind
from stepwell.scheduling.models import GroupMembership, GroupSeries, Session
from tests.worlds import Clinic, Person

RATINGS = {f"rating_{n}": 1 for n in range(1, 7)}
ALL = ("contact", "policy", "evaluation", "placement", "order", "primary", "notices", "session")


@dataclass
class Way:
    """A client of the clinic, and the day it is there."""

    clinic: Clinic
    name: str
    program: Program

    @property
    def client(self) -> Any:
        return self.clinic.clients[self.name]

    @property
    def today(self) -> date:
        with acting(self.clinic["admissions"].scope) as scope:
            return timezone.now().astimezone(_member(scope).zone).date()

    def member(self, by: str = "admissions") -> Member:
        with acting(self.clinic[by].scope) as scope:
            return _member(scope)

    def do(
        self, action: Callable[..., Any], *, by: str = "admissions", at: datetime | None = None, **facts: Any
    ) -> Any:
        """Call an action as somebody, about the client."""
        with acting(self.clinic[by].scope) as scope:
            return action(actor=_member(scope), at=at or timezone.now(), client=self.client, **facts)

    def seen(self, by: str = "admissions", on: date | None = None) -> Candidate | None:
        with acting(self.clinic[by].scope) as scope:
            return candidate(self.client.pk, who=_member(scope), at=timezone.now(), on=on)

    def states(self, by: str = "admissions") -> dict[str, str]:
        found = self.seen(by)
        assert found is not None
        return {str(each.gate): str(each.state) for each in found.standings}


def _member(scope: Any) -> Member:
    found = member_of(scope)
    assert found is not None
    return found


def make_way(clinic: Clinic, *, name: str = "dee", without: tuple[str, ...] = ()) -> Way:
    """Return somebody who lacks only what `without` names, of `ALL`."""
    with acting(clinic["administrator everywhere"].scope):
        program, _ = Program.objects.get_or_create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    way = Way(clinic, name, program)
    made = {"contact": _contact, "policy": _policy, "evaluation": _evaluation, "placement": decide,
            "order": _order, "primary": _primary, "notices": _notices, "session": _session}  # fmt: skip
    for part in ALL:
        if part not in without:
            made[part](way)
    return way


def _about(way: Way) -> dict[str, Any]:
    return {"organization": way.clinic.organization, "client": way.client}


def _contact(way: Way) -> None:
    with acting(way.clinic["admissions"].scope):
        ContactMethod.objects.create(
            **_about(way), kind="mobile", value="+19375550144", value_index=b"y" * 16, is_safe=True
        )


def _policy(way: Way) -> None:
    with acting(way.clinic["admissions"].scope):
        Policy.objects.create(**_about(way), plan_type="self_pay", rank=1, from_on=way.today)


def sign(way: Way, person: Person, category: str = "chart") -> Signature:
    """Return a signature of a person, in the current scope."""
    return Signature.objects.create(
        **_about(way), category=category, label="Sample", digest="0" * 64, signer="Sam", account=person.account,
        way="typed", mark=b"x", signed_at=timezone.now(), seal="0" * 64,
    )  # fmt: skip


def _evaluation(way: Way) -> None:
    by = way.clinic["prescriber"]
    with acting(by.scope):
        made = Evaluation.objects.create(**_about(way), author=by.membership, begun_at=timezone.now(), content="{}")
        Evaluation.objects.filter(pk=made.pk).update(
            signed_at=timezone.now(), signed_by=by.membership, signature=sign(way, by), credential="MD"
        )


def decide(way: Way, kind: str = "admission") -> None:
    """Have the prescriber decide level 2.1, now."""
    by, now = way.clinic["prescriber"], timezone.now()
    with acting(by.scope):
        stops = {str(stop): "no" for stop in Stop}
        begun = {"begun_at": now, "begun_by": by.membership, "edition": "3", "kind": kind}
        made = Placement.objects.create(**_about(way), **begun, **RATINGS, stops=stops)
        Placement.objects.filter(pk=made.pk).update(
            recommended="2.1", decided="2.1", program=way.program, decided_at=now, decided_on=way.today,
            decided_by=by.membership, credential="MD", signed_text="x", signature=sign(way, by),
        )  # fmt: skip
    with acting(by.scope):
        LevelDecision.objects.create(
            **_about(way), account=by.account, placement=made, kind=kind, level="2.1", program=way.program,
            decided_on=way.today, counts_from=now,
        )  # fmt: skip


def _order(way: Way) -> None:
    by = way.clinic["prescriber"]
    with acting(by.scope):
        decision = LevelDecision.objects.filter(client=way.client).first()
        if decision is None:
            return
        ServicesOrder.objects.create(
            **_about(way), decision=decision, level="2.1", starts_on=way.today, minutes_per_week=540, days_min=3,
            days_max=4, mix=[], reason="As placed", ordered_at=timezone.now(), ordered_by=by.membership,
        )  # fmt: skip


def _primary(way: Way) -> None:
    with acting(way.clinic["supervisor"].scope):
        CareAssignment.objects.create(
            **_about(way), membership=way.clinic["clinician"].membership, kind="primary",
            starts_at=timezone.now() - timedelta(hours=1),
        )  # fmt: skip


def _notices(way: Way) -> None:
    office, by, now = way.clinic["administrator everywhere"], way.clinic["admissions"], timezone.now()
    with acting(office.scope):
        for kind in NoticeKind:
            NoticeVersion.objects.get_or_create(
                organization=way.clinic.organization, kind=kind, number=1,
                defaults={"text": "x", "effective_on": way.today, "account": office.account, "published_at": now},
            )  # fmt: skip
    with acting(by.scope):
        for notice in NoticeVersion.objects.all():
            Acknowledgement.objects.create(
                **_about(way), notice=notice, way="signed", signature=sign(way, by, "consents"), given_at=now,
                given_by=by.membership,
            )  # fmt: skip


def _session(way: Way) -> None:
    owned = {"organization": way.clinic.organization}
    starts = timezone.now() + timedelta(days=2)
    day = starts.astimezone(way.member().zone).date()
    with acting(way.clinic["director"].scope):
        series = GroupSeries.objects.create(
            **owned, site=way.clinic.north, program=way.program, name="Skills", kind="skills", weekdays=[0],
            local_start=starts.time(), minutes=180, from_on=way.today,
        )  # fmt: skip
        Session.objects.create(
            **owned, site=way.clinic.north, program=way.program, series=series, planned_on=day, kind="skills",
            title="Skills", day=day, starts_at=starts, ends_at=starts + timedelta(hours=3), capacity=12,
        )  # fmt: skip
        GroupMembership.objects.create(**_about(way), series=series, from_on=way.today)


@pytest.fixture
def way(clinic: Clinic) -> Way:
    """Dee, who can be admitted."""
    return make_way(clinic)


@pytest.fixture
def way_of(clinic: Clinic) -> Callable[..., Way]:
    """Return a maker of somebody who lacks something."""
    return lambda **facts: make_way(clinic, **facts)
