"""Naming somebody of the staff: offered is who holds a role for it at the site now; others are refused in words."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.inquiries.models import Inquiry
from stepwell.people.forms.picking import NOT_OFFERED
from stepwell.people.models import Program
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.scope import acting
from tests.sampling import inquiries
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PICKERS = [  # page, of whom, who opens it, field, role that is offered, role that is not
    ("clients:care", "client", "director", "membership", "clinician", "biller"),
    ("clients:care", "client", "director", "membership", "utilization", "admissions"),
    ("treatmentplans:begin", "client", "clinician", "counselor", "supervisor", "facilitator"),
    ("treatmentplans:begin", "client", "clinician", "case_manager", "case_manager", "collector"),
    ("authorizations:new", "client", "utilization", "reviewer", "utilization", "clinician"),
    ("scheduling:new_group", "", "director", "leader", "facilitator", "biller"),
    ("inquiries:new", "", "admissions", "owner", "admissions", "clinician"),
    ("inquiries:plan", "inquiry", "admissions", "owner", "admissions", "clinician"),
    ("inquiries:agreement", "inquiry", "admissions", "witness", "collector", ""),
]


def address(page: str, about: str, clinic: Clinic) -> str:
    if about == "client":
        return reverse(page, args=[clinic.clients["ana"].pk])
    if about == "inquiry":
        inquiries.fill(clinic)
        with acting(clinic["admissions"].scope):
            return reverse(page, args=[Inquiry.objects.get().pk])
    with acting(clinic["administrator everywhere"].scope):
        Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    return reverse(page)


def offered(web: Any, where: str, field: str) -> list[str]:
    form = web.get(where).context["form"]
    return [str(value) for value, _ in form.fields[field].choices if value]


@pytest.mark.parametrize(("page", "about", "who", "field", "able", "unable"), PICKERS)
def test_who_is_offered(
    clinic: Clinic, sign_in: SignIn, page: str, about: str, who: str, field: str, able: str, unable: str
) -> None:
    here = [clinic[able].membership, clinic[f"{able} everywhere"].membership]
    not_here = [clinic[f"{able} south"].membership, *([clinic[unable].membership] if unable else [])]
    web, where = sign_in(clinic[who]), address(page, about, clinic)

    found = offered(web, where, field)

    assert {str(each.pk) for each in here} <= set(found)
    assert not {str(each.pk) for each in not_here} & set(found)
    with acting(clinic[who].scope):
        names = [Membership.objects.get(pk=key).name for key in found]
    assert names == sorted(names)
    refused = web.post(where, {field: str(not_here[0].pk)})
    assert refused.status_code == 422
    assert refused.context["form"].errors[field] == [NOT_OFFERED]


def test_who_held_the_role_once_and_who_will_are_not_offered(clinic: Clinic, sign_in: SignIn) -> None:
    past, coming = clinic["clinician everywhere"].membership, clinic["prescriber"].membership
    now = timezone.now()
    with acting(clinic["administrator everywhere"].scope):
        RoleAssignment.objects.filter(membership=past).update(
            starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1)
        )
        RoleAssignment.objects.filter(membership=coming).update(starts_at=now + timedelta(days=1))

    found = offered(sign_in(clinic["director"]), address("clients:care", "client", clinic), "membership")

    assert not {str(past.pk), str(coming.pk)} & set(found)
    assert str(clinic["clinician"].membership.pk) in found
