"""The form of a first policy begins with what was said at the inquiry, for whoever may know that."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.coverage.models import Payer, Policy
from stepwell.inquiries.models import Inquiry
from stepwell.platform.walls import rights
from stepwell.platform.walls.rights import Category, Role
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("America/New_York"))


def page(clinic: Clinic) -> str:
    return reverse("coverage:new_policy", args=[clinic.clients["ana"].pk])


def list_payer(clinic: Clinic, name: str = "Buckeye Mutual") -> Payer:
    with acting(clinic["admissions"].scope):
        return Payer.objects.create(organization=clinic.organization, name=name, kind="commercial")


def call(clinic: Clinic, *, site: str = "north", **changed: Any) -> None:
    """Take down a call of somebody who is Ana by now."""
    by = clinic["admissions everywhere"]
    said: dict[str, Any] = {"insurer": "BUCKEYE  mutual.", "member_id": "W123", "holder": "other", "taken_at": AT,
                                "client": clinic.clients["ana"]}  # fmt: skip
    with acting(by.scope):
        Inquiry.objects.create(
            organization=clinic.organization, site=getattr(clinic, site), taken_by=by.membership, channel="call",
            caller="person", first_name="Ana", urgency="soon", **(said | changed),
        )  # fmt: skip


def begins_with(web: Any, clinic: Clinic) -> dict[str, Any]:
    form = web.get(page(clinic)).context["form"]
    return {name: form[name].value() for name in ("payer", "member_id", "holder")}


def test_what_was_said_is_filled_in_and_nothing_is_kept_by_that(clinic: Clinic, sign_in: SignIn) -> None:
    payer = list_payer(clinic)
    call(clinic)
    web = sign_in(clinic["admissions"])

    assert begins_with(web, clinic) == {"payer": str(payer.pk), "member_id": "W123", "holder": "other"}
    assert "Filled in as it was said on Mar 2, 2026." in web.get(page(clinic)).content.decode()
    with acting(clinic["admissions"].scope):
        assert not Policy.objects.exists()


def test_what_is_typed_counts_and_no_longer_what_was_said(clinic: Clinic, sign_in: SignIn) -> None:
    payer = list_payer(clinic)
    call(clinic)
    web = sign_in(clinic["admissions"])
    typed = {"payer": str(payer.pk), "plan_type": "ppo", "member_id": "W9", "holder": "self", "rank": "1",
             "from_on": "2026-01-01"}  # fmt: skip

    assert web.post(page(clinic), typed).status_code == 302
    with acting(clinic["admissions"].scope):
        assert Policy.objects.get().member_id == "W9"
    assert "Filled in" not in web.get(page(clinic)).content.decode()


def test_an_insurer_that_is_not_listed_is_named(clinic: Clinic, sign_in: SignIn) -> None:
    list_payer(clinic, "Buckeye")
    call(clinic, member_id=None, holder="")
    web = sign_in(clinic["admissions"])

    text = web.get(page(clinic)).content.decode()

    assert begins_with(web, clinic) == {"payer": None, "member_id": None, "holder": "self"}
    assert "The insurer was said to be “BUCKEYE  mutual.”: no payer has that name." in text
    assert "Filled in" not in text


@pytest.mark.parametrize("changed", [{"insurer": "", "member_id": None}, {"client": None}])
def test_where_nothing_was_said_nothing_is_filled_in(clinic: Clinic, sign_in: SignIn, changed: dict[str, Any]) -> None:
    list_payer(clinic)
    call(clinic, **changed)
    web = sign_in(clinic["admissions"])

    assert begins_with(web, clinic) == {"payer": None, "member_id": None, "holder": "self"}
    assert "the inquiry" not in web.get(page(clinic)).content.decode()


def test_the_newest_that_says_something_counts(clinic: Clinic, sign_in: SignIn) -> None:
    list_payer(clinic)
    call(clinic)
    call(clinic, member_id="W124", taken_at=AT.replace(day=4))
    call(clinic, insurer="", member_id=None, holder="", taken_at=AT.replace(day=5))

    assert begins_with(sign_in(clinic["admissions"]), clinic)["member_id"] == "W124"


def test_an_inquiry_at_another_site_is_not_told(clinic: Clinic, sign_in: SignIn) -> None:
    list_payer(clinic)
    call(clinic, site="south")

    text = sign_in(clinic["admissions"]).get(page(clinic)).content.decode()

    assert "W123" not in text
    assert "From the inquiry" not in text
    assert "W123" in sign_in(clinic["admissions everywhere"]).get(page(clinic)).content.decode()


@pytest.fixture
def without_inquiries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take inquiries from admissions for the time of a test."""
    taken = (Role.ADMISSIONS, Category.INQUIRIES)
    left = tuple(right for right in rights.RIGHTS if (right.role, right.category) != taken)
    with monkeypatch.context() as patch:
        patch.setattr(rights, "RIGHTS", left)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for asked in (rights.holds, rights.holds_daily, rights.holds_at_site):
        asked.cache_clear()


@pytest.mark.usefixtures("without_inquiries")
def test_who_may_write_policies_and_see_no_inquiries_begins_with_nothing(clinic: Clinic, sign_in: SignIn) -> None:
    list_payer(clinic)
    call(clinic)

    answer = sign_in(clinic["admissions"]).get(page(clinic))

    assert answer.status_code == 200
    assert "W123" not in answer.content.decode()
    assert "From the inquiry" not in answer.content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_no_more_for_many(
    clinic: Clinic, sign_in: SignIn, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        list_payer(clinic, f"Payer {number}")
        call(clinic, insurer=f"Payer {number}")
    web = sign_in(clinic["admissions"])
    web.get(page(clinic))

    with django_assert_max_num_queries(12):
        web.get(page(clinic))
