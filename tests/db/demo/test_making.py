"""The demonstration: made once, whole, the same each time, and left alone afterwards."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from stepwell import demo
from stepwell.attendance.models import Attendance
from stepwell.authorizations.models import Authorization
from stepwell.billing.models import Charge, HeldDay, Payment, WriteOff
from stepwell.clients.models import CareAssignment, ContactMethod, Episode
from stepwell.demo import history, standing
from stepwell.demo.cast import Script
from stepwell.demo.fates import Caller, Ending, Event
from stepwell.demo.harbor import HARBOR
from stepwell.demo.lives import lives
from stepwell.demo.millrace import MARCUS, MILLRACE
from stepwell.kernel import phones
from stepwell.kernel.findings import Refused
from stepwell.notes.models import Note
from stepwell.people.actions import organizations, rooms
from stepwell.people.models import Credential, Program, Room
from stepwell.people.queries import left_to_begin
from stepwell.people.rules.places import RoomRecord
from stepwell.people.rules.staff import MemberRecord
from stepwell.platform.accounts import demo as door
from stepwell.platform.accounts.models import Account
from stepwell.platform.jobs.queries import organizations as organization_ids
from stepwell.platform.tenancy.models import Membership, Organization, RoleAssignment, Site
from stepwell.platform.tenancy.queries import installation, organizations_of
from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.reviews.models import Discharge, Review
from stepwell.treatmentplans.models import Plan
from tests.db.people.facts import ORGANIZATION, SITE

pytestmark = pytest.mark.django_db

# The organizations with their staff and places, and nobody to care for: the twenty weeks take minutes.
EMPTY = tuple(replace(script, tracks=()) for script in (MILLRACE, HARBOR))

# A job does not read these: drafts, counseling notes and what is answered to a note are between few people; the others
# never change without a row that it does read.
UNSEEN = {
    "attendance_telehealthplace", "clients_recordcounter", "drafts_draft", "notes_addendum", "notes_counselingnote",
    "notes_counselingnoteevent", "notes_grouppart", "notes_grouppartevent", "notes_notereturn", "notes_notewords",
    "notes_notewordsevent", "privacy_emergencyreview", "scheduling_clientfeed", "scheduling_stafffeed",
    "weekplans_apartreason",
}  # fmt: skip


def systems() -> list[Scope]:
    return [Scope(organization=key, kind=Kind.SYSTEM, purpose="test") for key in organization_ids()]


def counted(model: Any) -> int:
    found = 0
    for scope in systems():
        with acting(scope):
            found += model.objects.count()
    return found


def test_two_organizations_with_everything_that_pages_need() -> None:
    assert demo.make(scripts=EMPTY) is demo.Outcome.MADE

    assert installation().is_only_demo
    models = (Organization, Site, Program, Room, Membership)
    assert [counted(model) for model in models] == [2, 3, 8, 10, 27]
    assert all(account.is_demo and not account.has_usable_password() for account in Account.objects.all())
    assert len(door.people()) == 26  # everybody but the one who is only invited
    assert not any(
        account.email.endswith((".com", ".org")) and "example" not in account.email for account in Account.objects.all()
    )


def test_somebody_of_every_role_works_at_millrace() -> None:
    demo.make(scripts=EMPTY)

    held = Counter[str]()
    for scope in systems():
        with acting(scope):
            if Organization.objects.filter(name="Millrace Recovery").exists():
                held.update(RoleAssignment.objects.values_list("role", flat=True))
                assert left_to_begin() == []

    assert set(held) == set(Role)


def test_one_colleague_works_for_both() -> None:
    demo.make(scripts=EMPTY)

    marcus = Account.objects.get(email=MARCUS)
    assert [choice.name for choice in organizations_of(marcus.pk)] == ["Harbor Light", "Millrace Recovery"]


def test_names_overlap_between_the_organizations_and_nothing_else_does() -> None:
    names = [{(client.first, client.last) for client in script.clients} for script in (MILLRACE, HARBOR)]
    numbers = [phones.tidy(client.phone) for script in (MILLRACE, HARBOR) for client in script.clients]

    assert len(names[0] & names[1]) >= 3
    assert len(set(numbers)) == len(numbers)
    assert all(number and number[5:9] == "5550" and number[9] == "1" for number in numbers)


def one_place(script: Script) -> Script:
    """Return a script with one place in its last track."""
    return replace(script, tracks=(replace(script.tracks[-1], places=1),))


@pytest.mark.timeout(300)
def test_twenty_weeks_are_told_by_the_actions_of_the_rooms() -> None:
    said: list[str] = []
    demo.make(scripts=(one_place(HARBOR),), say=said.append)

    assert said[-1] == "Harbor Light: week 21 of 22"
    assert len(said) >= 20
    told = (
        CareAssignment,
        ContactMethod,
        Credential,
        Episode,
        Authorization,
        Plan,
        Attendance,
        Note,
        Review,
        Discharge,
        Payment,
        WriteOff,
        Charge,
        HeldDay,
    )
    assert [model.__name__ for model in told if not counted(model)] == []
    with acting(systems()[0]):
        assert not Attendance.objects.filter(taken_at__gt=timezone.now()).exists()
        assert not Note.objects.filter(signed_at__lt=F("session__ends_at")).exists()
        assert not Attendance.objects.filter(session__locked_at=None).exists()


def test_lives_are_the_same_each_time_and_fill_every_stage() -> None:
    everybody = [life for script in (MILLRACE, HARBOR) for life in lives(script)]

    assert [life.served for life in everybody] == [
        life.served for script in (MILLRACE, HARBOR) for life in lives(script)
    ]
    assert 100 <= len(everybody) <= 140
    numbers = [phones.tidy(life.served.phone) for life in everybody]
    assert len(set(numbers)) == len(numbers)
    fates = [life.fate for life in everybody]
    assert {fate.ending for fate in fates} == set(Ending)
    assert {event for fate in fates for _, event in fate.events} == set(Event)
    assert {fate.caller for fate in fates} == set(Caller)
    stages = Counter(
        "lost" if f.is_lost else "here" if f.is_here else "over" if f.leaves < 0 else "coming" for f in fates
    )
    assert min(stages.values()) >= 5
    assert len(stages) == 4


def test_it_is_made_once() -> None:
    demo.make(scripts=EMPTY)
    before = counted(Room)

    assert demo.make(scripts=EMPTY) is demo.Outcome.STANDS
    assert counted(Room) == before


@pytest.mark.django_db(transaction=True)
def test_one_room_more_is_noticed_and_one_look_is_not() -> None:
    demo.make(scripts=EMPTY)
    founder = Account.objects.get(email=MILLRACE.staff[0].email)
    (choice,) = organizations_of(founder.pk)
    scope = Scope(actor=founder.pk, organization=choice.id, kind=Kind.STAFF)
    with acting(scope):
        site = Site.objects.order_by("name").first()
        assert site is not None
    assert demo.make(scripts=EMPTY) is demo.Outcome.STANDS

    with acting(scope):
        rooms.add_room(actor=scope, site_id=site.pk, record=RoomRecord(name="Attic", seats=2))

    with pytest.raises(Refused, match="DEMO-002"):
        demo.make(scripts=EMPTY)


@pytest.mark.django_db(transaction=True)
def test_organizations_are_made_side_by_side_and_all_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    told = history.tell

    def fails_at_harbor(script: Script, **given: Any) -> None:
        told(script, **given)
        if script is EMPTY[1]:
            message = "Harbor is not told"
            raise RuntimeError(message)

    monkeypatch.setattr(history, "tell", fails_at_harbor)
    with pytest.raises(RuntimeError, match="Harbor"):
        demo.make(scripts=EMPTY)
    assert installation().is_empty

    monkeypatch.undo()
    assert demo.make(scripts=EMPTY) is demo.Outcome.MADE
    assert counted(Organization) == 2
    assert installation().is_only_demo


def test_a_real_organization_keeps_it_out() -> None:
    account = Account.objects.create_user("fay@fernhill.example", name="Fay")
    organizations.found_organization(
        founder=account, at=timezone.now(), record=ORGANIZATION, first_site=SITE, member=MemberRecord(name="Fay")
    )

    with pytest.raises(Refused, match="DEMO-001"):
        demo.make(scripts=EMPTY)

    assert Organization.objects.count() == 0  # nobody's scope: nothing is seen
    assert installation().demos == 0


def test_production_has_none(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(Refused, match="DEMO-003"):
        demo.make(scripts=EMPTY)


def test_every_table_it_is_judged_by_can_be_read() -> None:
    hidden = {
        model._meta.db_table
        for model, _ in standing.watched()
        for wall in model._meta.constraints
        if hasattr(wall, "arguments") and "system" not in (*wall.arguments["readers"], *wall.arguments["writers"])
    }

    assert hidden == UNSEEN
