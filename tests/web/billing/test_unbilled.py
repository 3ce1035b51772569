"""The list of days not billed and the charges of a client: who sees them, and what can be done."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.billing.models import HeldDay
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.billing.charging import Charging, make_charging, sign_notes
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
LIST = reverse("billing:unbilled")


@pytest.fixture
def unsigned(clinic: Clinic) -> Charging:
    """Ana's day with everything but the signature of its note, and Bo's with nothing."""
    world = make_charging(clinic, signs=False)
    world.charge("ana", "bo")
    return world


def text_of(web: Any, where: str, **data: str) -> str:
    return str(web.get(where, data).content.decode())


def of(world: Charging, name: str, client: str = "ana") -> str:
    with acting(world.clinic["biller"].scope):
        row = HeldDay.objects.get(client=world.clinic.clients[client])
    return reverse(f"billing:{name}", args=[row.pk])


def test_the_list_says_what_is_missing_who_mends_it_where_and_what_it_is_worth(
    unsigned: Charging, sign_in: SignIn
) -> None:
    shown = text_of(sign_in(unsigned.clinic["biller"]), LIST)

    ana = unsigned.clinic.clients["ana"]
    assert '2 days wait, worth <a href="#sums">$285.00</a> by contract; 1 of them has no contract' in shown
    assert "Ana López" in shown
    assert "The note of a session is not signed." in shown
    assert "Mended by who led the session." in shown
    assert reverse("attendance:roster", args=[unsigned.ground.session]) in shown
    assert reverse("coverage:coverage", args=[unsigned.clinic.clients["bo"].pk]) in shown
    with acting(unsigned.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(client_id=None, page="billing:unbilled", count=2).exists()
    assert reverse("billing:charges", args=[ana.pk]) in shown


def test_the_list_is_narrowed_by_payer_and_by_reason(unsigned: Charging, sign_in: SignIn) -> None:
    web = sign_in(unsigned.clinic["biller"])

    by_payer = text_of(web, LIST, payer=str(unsigned.payer.pk))
    assert "Ana López" in by_payer
    assert "Bo O&#x27;Neill" not in by_payer
    by_reason = text_of(web, LIST, reason="CHG-010")
    assert "Bo O&#x27;Neill" in by_reason
    assert "Ana López" not in by_reason
    assert web.get(LIST, {"reason": "CHG-999"}).status_code == 422


def test_a_day_is_looked_at_again_when_it_was_mended(unsigned: Charging, sign_in: SignIn) -> None:
    web = sign_in(unsigned.clinic["biller"])
    again = of(unsigned, "check_day")

    assert "still waits" in web.post(again, follow=True).content.decode()
    sign_notes(unsigned.ground)
    assert "The day is charged." in web.post(again, follow=True).content.decode()
    assert web.post(again).status_code == 404

    ana = unsigned.clinic.clients["ana"].pk
    shown = text_of(web, reverse("billing:charges", args=[ana]))
    assert all(said in shown for said in ("$425.00", "pays $285.00", "H0015 HF", "165 minutes", "F10.20", "A-1"))
    assert reverse("notes:client", args=[ana]) in shown


def test_a_day_is_left_with_a_reason_and_taken_up_again(unsigned: Charging, sign_in: SignIn) -> None:
    web = sign_in(unsigned.clinic["biller"])
    leave = of(unsigned, "leave_day")

    assert web.post(leave, {"reason": "no"}).status_code == 422
    assert web.post(leave, {"reason": "x" * 10_000}).status_code == 422
    assert web.post(leave, {"reason": "The grant pays for this day"}).status_code == 302
    assert "Ana López" not in text_of(web, LIST)
    left = reverse("billing:left")
    assert "The grant pays for this day" in text_of(web, left)
    assert web.post(of(unsigned, "take_up_day")).status_code == 302
    assert "Ana López" in text_of(web, LIST)
    assert "not on the list any more" in web.post(of(unsigned, "take_up_day"), follow=True).content.decode()


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("biller", 200, 200), ("director", 200, 200), ("utilization", 200, 403), ("auditor everywhere", 200, 403),
        ("admissions", 403, 403), ("clinician", 403, 403), ("administrator", 403, 403),
    ],
)  # fmt: skip
def test_who_may_see_and_decide(unsigned: Charging, sign_in: SignIn, who: str, reads: int, writes: int) -> None:
    web = sign_in(unsigned.clinic[who])

    assert web.get(LIST).status_code == reads
    assert web.get(reverse("billing:charges", args=[unsigned.clinic.clients["ana"].pk])).status_code == reads
    assert web.get(of(unsigned, "leave_day")).status_code == writes


def test_who_does_not_see_all_that_a_charge_asks_for_cannot_charge(unsigned: Charging, sign_in: SignIn) -> None:
    web = sign_in(unsigned.clinic["director"])

    assert "Look again" not in text_of(web, LIST)
    assert web.post(of(unsigned, "check_day")).status_code == 403


def test_another_site_and_another_organization_see_nothing(unsigned: Charging, other: Clinic, sign_in: SignIn) -> None:
    for web in (sign_in(unsigned.clinic["biller south"]), sign_in(other["biller"])):
        assert "López" not in text_of(web, LIST)
        assert web.get(of(unsigned, "leave_day")).status_code == 404
        assert web.post(of(unsigned, "check_day")).status_code == 404


@pytest.mark.parametrize("names", [("ana",), ("ana", "bo")])
def test_queries_do_not_grow(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, names: tuple[str, ...]
) -> None:
    world = make_charging(clinic, signs=False)
    world.charge(*names)
    web = sign_in(clinic["biller"])
    web.get(LIST)
    with django_assert_max_num_queries(12):
        web.get(LIST)
    with django_assert_max_num_queries(12):
        web.get(reverse("billing:charges", args=[clinic.clients["ana"].pk]))
