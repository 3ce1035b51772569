"""The demonstration: made once, whole, the same each time, and left alone afterwards."""

from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from stepwell import demo
from stepwell.clients.models import CareAssignment, Client, ContactMethod
from stepwell.demo import standing
from stepwell.demo.harbor import HARBOR
from stepwell.demo.millrace import MARCUS, MILLRACE
from stepwell.kernel import phones
from stepwell.kernel.findings import Refused
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
from tests.db.people.facts import ORGANIZATION, SITE

pytestmark = pytest.mark.django_db

# A job does not read these: drafts are their author's own; the others never change without a row that it does read.
UNSEEN = {"drafts_draft", "clients_recordcounter", "privacy_emergencyreview", "attendance_telehealthplace"}


def systems() -> list[Scope]:
    return [Scope(organization=key, kind=Kind.SYSTEM, purpose="test") for key in organization_ids()]


def counted(model: Any) -> int:
    found = 0
    for scope in systems():
        with acting(scope):
            found += model.objects.count()
    return found


def test_two_organizations_with_everything_that_pages_need() -> None:
    assert demo.make() is demo.Outcome.MADE

    assert installation().is_only_demo
    models = (Organization, Site, Program, Room, Membership, Client)
    assert [counted(model) for model in models] == [2, 3, 7, 7, 24, 32]
    assert all(account.is_demo and not account.has_usable_password() for account in Account.objects.all())
    assert len(door.people()) == 23  # everybody but the one who is only invited
    assert not any(
        account.email.endswith((".com", ".org")) and "example" not in account.email for account in Account.objects.all()
    )


def test_somebody_of_every_role_works_at_millrace() -> None:
    demo.make()

    held = Counter[str]()
    for scope in systems():
        with acting(scope):
            if Organization.objects.filter(name="Millrace Recovery").exists():
                held.update(RoleAssignment.objects.values_list("role", flat=True))
                assert left_to_begin() == []

    assert set(held) == set(Role)


def test_one_colleague_works_for_both() -> None:
    demo.make()

    marcus = Account.objects.get(email=MARCUS)
    assert [choice.name for choice in organizations_of(marcus.pk)] == ["Harbor Light", "Millrace Recovery"]


def test_names_overlap_between_the_organizations_and_nothing_else_does() -> None:
    names = [{(client.first, client.last) for client in script.clients} for script in (MILLRACE, HARBOR)]
    numbers = [phones.tidy(client.phone) for script in (MILLRACE, HARBOR) for client in script.clients]

    assert len(names[0] & names[1]) >= 3
    assert len(set(numbers)) == len(numbers)
    assert all(number and number[5:9] == "5550" and number[9] == "1" for number in numbers)


def test_care_contacts_and_credentials_are_there() -> None:
    demo.make()

    for model in (CareAssignment, ContactMethod, Credential):
        assert counted(model) > 20 or model is Credential


def test_it_is_made_once() -> None:
    demo.make()
    before = counted(Client)

    assert demo.make() is demo.Outcome.STANDS
    assert counted(Client) == before


@pytest.mark.django_db(transaction=True)
def test_one_room_more_is_noticed_and_one_look_is_not() -> None:
    demo.make()
    founder = Account.objects.get(email=MILLRACE.staff[0].email)
    (choice,) = organizations_of(founder.pk)
    scope = Scope(actor=founder.pk, organization=choice.id, kind=Kind.STAFF)
    with acting(scope):
        site = Site.objects.order_by("name").first()
        assert site is not None
    assert demo.make() is demo.Outcome.STANDS

    with acting(scope):
        rooms.add_room(actor=scope, site_id=site.pk, record=RoomRecord(name="Attic", seats=2))

    with pytest.raises(Refused, match="DEMO-002"):
        demo.make()


def test_a_real_organization_keeps_it_out() -> None:
    account = Account.objects.create_user("fay@fernhill.example", name="Fay")
    organizations.found_organization(
        founder=account, at=timezone.now(), record=ORGANIZATION, first_site=SITE, member=MemberRecord(name="Fay")
    )

    with pytest.raises(Refused, match="DEMO-001"):
        demo.make()

    assert Organization.objects.count() == 0  # nobody's scope: nothing is seen
    assert installation().demos == 0


def test_production_has_none(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(Refused, match="DEMO-003"):
        demo.make()


def test_every_table_it_is_judged_by_can_be_read() -> None:
    hidden = {
        model._meta.db_table
        for model, _ in standing.watched()
        for wall in model._meta.constraints
        if hasattr(wall, "arguments") and "system" not in (*wall.arguments["readers"], *wall.arguments["writers"])
    }

    assert hidden == UNSEEN
