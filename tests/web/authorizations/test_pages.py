"""The pages of authorizations: one client's, the board, Today; who may and who may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.authorizations import usage, views
from stepwell.authorizations.actions import Record
from stepwell.authorizations.models import Authorization
from stepwell.platform.walls.scope import acting
from tests.db.authorizations.test_authorizations import ALLOWED, TODAY, keep
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12  # the whole request, with session and trail
NOW = timezone.now()


def page(name: str, clinic: Clinic, *more: Any) -> str:
    return reverse(f"authorizations:{name}", args=[clinic.clients["ana"].pk, *more])


def typed(**changed: Any) -> dict[str, Any]:
    day = NOW.astimezone(timezone.get_default_timezone()).date() - timedelta(days=1)
    whole = {
        "version": 1, "payer": "Buckeye Health", "level": "2.1", "codes": "h0015, 0906", "unit": "day",
        "requested_on": day, "units_requested": 12, "from_on": day, "to_on": day + timedelta(days=27),
        "status": "approved", "decided_on": day, "number": "A-77", "units_approved": 12, "notes": "",
    }  # fmt: skip
    return whole | changed


def test_from_the_request_to_the_extension(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["utilization"])
    waiting = typed(status="requested", decided_on="", number="", units_approved="")
    assert web.post(page("new", clinic), waiting).status_code == 302
    with acting(clinic["utilization"].scope):
        row = Authorization.objects.get()
    assert row.codes == ["H0015", "0906"]
    assert "Waits for the payer" in web.get(reverse("authorizations:board")).content.decode()

    assert web.post(page("change", clinic, row.pk), typed()).status_code == 302
    text = web.get(page("overview", clinic)).content.decode()
    assert "12 days approved" in text
    assert "Attendance is not counted here yet" not in text
    shown = web.get(page("extend", clinic, row.pk)).context["form"].initial
    assert (shown["payer"], shown["from_on"]) == ("Buckeye Health", typed()["to_on"] + timedelta(days=1))
    more = typed(from_on=shown["from_on"], to_on=shown["from_on"] + timedelta(days=13), number="A-78")
    assert web.post(page("extend", clinic, row.pk), more).status_code == 302
    with acting(clinic["utilization"].scope):
        assert Authorization.objects.get(number="A-78").extends_id == row.pk


def test_units_burn_down_once_somebody_counts(clinic: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "_uses", [lambda asked: {each.id: 7 for each in asked}])
    keep(clinic)
    web = sign_in(clinic["utilization"])

    board = web.get(reverse("authorizations:board")).content.decode()
    chart = web.get(page("overview", clinic)).content.decode()

    assert "7 of 9 days" in board
    assert "2 days" in board
    assert "is-danger" in board
    assert "Units used and left" in chart
    assert "not counted here yet" not in board + chart


def test_the_board_is_read_by_reviewer_and_in_pages(
    clinic: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reviewer in (None, None, clinic["utilization"].membership.pk):
        keep(clinic, record=Record(ALLOWED, reviewer_id=reviewer, keep_both=True))
    monkeypatch.setattr(views, "PAGE", 2)
    web = sign_in(clinic["utilization"])

    shown = {
        of: web.get(f"{reverse('authorizations:board')}?of={of}").context for of in ("", "mine", "nobody", "other")
    }
    last = web.get(f"{reverse('authorizations:board')}?page=2").content.decode()

    assert {of: page["listed"].paginator.count for of, page in shown.items()} == {
        "": 3,
        "mine": 1,
        "nobody": 2,
        "other": 3,
    }
    assert [len(page["lines"]) for page in shown.values()] == [2, 1, 2, 2]
    assert "3 to 3 of 3 authorizations" in " ".join(last.split())


def test_today_says_what_is_due(clinic: Clinic, sign_in: SignIn) -> None:
    keep(clinic, record=Record(ALLOWED))
    with acting(clinic["utilization"].scope):
        Authorization.objects.update(next_review_on=TODAY + timedelta(days=1))

    assert "1 authorization is due" in sign_in(clinic["utilization"]).get("/").content.decode()
    assert "authorization is due" not in sign_in(clinic["clinician"]).get("/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("utilization", 200), ("clinician", 200), ("biller", 200), ("admissions", 200), ("auditor", 200),
     ("facilitator", 403), ("case_manager", 403), ("administrator", 403)],
)  # fmt: skip
def test_who_sees_it(clinic: Clinic, sign_in: SignIn, who: str, status: int) -> None:
    keep(clinic)
    web = sign_in(clinic[who])

    assert web.get(page("overview", clinic)).status_code == status
    assert web.get(reverse("authorizations:board")).status_code == status


@pytest.mark.parametrize("who", ["clinician", "biller", "director", "admissions", "auditor"])
def test_who_reads_may_not_write(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    row = keep(clinic)
    web = sign_in(clinic[who])

    assert web.post(page("new", clinic), typed()).status_code == 403
    assert web.post(page("void", clinic, row.pk), {"reason": "x" * 20}).status_code == 403


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    row = keep(clinic)
    web = sign_in(other["utilization everywhere"])

    assert web.get(page("overview", clinic)).status_code == 404
    assert web.get(page("change", clinic, row.pk)).status_code == 404
    assert "Buckeye" not in web.get(reverse("authorizations:board")).content.decode()


@pytest.mark.parametrize(
    "changed",
    [{"payer": "x" * 10_000}, {"notes": "x" * 10_000}, {"units_approved": "0"}, {"units_approved": "99999"},
     {"to_on": "2020-01-01"}, {"from_on": "yesterday"}, {"codes": "H-15"}, {"reviewer": "nobody"}, {"status": "maybe"},
     {"number": ""}],
)  # fmt: skip
def test_bad_input_is_said_and_nothing_is_written(clinic: Clinic, sign_in: SignIn, changed: dict[str, str]) -> None:
    answer = sign_in(clinic["utilization"]).post(page("new", clinic), typed() | changed)

    assert answer.status_code == 422
    with acting(clinic["utilization"].scope):
        assert not Authorization.objects.exists()


def test_two_people_at_the_same_authorization(clinic: Clinic, sign_in: SignIn) -> None:
    row = keep(clinic)
    web = sign_in(clinic["utilization"])
    assert web.post(page("change", clinic, row.pk), typed(payer="Other Health")).status_code == 302

    answer = web.post(page("change", clinic, row.pk), typed(payer="Third Health"))

    assert answer.status_code == 422
    assert "Now there: Other Health" in answer.content.decode()


def test_set_aside_it_stays_to_be_read(clinic: Clinic, sign_in: SignIn) -> None:
    row = keep(clinic)
    web = sign_in(clinic["utilization"])

    assert web.post(page("void", clinic, row.pk), {"reason": "It was for Dee."}).status_code == 302
    assert "Set aside: It was for Dee." in web.get(page("overview", clinic)).content.decode()
    assert "Buckeye" not in web.get(reverse("authorizations:board")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_takes_as_many_queries_for_three_as_for_one(
    clinic: Clinic, sign_in: SignIn, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        keep(clinic, record=Record(ALLOWED, keep_both=True))
    web = sign_in(clinic["utilization"])
    web.get(reverse("authorizations:board"))

    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(reverse("authorizations:board"))
    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(page("overview", clinic))
