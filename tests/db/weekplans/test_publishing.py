"""A proposal is asked for, kept once, and becomes the seats of its week; nothing else moves."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.models import GroupMembership, Session
from stepwell.weekplans.actions import proposals, publishing, undoing
from stepwell.weekplans.actions.proposals import Stays
from stepwell.weekplans.models import Proposal, ProposalResult, Publication, TakenBack, WeekChange
from stepwell.weekplans.queries import proposals as known
from stepwell.weekplans.rules.comparing import seats_of
from stepwell.weekplans.vocabulary import State
from tests.db.scheduling.conftest import AT, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]
MONDAY = date(2026, 10, 12)
ASKED: dict[str, Any] = {"week_on": MONDAY, "search": proposals.Search(10, weights={"same_seats": 5})}


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return [finding.code for finding in refused.value.findings]


@pytest.fixture
def asked(plan: Plan) -> Proposal:
    """Ana is in the evening group on Mondays and Wednesdays; another group meets on Thursday."""
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.admit("ana", on=date(2026, 9, 28))
    ward.order("ana", on=date(2026, 9, 28))
    group = plan.group(minimum=1)
    plan.group(name="Thursday process", weekdays=frozenset({3}), leader_id=plan.who("supervisor"), minimum=1)
    plan.join(group, "ana")
    with plan.as_("director") as member:
        return proposals.ask(actor=member, at=AT, site_id=plan.clinic.north.pk, **ASKED)


def find(plan: Plan, proposal: Proposal) -> dict[str, Any]:
    """Keep a week in which Ana meets on Wednesday and Thursday, as the job does; returns its seats by client."""
    with acting(plan.clinic.system()):
        begun = proposals.begin(proposal.pk, at=AT)
        assert begun is not None
        groups = begun.document["instance"]["groups"]
        chosen = [one for one in groups if one["times"][0][:3] in {"wed", "thu"}]
        ana = str(plan.client("ana"))
        week = {
            "groups": [
                {"group": one["id"], "time": one["times"][0], "staff": one["staff"][0], "room": one["rooms"][0]}
                for one in chosen
            ],
            "seats": [{"client": ana, "session": one["id"], "kind": one["kind"]} for one in chosen],
        }
        certificate = certify({"instance": begun.document["instance"], "week": week})
        assert certificate["verdict"] == "partial"
        answer = {"week": week, "result": {"bound": 0, "conflicts": []}}
        proposals.keep(proposal.pk, begun, answer, certificate, at=AT)
        proposals.keep(proposal.pk, begun, answer, certificate, at=AT)  # done once
    return seats_of(week)


def planned_now(plan: Plan, proposal: Proposal) -> dict[str, Any]:
    with plan.as_("director"):
        now = proposals.given(proposal.site, MONDAY, at=AT, weights=proposal.weights)
        return seats_of(now.document["week"])


def publish(plan: Plan, proposal: Proposal, at: datetime = AT, reason: str = "one more group is coming") -> Publication:
    with plan.as_("director") as member:
        return publishing.publish(actor=member, at=at, proposal_id=proposal.pk, reason=reason)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"week_on": date(2026, 10, 5)}, "WEEK-020"),
        ({"week_on": date(2027, 1, 4)}, "WEEK-021"),
        ({"week_on": date(2026, 10, 13)}, "WEEK-024"),
        ({}, "WEEK-022"),
    ],
)
def test_a_week_that_cannot_be_planned_is_refused(
    plan: Plan, asked: Proposal, change: dict[str, Any], code: str
) -> None:
    with plan.as_("director") as member:
        assert codes(lambda: proposals.ask(actor=member, at=AT, site_id=asked.site_id, **(ASKED | change))) == [code]


def test_what_was_found_is_published_once_and_other_weeks_stay(plan: Plan, asked: Proposal) -> None:
    found = find(plan, asked)
    with plan.as_("director"):
        row, kept = known.get(asked.pk), known.found_of(asked)
        assert row is not None
        assert kept is not None
        shown = known.result_of(row, kept)
        before = set(GroupMembership.objects.filter(voided_at=None).values_list("from_on", "to_on"))
    assert [(len(one.added), len(one.dropped), one.is_short) for one in shown.changed] == [(1, 1, True)]
    assert codes(lambda: publish(plan, asked, reason="")) == ["WEEK-033"]
    assert codes(lambda: publish(plan, asked, at=datetime(2026, 10, 12, 12, tzinfo=AT.tzinfo))) == ["WEEK-031"]
    assert before == {(date(2026, 10, 5), None)}

    publication = publish(plan, asked)

    assert (publication.moved, planned_now(plan, asked)) == ([plan.client("ana")], found)
    assert codes(lambda: publish(plan, asked)) == ["WEEK-032"]
    with plan.as_("director"):
        spans = GroupMembership.objects.filter(voided_at=None).order_by("from_on").values_list("from_on", "to_on")
        assert list(spans) == [(date(2026, 10, 5), date(2026, 10, 11)), (date(2026, 10, 13), None)]


def test_what_has_changed_since_is_said_and_nothing_published(plan: Plan, asked: Proposal) -> None:
    find(plan, asked)
    with plan.as_("director"):
        Session.objects.filter(day=date(2026, 10, 14)).update(cancelled_at=AT, cancel_reason="staff_away")
    with pytest.raises(Refused) as refused:
        publish(plan, asked)

    assert "A session" in refused.value.findings[0].sentence
    with plan.as_("director"):
        assert Publication.objects.count() == 0


def test_what_was_found_is_read_by_planners_and_changed_by_nobody(plan: Plan, asked: Proposal) -> None:
    find(plan, asked)
    with plan.as_("biller"):
        assert (ProposalResult.objects.count(), Proposal.objects.count()) == (0, 0)
    with plan.as_("director"):
        assert ProposalResult.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            ProposalResult.objects.update(cost=0)
        for change in ({"state": "running"}, {"week_on": date(2026, 10, 13)}, {"seconds": 1}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Proposal.objects.update(**change)


def test_a_canceled_proposal_keeps_nothing(plan: Plan, asked: Proposal) -> None:
    with plan.as_("director") as member:
        proposals.cancel(actor=member, at=AT, proposal_id=asked.pk)
        assert codes(lambda: proposals.cancel(actor=member, at=AT, proposal_id=asked.pk)) == ["WEEK-023"]
    with acting(plan.clinic.system()):
        assert proposals.begin(asked.pk, at=AT) is None
        assert Proposal.objects.get().state == State.CANCELED


def test_a_published_week_is_taken_back_once_and_what_has_begun_stays(plan: Plan, asked: Proposal) -> None:
    before = planned_now(plan, asked)
    find(plan, asked)
    publication = publish(plan, asked)

    def back(at: datetime = AT, reason: str = "the group is held after all") -> TakenBack:
        with plan.as_("director") as member:
            return undoing.take_back(actor=member, at=at, publication_id=publication.pk, reason=reason)

    assert codes(lambda: back(reason="no")) == ["WEEK-053"]
    assert codes(lambda: back(at=datetime(2026, 10, 16, 12, tzinfo=AT.tzinfo))) == ["WEEK-052"]
    assert back().stayed == []
    assert planned_now(plan, asked) == before
    assert codes(back) == ["WEEK-051"]
    with plan.as_("director"):
        told = WeekChange.objects.order_by("by").values_list("by", "came", "went")
        assert list(told) == [("published", 1, 1), ("taken_back", 1, 1)]
        for act in (TakenBack.objects.all().delete, lambda: WeekChange.objects.update(came=9)):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_only_seats_that_have_not_begun_are_taken_back(plan: Plan, asked: Proposal) -> None:
    found = find(plan, asked)
    publication = publish(plan, asked)
    tuesday = datetime(2026, 10, 13, 12, tzinfo=AT.tzinfo)  # Monday, which Ana left, is over
    with plan.as_("director") as member:
        taken = undoing.take_back(
            actor=member, at=tuesday, publication_id=publication.pk, reason="planned anew by hand"
        )
    ana = str(plan.client("ana"))

    assert [client for client, _ in taken.stayed] == [plan.client("ana")]
    assert planned_now(plan, asked)[ana] < found[ana]


def test_a_pinned_seat_is_part_of_what_is_planned_from_and_shown(plan: Plan, asked: Proposal) -> None:
    ana = str(plan.client("ana"))
    find(plan, asked)
    with plan.as_("director") as member:
        clients, sessions = known.planned_in(asked)
        thursday = str(Session.objects.get(title="Thursday process", day=date(2026, 10, 15)).pk)
        assert (ana in clients, thursday in sessions) == (True, True)
        again = proposals.ask(
            actor=member,
            at=AT,
            site_id=plan.clinic.north.pk,
            week_on=MONDAY,
            search=proposals.Search(10, stays=Stays((), {ana: [thursday]})),
        )
    find(plan, again)
    with plan.as_("director") as member:
        row = ProposalResult.objects.get(proposal=again.pk)
        assert [one["pinned"] for one in row.instance["clients"] if one["id"] == ana] == [[thursday]]
        again.refresh_from_db()
        found = known.result_of(again, row)
        assert found is not None
        assert [name for name, _ in found.pins] == ["Ana López"]
        assert found.pins[0][1].startswith("Thursday process")
        publishing.publish(actor=member, at=AT, proposal_id=again.pk, reason="nobody else is free")
