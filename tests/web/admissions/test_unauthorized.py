"""Today of whoever asks payers: who lacks an authorization that nobody asked for."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.admissions.models import Withdrawal
from stepwell.authorizations.models import Authorization
from stepwell.coverage.models import BenefitCheck, Payer, Policy
from stepwell.platform.walls.scope import acting
from tests.db.admissions.conftest import make_way
from tests.db.workspace.conftest import ZONE, Ward
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
TODAY = timezone.now().astimezone(ZONE).date()
SINCE = TODAY - timedelta(days=30)


def insure(clinic: Clinic, name: str, *, needs: bool | None = True, payer: str = "Northwind", **more: Any) -> None:
    """Let a payer insure somebody, and say whether it wants an authorization."""
    about = {"organization": clinic.organization, "client": clinic.clients[name]}
    by = clinic["admissions everywhere"]
    with acting(by.scope):
        theirs, _ = Payer.objects.get_or_create(organization=clinic.organization, name=payer, kind="commercial")
        policy = Policy.objects.create(
            **about, payer=theirs, plan_type="ppo", member_id="W1", member_id_index=b"m" * 16, rank=1, from_on=SINCE
        )
        BenefitCheck.objects.create(
            **about, policy=policy, made_at=timezone.now() - timedelta(days=9), checked_by=by.membership, way="card",
            is_active=True, iop_covered=True, authorization_required=needs, **more,
        )  # fmt: skip


def allow(clinic: Clinic, name: str, **changed: Any) -> None:
    """Let the payer allow somebody care that ended yesterday, or as changed."""
    facts: dict[str, Any] = {
        "from_on": SINCE, "to_on": TODAY - timedelta(days=1), "status": "approved", "number": "A-1",
        "units_approved": 9, "decided_on": SINCE,
    }  # fmt: skip
    by = clinic["utilization everywhere"]
    with acting(by.scope):
        Authorization.objects.create(
            organization=clinic.organization, client=clinic.clients[name], payer="Northwind", level="2.1",
            codes=["H0015"], unit="day", requested_on=SINCE, made_by=by.membership, **(facts | changed),
        )  # fmt: skip


def waiting(**more: Any) -> dict[str, Any]:
    return {"status": "requested", "number": "", "units_approved": None, "decided_on": None, "to_on": TODAY, **more}


def today_of(sign_in: SignIn, clinic: Clinic, who: str = "utilization") -> str:
    return str(sign_in(clinic[who]).get("/").content.decode())


def test_in_care_and_nobody_asked(clinic: Clinic, sign_in: SignIn) -> None:
    ward = Ward(clinic)
    for name in ("ana", "bo", "dee"):
        ward.admit(name, on=SINCE)
        insure(clinic, name)
    allow(clinic, "ana")
    allow(clinic, "bo", **waiting())

    text = today_of(sign_in, clinic)

    assert "2 clients without an authorization, and none is requested" in text
    assert f"Northwind, level 2.1 without one since {TODAY:%b} {TODAY.day}" in text
    assert f"Northwind, level 2.1 without one since {SINCE:%b} {SINCE.day}" in text
    card = text[text.index('id="uncovered"') :]
    assert card.index("Dee Nguyen") < card.index("Ana López")
    assert reverse("authorizations:new", args=[clinic.clients["dee"].pk]) in card
    assert "O&#x27;Neill" not in card


@pytest.mark.parametrize(("needs", "is_listed"), [(True, True), (False, False), (None, True)])
def test_what_the_payer_wants_decides(clinic: Clinic, sign_in: SignIn, needs: bool | None, is_listed: bool) -> None:
    Ward(clinic).admit("ana", on=SINCE)
    insure(clinic, "ana", needs=needs)

    text = today_of(sign_in, clinic)

    assert ('id="uncovered"' in text) is is_listed
    assert ("Ask Northwind whether it wants one." in text) is (needs is None)
    assert (reverse("coverage:coverage", args=[clinic.clients["ana"].pk]) in text) is (needs is None)


def test_who_pays_alone_needs_none_and_who_is_insured_by_nobody_known_is_asked_about(
    clinic: Clinic, sign_in: SignIn
) -> None:
    ward = Ward(clinic)
    ward.admit("ana", on=SINCE)
    ward.admit("bo", on=SINCE)
    with acting(clinic["admissions"].scope):
        Policy.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], plan_type="self_pay", rank=1, from_on=SINCE
        )

    text = today_of(sign_in, clinic)

    assert "1 client without an authorization" in text
    assert "No policy is known, nor that the client pays." in text


def test_placed_and_not_admitted_yet(clinic: Clinic, sign_in: SignIn) -> None:
    way = make_way(clinic, without=("policy", "session"))
    insure(clinic, "dee")
    web = sign_in(clinic["utilization"])

    text = web.get("/").content.decode()
    assert f"Northwind, level 2.1 placed on {way.today:%b} {way.today.day}" in text
    assert "Northwind wants one; none is requested." in text

    with acting(clinic["admissions"].scope):
        left = Withdrawal.objects.create(
            organization=clinic.organization, client=way.client, why="unwanted", withdrawn_at=timezone.now(),
            withdrawn_by=clinic["admissions"].membership,
        )  # fmt: skip
    assert 'id="uncovered"' not in web.get("/").content.decode()
    with acting(clinic["admissions"].scope):
        Withdrawal.objects.filter(pk=left.pk).update(
            resumed_at=timezone.now(), resumed_by=clinic["admissions"].membership
        )
    assert 'id="uncovered"' in web.get("/").content.decode()
    allow(clinic, "dee", **waiting(from_on=TODAY, to_on=TODAY + timedelta(days=20)))
    assert 'id="uncovered"' not in web.get("/").content.decode()


def test_before_care_nobody_is_listed_whose_payer_was_not_asked(clinic: Clinic, sign_in: SignIn) -> None:
    make_way(clinic, without=("policy",))
    insure(clinic, "dee", needs=None)

    assert 'id="uncovered"' not in today_of(sign_in, clinic)


def test_the_walls_hold(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    ward = Ward(clinic)
    ward.admit("ana", on=SINCE)
    ward.program("South", site="south")
    ward.admit("cy", program="South", on=SINCE)
    for name in ("ana", "cy"):
        insure(clinic, name)

    assert "1 client without an authorization" in today_of(sign_in, clinic)
    assert "2 clients without an authorization" in today_of(sign_in, clinic, "utilization everywhere")
    for who in ("clinician", "biller", "director", "admissions"):
        assert 'id="uncovered"' not in today_of(sign_in, clinic, who)
    assert 'id="uncovered"' not in today_of(sign_in, other, "utilization everywhere")


@pytest.mark.parametrize("names", [("ana",), ("ana", "bo", "dee")])
def test_it_asks_no_more_for_many(
    clinic: Clinic,
    sign_in: SignIn,
    names: tuple[str, ...],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ward = Ward(clinic)
    for name in names:
        ward.admit(name, on=SINCE)
        insure(clinic, name)
    web = sign_in(clinic["utilization"])
    web.get("/")

    with django_assert_num_queries(10):
        assert f"{len(names)} client" in web.get("/").content.decode()
