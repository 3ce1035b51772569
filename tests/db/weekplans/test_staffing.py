"""Who leads without the credential that a group asks for, and who cares for more clients than are allowed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.people.models import Credential
from stepwell.platform.walls.scope import acting
from stepwell.scheduling import profiles
from stepwell.scheduling.rules.profiles import PROFILES
from stepwell.weekplans.actions import needs
from stepwell.weekplans.queries import lapsing, staffing
from stepwell.weekplans.vocabulary import Entry
from tests.db.scheduling.conftest import AT, MONDAY, Plan, plan
from tests.db.workspace.conftest import Ward

__all__ = ["plan"]


def test_a_credential_that_expires_in_mid_series_is_named_from_the_first_session_without(plan: Plan) -> None:
    group = plan.group()
    with plan.as_("director") as member:
        assert lapsing.of_group(group.pk, at=AT) == []
        needs.say_group_needs(
            actor=member, series_id=group.pk, credentials=["license"], language="", group_for="", entry=Entry.OPEN
        )
        found = lapsing.of_group(group.pk, at=AT)
        assert [(one.from_on, one.count) for one in found] == [(MONDAY, len(plan.sessions(group)))]
    with acting(plan.clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=plan.clinic.organization, membership_id=plan.who("facilitator"), kind="license", title="LPC",
            expires_on=MONDAY + timedelta(days=8),
        )  # fmt: skip
    with plan.as_("director"):
        found = lapsing.of_group(group.pk, at=AT)
    assert [(one.from_on, one.asks) for one in found] == [(date(2026, 10, 14), "license")]


def test_who_cares_for_more_than_the_state_allows_is_marked(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    ward = Ward(plan.clinic, programs={"Evening": plan.program})
    ward.admit("ana", on=date(2026, 9, 28))
    with plan.as_("director"):
        before = staffing.caseloads([plan.clinic.north], on=MONDAY)
        monkeypatch.setattr(profiles, "profile_for", lambda *_, **__: replace(PROFILES[0], caseload_most=0))
        after = staffing.caseloads([plan.clinic.north], on=MONDAY)
    assert [(one.clients, one.most, one.is_over) for one in before] == [(1, None, False)]
    assert [one.is_over for one in after] == [True]
    with plan.as_("director south"):
        assert staffing.caseloads([plan.clinic.north], on=MONDAY) == []
