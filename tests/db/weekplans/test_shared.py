"""Seats of groups by video that a site opens to the clients of the others: proposed, published, kept from whom not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.models import GroupSeries, Seat
from stepwell.scheduling.vocabulary import Mode
from stepwell.weekplans.actions import needs, proposals, publishing
from stepwell.weekplans.models import Proposal, ProposalResult
from stepwell.weekplans.queries import proposals as known
from stepwell.weekplans.queries.proposed import drawn
from tests.db.scheduling.conftest import AT, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]
MONDAY, BEFORE = date(2026, 10, 12), date(2026, 9, 28)
VIDEO: dict[str, Any] = {"mode": Mode.VIDEO, "room_id": None, "capacity": 3, "minimum": 2}


@pytest.fixture
def ward(plan: Plan) -> Ward:
    """Ana is in care at north, Cy at south, where no group meets."""
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.program("Days", site="south")
    ward.admit("ana", on=BEFORE)
    ward.admit("cy", program="Days", on=BEFORE)
    for name in ("ana", "cy"):
        ward.order(name, on=BEFORE)
    return ward


def offered(ward: Ward) -> dict[str, Any]:
    """Return what the week of the site at south is planned from: the same for the job and for its own director."""
    seen = []
    for scope in (ward.clinic.system(), ward.clinic["director south"].scope):
        with acting(scope):
            instance = proposals.given(ward.clinic.south, MONDAY, at=AT, weights={}).document["instance"]
            seen.append([instance[part] for part in ("sites", "staff", "groups", "clients")])
    assert seen[0] == seen[1]
    return dict(zip(("sites", "staff", "groups", "clients"), seen[0], strict=True))


@contextmanager
def planning(ward: Ward) -> Iterator[Member]:
    """Act as who plans for south alone."""
    with acting(ward.clinic["director south"].scope) as scope:
        found = member_of(scope)
        assert found is not None
        yield found


def published(plan: Plan, ward: Ward) -> tuple[Proposal, ProposalResult]:
    """Give Cy a seat in every group that is offered, as a proposal of south."""
    clinic = ward.clinic
    with planning(ward) as member:
        search = proposals.Search(10)
        asked = proposals.ask(actor=member, at=AT, site_id=clinic.south.pk, week_on=MONDAY, search=search)
    with acting(clinic.system()):
        begun = proposals.begin(asked.pk, at=AT)
        assert begun is not None
        groups = begun.document["instance"]["groups"]
        week = {
            "groups": [{"group": one["id"], "time": one["times"][0], "staff": one["staff"][0]} for one in groups],
            "seats": [{"client": str(plan.client("cy")), "session": one["id"], "kind": one["kind"]} for one in groups],
        }
        certificate = certify({"instance": begun.document["instance"], "week": week})
        answer = {"week": week, "result": {"bound": 0, "conflicts": []}}
        proposals.keep(asked.pk, begun, answer, certificate, at=AT)
    with planning(ward) as member:
        publishing.publish(actor=member, at=AT, proposal_id=asked.pk, reason="the rest is being looked for")
        found = known.found_of(asked)
    assert found is not None
    return asked, found


def test_free_seats_of_an_open_group_are_offered_published_and_counted_where_they_are(plan: Plan, ward: Ward) -> None:
    group = plan.group(**VIDEO, is_shared=True)
    plan.group(name="For north alone", **(VIDEO | {"leader_id": plan.who("supervisor")}))
    plan.join(group, "ana")

    given = offered(ward)
    (leader,) = given["staff"]
    south, north = str(ward.clinic.south.pk), str(ward.clinic.north.pk)
    assert {(one["series"], one["site"], *one["shared_with"]) for one in given["groups"]} == {
        (str(group.pk), north, south)
    }
    assert {(one["capacity"], one["minimum"]) for one in given["groups"]} == {(2, 0)}
    assert ([one["id"] for one in given["sites"]], leader["states"]) == ([south, north], ["OH"])

    asked, found = published(plan, ward)

    with plan.as_("director everywhere"):
        seats = list(
            Seat.objects.filter(client=plan.client("cy"), removed_at=None).values_list("session__series", "site")
        )
        assert seats == [(group.pk, ward.clinic.north.pk)] * 2
        row = known.get(asked.pk)
        assert row is not None
        slots = [
            slot
            for column in drawn(row, found, today=MONDAY).columns
            for lane in column.lanes
            for slot in lane.sessions
        ]
        assert {(slot.tag, slot.row.taken) for slot in slots} == {("With North", 2)}
        lines = known.result_of(row, found).changed
    assert {text.rpartition(", ")[2] for line in lines for text in line.added} == {"by video with North"}
    with acting(ward.clinic.system()):
        north_now = proposals.given(ward.clinic.north, MONDAY, at=AT, weights={}).document["instance"]["groups"]
    assert {one["capacity"] for one in north_now if one["series"] == str(group.pk)} == {2}
    assert {one["minimum"] for one in offered(ward)["groups"]} == {1}


def test_who_must_not_meet_somebody_of_another_site_is_not_admitted(plan: Plan, ward: Ward) -> None:
    group = plan.group(**VIDEO, is_shared=True, weekdays=frozenset({0}))
    plan.join(group, "ana")
    with plan.as_("director everywhere") as member:
        needs.keep_apart(actor=member, client_id=plan.client("ana"), other_id=plan.client("cy"))

    given = offered(ward)

    assert [one["language"] in given["clients"][0]["languages"] for one in given["groups"]] == [False]
    with connection.cursor() as cursor:
        for role, told in (("director", 0), ("director south", 1)):
            with acting(ward.clinic[role].scope):
                cursor.execute(
                    "SELECT count(*) FROM stepwell.kept_from(ARRAY(SELECT id FROM scheduling_session), %s)",
                    [[plan.client("cy")]],
                )
                assert cursor.fetchone()[0] > 0 if told else cursor.fetchone() == (0,)


def test_what_a_client_has_at_another_site_takes_its_time_and_counts(plan: Plan, ward: Ward) -> None:
    group = plan.group(capacity=3, weekdays=frozenset({2}))
    plan.join(group, "cy", role="director everywhere")

    (cy,) = offered(ward)["clients"]

    assert (cy["minutes"], [one for one in cy["available"] if one.startswith("wed")]) == (
        540 - 165,
        ["wed 00:00-18:00", "wed 21:00-24:00"],
    )


def test_a_group_that_meets_in_a_room_is_not_open_to_other_sites(plan: Plan) -> None:
    group = plan.group()
    with plan.as_("director"), pytest.raises(IntegrityError, match="series_shared_by_video"), transaction.atomic():
        GroupSeries.objects.filter(pk=group.pk).update(is_shared=True)
