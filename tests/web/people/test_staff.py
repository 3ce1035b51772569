"""Staff, roles, credentials and invitations, on pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stepwell.people.actions import credentials
from stepwell.people.models import Credential
from stepwell.people.rules.staff import CredentialRecord
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.tenancy.models import Membership, RoleAssignment
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.web.people.test_settings import FRAME
from tests.worlds import Clinic, Person

LICENSE = {"kind": "license", "title": "LPC", "number": "E.1", "state": "OH", "issued_on": "2025-01-01"}


@pytest.fixture
def boss(clinic: Clinic, sign_in: SignIn) -> Client:
    return sign_in(clinic["administrator everywhere"])


def at(name: str, person: Person, *more: Any) -> str:
    return reverse(f"people:{name}", args=[person.membership.pk, *more])


def text(web: Client, address: str) -> str:
    response = web.get(address)
    assert response.status_code == 200
    return response.content.decode()


def license_of(clinic: Clinic, person: Person, days: int) -> Credential:
    expires = timezone.now().date() + timedelta(days=days)
    record = CredentialRecord(kind="license", title="LPC", number="E.1", state="OH", expires_on=expires)
    with acting(clinic["administrator everywhere"].scope) as scope:
        return credentials.add_credential(actor=scope, membership_id=person.membership.pk, record=record)


def test_a_colleague_reads_the_directory_and_not_how_licenses_stand(clinic: Clinic, sign_in: SignIn) -> None:
    license_of(clinic, clinic["prescriber"], -3)
    web = sign_in(clinic["clinician"])

    for page in (reverse("people:staff"), at("person", clinic["prescriber"])):
        content = text(web, page)
        assert "Prescriber or nurse" in content
        assert "expired" not in content


def test_everybody_sees_their_own_credentials(clinic: Clinic, sign_in: SignIn) -> None:
    license_of(clinic, clinic["clinician"], 10)

    assert "LPC expires" in text(sign_in(clinic["clinician"]), at("person", clinic["clinician"]))


def test_whoever_answers_for_licenses_is_warned_on_the_list_and_on_today(clinic: Clinic, sign_in: SignIn) -> None:
    license_of(clinic, clinic["clinician"], 10)
    license_of(clinic, clinic["prescriber"], -3)
    web = sign_in(clinic["director"])

    for page in (reverse("people:staff"), "/"):
        content = text(web, page)
        assert "LPC expires" in content
        assert "LPC expired" in content


@pytest.mark.parametrize("name", ["person-change", "person-end", "person-history", "role-add", "credential-add"])
def test_a_colleague_changes_no_staff(clinic: Clinic, sign_in: SignIn, name: str) -> None:
    web = sign_in(clinic["clinician"])

    assert web.get(at(name, clinic["biller"])).status_code == 403


@pytest.mark.parametrize("name", ["person", "person-change", "person-end", "person-history", "role-add"])
def test_staff_of_another_organization_are_not_found(other: Clinic, boss: Client, name: str) -> None:
    assert boss.get(at(name, other["biller"])).status_code == 404


def test_a_role_is_given_and_ended(clinic: Clinic, boss: Client) -> None:
    biller = clinic["biller"]
    last_day = (timezone.now().date() + timedelta(days=30)).isoformat()
    auditor = {"role": "auditor", "site": "all"}
    assert boss.post(at("role-add", biller), auditor).status_code == 422
    assert boss.post(at("role-add", biller), {**auditor, "ends_on": last_day, "basis": "Survey"}).status_code == 302
    assert "Survey" in text(boss, at("person", biller))

    with acting(clinic.system()):
        role = RoleAssignment.objects.get(role="auditor", membership=biller.membership)
    page = at("role-end", biller, role.pk)
    assert boss.post(page, {"reason": ""}).status_code == 422
    assert boss.post(page, {"reason": "Survey is over"}).status_code == 302
    assert boss.get(at("role-end", clinic["clinician"], role.pk)).status_code == 404
    assert "Survey is over" in text(boss, at("person-history", biller))


def test_the_last_administrator_is_told_why_not(clinic: Clinic, boss: Client) -> None:
    me = clinic["administrator everywhere"]

    response = boss.post(at("person-end", me), {"reason": "Leaving"})

    assert response.status_code == 422
    assert "This is the last administrator of all sites" in response.content.decode()


def test_whoever_leaves_is_signed_out_and_listed_as_left(clinic: Clinic, boss: Client, sign_in: SignIn) -> None:
    biller = clinic["biller"]
    web = sign_in(biller)
    assert web.get(reverse("people:staff")).status_code == 200

    assert boss.post(at("person-end", biller), {"reason": "Moved away"}).status_code == 302

    assert web.get(reverse("people:staff")).status_code == 302
    assert "Biller has no access here any more." in text(boss, reverse("people:staff"))
    assert "Biller" not in text(boss, reverse("people:staff"))
    assert "Biller" in text(boss, reverse("people:staff") + "?left=1")
    assert "Give a role" not in text(boss, at("person", biller))


def test_a_name_is_corrected(clinic: Clinic, boss: Client) -> None:
    typed = {"name": "Bea Biller", "suffix": "CPC", "job_title": "Biller"}
    assert boss.post(at("person-change", clinic["biller"]), {**typed, "name": " "}).status_code == 422
    assert boss.post(at("person-change", clinic["biller"]), typed).status_code == 302

    assert "Bea Biller, CPC" in text(boss, reverse("people:staff"))


def test_a_credential_is_added_renewed_and_withdrawn(clinic: Clinic, boss: Client) -> None:
    dana = clinic["clinician"]
    assert boss.post(at("credential-add", dana), {**LICENSE, "number": ""}).status_code == 422
    assert boss.post(at("credential-add", dana), LICENSE).status_code == 302
    with acting(clinic.system()):
        held = Credential.objects.get()
    change = at("credential-change", dana, held.pk)
    assert 'value="2025-01-01"' in text(boss, change)
    assert boss.post(change, {**LICENSE, "expires_on": "2031-01-01"}).status_code == 302
    assert boss.get(at("credential-change", clinic["biller"], held.pk)).status_code == 404

    withdrawal = at("credential-withdraw", dana, held.pk)
    assert boss.get(withdrawal).status_code == 200
    assert boss.post(withdrawal, {"withdrawn_on": "2026-01-01", "reason": "Suspended"}).status_code == 302

    assert "Withdrawn" in text(boss, at("person", dana))
    assert "Suspended" in text(boss, at("person-history", dana))


INVITED = {"name": "Nora New", "email": "nora@riverbend.example", "role": "biller", "site": "all", "way": "letter"}


def test_somebody_is_invited_with_a_letter(clinic: Clinic, boss: Client) -> None:
    response = boss.post(reverse("people:invite"), INVITED)
    with acting(clinic.system()):
        invited = Membership.objects.get(email=INVITED["email"])
    assert response.headers["Location"] == reverse("people:person", args=[invited.pk])

    page = text(boss, response.headers["Location"])
    assert "Has not answered yet" in page
    assert "The newest invitation can be accepted until" in page
    assert boss.post(reverse("invitations:letter", args=[invited.pk])).status_code == 200
    assert boss.post(reverse("people:invite"), INVITED).status_code == 422
    assert boss.post(reverse("people:person-end", args=[invited.pk]), {"reason": "Wrong person"}).status_code == 302


def test_an_invitation_goes_by_mail_and_again(clinic: Clinic, boss: Client) -> None:
    boss.post(reverse("people:invite"), {**INVITED, "way": "mail"})
    with acting(clinic["administrator everywhere"].scope):
        invited = Membership.objects.get(email=INVITED["email"])
        assert OutboxMessage.objects.count() == 1

    boss.post(reverse("people:invite-again", args=[invited.pk]))

    with acting(clinic["administrator everywhere"].scope):
        assert OutboxMessage.objects.count() == 2
    assert boss.post(at("invite-again", clinic["biller"])).status_code == 302  # told that it was answered
    assert "This invitation was accepted" in text(boss, at("person", clinic["biller"]))


def test_the_list_asks_as_many_questions_for_three_people_as_for_one(
    clinic: Clinic, boss: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for roles in (["biller"], ["clinician", "prescriber", "collector"]):
        for role in roles:
            license_of(clinic, clinic[role], 10)
        boss.get(reverse("people:staff"))
        with django_assert_num_queries(FRAME + 5):
            text(boss, reverse("people:staff"))
