"""Attendance in a record, hours in its head, and whom to call."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.attendance.actions.taking import Mark
from stepwell.attendance.models import Outreach
from stepwell.attendance.queries.ledger import days_attended, week_minutes
from stepwell.attendance.vocabulary import Absence
from stepwell.clients.models import ContactMethod, Episode
from stepwell.clients.rules.enrollment import Span
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.rules.weeks import Week
from tests.db.attendance.conftest import Group, make_group
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MISSED = Mark(None, reason=Absence.NO_CONTACT)


@pytest.fixture
def group(clinic: Clinic) -> Group:
    made = make_group(clinic)
    with acting(clinic["admissions"].scope):
        owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
        Episode.objects.create(
            **owned,
            program=made.series.program,
            opened_on=made.series.from_on,
            opened_by=clinic["admissions"].membership,
        )
        ContactMethod.objects.create(**owned, kind="mobile", value="+19375550111", value_index=b"x" * 16, is_safe=True)
    return made


def of_ana(group: Group, name: str = "client") -> str:
    return reverse(f"attendance:{name}", args=[group.client("ana")])


def test_the_record_shows_days_minutes_and_reasons(group: Group, sign_in: SignIn) -> None:
    group.mark("ana", MISSED)

    shown = sign_in(group.clinic["clinician"]).get(of_ana(group)).content.decode()

    assert "Absent: no call yet" in shown
    assert "missed, 0 min of 2 h 45 min" in shown
    assert "Make-up" in shown


def test_the_head_shows_hours_of_the_week_to_those_who_see_services(group: Group, sign_in: SignIn) -> None:
    group.mark("ana")
    record = reverse("clients:record", args=[group.client("ana")])

    assert "Hours this week" in sign_in(group.clinic["clinician"]).get(record).content.decode()
    assert "Hours this week" not in sign_in(group.clinic["admissions"]).get(record).content.decode()


def test_who_missed_without_a_word_is_to_be_called_until_reached(group: Group, sign_in: SignIn) -> None:
    group.mark("ana", MISSED)
    web = sign_in(group.clinic["clinician"])
    home = reverse("workspace:today")

    before = web.get(home).content.decode()
    answer = web.post(of_ana(group, "outreach"), {"way": "call", "outcome": "reached", "words": "Comes tomorrow"})
    after = web.get(home).content.decode()

    assert "Call 1 person who did not come" in before
    assert "(937) 555-0111" in before
    assert answer.status_code == 302
    assert "did not come" not in after
    with acting(group.clinic["clinician"].scope):
        assert Outreach.objects.get().words == "Comes tomorrow"


def test_an_excused_absence_needs_no_call(group: Group, sign_in: SignIn) -> None:
    group.mark("ana", Mark(None, reason=Absence.SICK))

    assert "did not come" not in sign_in(group.clinic["clinician"]).get(reverse("workspace:today")).content.decode()


def test_only_a_case_review_decides(group: Group, sign_in: SignIn) -> None:
    web = sign_in(group.clinic["clinician"])

    answer = web.post(of_ana(group, "outreach"), {"way": "call", "outcome": "decided", "words": ""})

    assert answer.status_code == 422
    assert "Only a case review decides" in answer.content.decode()


def test_strangers_find_nothing(group: Group, other: Clinic, sign_in: SignIn) -> None:
    for name in ("client", "outreach"):
        assert sign_in(other["director"]).get(of_ana(group, name)).status_code == 404
        assert sign_in(group.clinic["clinician south"]).get(of_ana(group, name)).status_code == 404


def test_the_ledger_counts_minutes_and_days(group: Group) -> None:
    group.mark("ana")
    ana, day = group.client("ana"), group.session.day
    with acting(group.clinic["clinician"].scope):
        assert week_minutes([ana], Week(day - timedelta(days=1))) == {ana: 165}
        assert days_attended(ana, Span(day, None)) == [day]
        assert days_attended(ana, Span(day + timedelta(days=1), None)) == []


def test_set_aside_it_stays_readable_with_its_reason(group: Group, sign_in: SignIn) -> None:
    row = group.mark("ana")
    web = sign_in(group.clinic["clinician"])
    address = reverse("attendance:void", args=[group.client("ana"), row.pk])

    short = web.post(address, {"reason": "oops"})
    done = web.post(address, {"reason": "It was another Ana of the group"})
    shown = web.get(of_ana(group)).content.decode()

    assert (short.status_code, done.status_code) == (422, 302)
    assert "set aside: It was another Ana of the group" in shown
