"""What is stored about signing in cannot be read in the table, and who is offered in a demonstration."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from stepwell.platform.accounts import demo
from stepwell.platform.accounts.models import Account
from stepwell.platform.accounts.sealed import SessionStore
from stepwell.platform.tenancy.models import Membership, Organization
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


@pytest.mark.django_db
def test_the_table_of_sessions_does_not_hold_their_content() -> None:
    store = SessionStore()
    store["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    store.save()

    stored = Session.objects.get(session_key=store.session_key).session_data

    assert ("JBSWY3DPEHPK3PXP" in stored, SessionStore(store.session_key)["mfa.totp.secret"]) == (
        False,
        "JBSWY3DPEHPK3PXP",
    )


@pytest.mark.django_db
def test_a_session_that_somebody_changed_is_empty() -> None:
    store = SessionStore()
    store["organization"] = "x"
    store.save()
    Session.objects.filter(session_key=store.session_key).update(session_data="forged")

    assert SessionStore(store.session_key).get("organization") is None


def _make_demo(*clinics: Clinic) -> None:
    for clinic in clinics:
        with acting(clinic["administrator everywhere"].scope):
            Organization.objects.filter(pk=clinic.organization.pk).update(is_demo=True)
    Account.objects.filter(email="clinician@riverbend.example").update(is_demo=True)


def _offered() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization FROM stepwell.demo_people() ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def test_people_of_demonstrations_are_offered(clinic: Clinic, other: Clinic) -> None:
    _make_demo(clinic, other)

    assert _offered() == ["Lakeside", "Riverbend"]


def test_nobody_is_offered_once_one_organization_is_real(clinic: Clinic, other: Clinic) -> None:
    _make_demo(clinic)

    assert (_offered(), demo.people()) == ([], [])


def test_only_accounts_of_demonstrations_are_offered(clinic: Clinic) -> None:
    _make_demo(clinic)

    people = demo.people()

    assert [(p.name, p.roles, p.place, p.organization) for p in people] == [
        ("Clinician", "Clinician", "North", "Riverbend")
    ]


def test_who_left_a_demonstration_is_not_offered(clinic: Clinic) -> None:
    _make_demo(clinic)
    with acting(clinic["administrator everywhere"].scope):
        Membership.objects.filter(pk=clinic["clinician"].membership.pk).update(ended_at=timezone.now())

    assert demo.people() == []
