"""Anybody who sees a client opens a crisis; nobody else does; there is one at a time, of the gravest tier."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from procrastinate.contrib.django.models import ProcrastinateJob

from stepwell.clients.models import Client
from stepwell.crisis import actions
from stepwell.crisis.models import CrisisAction, CrisisEvent
from stepwell.crisis.vocabulary import Source, Tier
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.crisis.conftest import Opens, member
from tests.worlds import Clinic

SEES_ANA = (
    "admissions", "clinician", "facilitator", "supervisor", "director", "prescriber", "collector", "utilization",
    "biller", "case_manager",
)  # fmt: skip
READS_WHAT_WAS_DONE = ("admissions", "clinician", "supervisor", "director", "prescriber", "case_manager", "auditor")


def jobs(name: str) -> int:
    return int(ProcrastinateJob.objects.filter(task_name=name, status="todo").count())


@pytest.mark.parametrize("who", SEES_ANA)
def test_whoever_sees_the_client_opens_one(clinic: Clinic, opens: Opens, who: str) -> None:
    event = opens(who, tier="moderate", words="says goodbye to everybody", where="at the bus stop")

    with acting(clinic["supervisor"].scope):
        (action,) = CrisisAction.objects.filter(event=event)
    assert (event.tier, event.opened_by_id) == ("moderate", clinic[who].membership.pk)
    assert (action.step, action.words, action.whereabouts) == (
        "reported",
        "says goodbye to everybody",
        "at the bus stop",
    )
    assert action.by_id == clinic[who].membership.pk


@pytest.mark.parametrize(
    ("who", "client"),
    [("clinician", "dee"), ("facilitator", "bo"), ("case_manager", "cy"), ("biller", "cy"), ("administrator", "ana")],
)
def test_nobody_else_does(clinic: Clinic, opens: Opens, who: str, client: str) -> None:
    with pytest.raises(Refused, match="CRI-001"):
        opens(who, client)


def test_another_organization_opens_nothing(clinic: Clinic, other: Clinic, at: datetime) -> None:
    with acting(other["director"].scope), pytest.raises(Refused, match="CRI-001"):
        actions.open_crisis(
            actor=member(other["director"]), at=at, client_id=clinic.clients["ana"].pk, tier=Tier.LOW,
            source=Source.STAFF,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["privacy", "auditor"])
def test_who_only_looks_opens_nothing(clinic: Clinic, opens: Opens, who: str) -> None:
    with pytest.raises((ProgrammingError, Refused)):
        opens(who)


def test_what_was_done_is_hidden_from_those_who_do_not_act_in_it(clinic: Clinic, opens: Opens) -> None:
    event = opens("clinician", words="has a rope in the car")

    seen = set()
    for who in (*SEES_ANA, "auditor", "privacy"):
        with acting(clinic[who].scope), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM crisis_crisisaction WHERE event_id = %s", [event.pk])
            if cursor.fetchone()[0]:
                seen.add(who)
    assert seen == set(READS_WHAT_WAS_DONE)


def test_that_there_is_a_crisis_is_seen_by_whoever_sees_the_client(clinic: Clinic, opens: Opens) -> None:
    opens("clinician")

    for who in SEES_ANA:
        with acting(clinic[who].scope):
            assert CrisisEvent.objects.count() == 1, who


def test_one_reads_what_one_wrote_oneself(clinic: Clinic, opens: Opens) -> None:
    event = opens("clinician", words="has a rope in the car")
    opens("biller", words="called about a bill and cried")

    with acting(clinic["biller"].scope):
        words = [action.words for action in CrisisAction.objects.filter(event=event)]
    assert words == ["called about a bill and cried"]


def test_a_second_report_is_added_and_only_raises(clinic: Clinic, opens: Opens) -> None:
    first = opens("clinician", tier="moderate")
    second = opens("biller", tier="high", words="says she has pills")
    third = opens("facilitator", tier="low", words="left the group")

    with acting(clinic["clinician"].scope):
        steps = list(CrisisAction.objects.values_list("step", flat=True))
        event = CrisisEvent.objects.get()
    assert first.pk == second.pk == third.pk == event.pk
    assert (event.tier, sorted(steps)) == ("high", ["raised", "reported", "reported", "reported"])


@pytest.mark.parametrize(
    ("who", "tier", "told"),
    [("clinician", "low", 0), ("clinician", "high", 1), ("biller", "low", 1), ("facilitator", "high", 1)],
)
def test_on_call_staff_are_told_unless_somebody_owns_a_milder_one(
    clinic: Clinic, opens: Opens, who: str, tier: str, told: int
) -> None:
    opens(who, tier=tier)

    assert jobs("crisis.tell_on_call") == told


def test_nobody_is_told_of_what_was_long_ago(clinic: Clinic, opens: Opens) -> None:
    opens("biller", tier="high", tells=False)

    assert jobs("crisis.tell_on_call") == 0


def test_a_job_opens_one_after_somebody_answered_alone(clinic: Clinic, at: datetime) -> None:
    with acting(clinic.system()):
        event = actions.open_crisis(
            actor=None, at=at, client_id=clinic.clients["dee"].pk, tier=Tier.HIGH, source=Source.ALONE
        )
        again = actions.open_crisis(
            actor=None, at=at, client_id=clinic.clients["dee"].pk, tier=Tier.LOW, source=Source.ALONE
        )

    assert (event.opened_by_id, event.owner_id, event.source) == (None, None, "alone")
    assert again.pk == event.pk
    assert jobs("crisis.tell_on_call") == 2


def test_the_database_holds_one_open_crisis_a_client(clinic: Clinic, opens: Opens) -> None:
    event = opens("clinician")
    copy = "INSERT INTO crisis_crisis (id, organization_id, client_id, opened_at, source, kind, tier, version,"
    copy += " void_reason) SELECT gen_random_uuid(), organization_id, client_id, opened_at, source, kind, tier, 1, ''"

    with (
        acting(clinic["clinician"].scope),
        pytest.raises(IntegrityError, match="crisis_one_open"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{copy} FROM crisis_crisis WHERE id = %s", [event.pk])


def test_opening_one_as_owner_opens_the_record_until_it_is_closed(clinic: Clinic, opens: Opens) -> None:
    """A clinician who stands in for a group has its roster, and by a crisis the chart."""
    with acting(clinic["clinician south"].scope):
        before = Client.objects.count()
    with acting(clinic.system()):
        CrisisEvent.objects.create(
            organization=clinic.organization, client=clinic.clients["cy"], opened_at=clinic.clients["cy"].created_at,
            source="staff", kind="other", tier="low", owner=clinic["clinician south"].membership,
        )  # fmt: skip

    with acting(clinic["clinician south"].scope):
        assert (before, Client.objects.count()) == (0, 1)
