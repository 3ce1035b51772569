"""The form offers the payers of a client's policies, and the page says what does not fit them."""

from datetime import date

import pytest

from stepwell.coverage.models import Payer, Policy
from stepwell.platform.walls.scope import acting
from tests.web.authorizations.test_pages import page, typed
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def insured(clinic: Clinic) -> Clinic:
    """Ana with a policy in force, of a payer for whom somebody else decides."""
    owned = {"organization": clinic.organization}
    with acting(clinic["admissions everywhere"].scope):
        decides = Payer.objects.create(**owned, name="Minds First", kind="commercial")
        payer = Payer.objects.create(**owned, name="Buckeye Health", kind="commercial", carve_out=decides)
    with acting(clinic["admissions"].scope):
        Policy.objects.create(
            **owned, client=clinic.clients["ana"], payer=payer, plan_type="ppo", member_id="M1",
            member_id_index=b"m" * 16, rank=1, from_on=date(2026, 1, 1),
        )  # fmt: skip
    return clinic


def test_the_form_begins_with_whoever_decides_and_offers_all(insured: Clinic, sign_in: SignIn) -> None:
    web = sign_in(insured["utilization"])

    shown = web.get(page("new", insured))

    assert shown.context["form"].initial["payer"] == "Minds First"
    text = shown.content.decode()
    assert "Of the policies in force: Minds First, Buckeye Health." in text
    assert '<option value="Buckeye Health">' in text


def test_another_payer_may_be_typed_and_the_page_says_that_it_is_no_policys(insured: Clinic, sign_in: SignIn) -> None:
    web = sign_in(insured["utilization"])

    assert web.post(page("new", insured), typed(payer="Aetna")).status_code == 302
    assert "Not a payer of the client’s policies" in web.get(page("overview", insured)).content.decode()

    (row,) = web.get(page("overview", insured)).context["running"]
    assert web.post(page("change", insured, row.row.pk), typed(payer="buckeye health")).status_code == 302
    assert "Not a payer of the client’s policies" not in web.get(page("overview", insured)).content.decode()


def test_who_does_not_see_policies_is_told_nothing_of_them(clinic: Clinic, sign_in: SignIn) -> None:
    sign_in(clinic["utilization"]).post(page("new", clinic), typed())

    assert "No policy of the client" in sign_in(clinic["utilization"]).get(page("overview", clinic)).content.decode()
    assert "olicy of the client" not in sign_in(clinic["clinician"]).get(page("overview", clinic)).content.decode()
