"""Hours of the week in the head of a chart: short, and exempt from being counted by the rule of the report."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.clients.models import LevelOfCareStay
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import ClosedDay
from tests.db.workspace.conftest import Ward
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
SHORT = "short by 3 h"


def today() -> date:
    return timezone.now().astimezone(ZoneInfo("America/New_York")).date()


def monday(*, weeks: int = 0) -> date:
    return today() - timedelta(days=today().weekday(), weeks=weeks)


def short_week(clinic: Clinic, *, since: date, until: date | None = None) -> Ward:
    """Return Ana in care since a day, with nine hours ordered and six of them planned this week."""
    ward = Ward(clinic)
    for number in (0, 2):
        ward.meet(monday() + timedelta(days=number))
    ward.admit("ana", on=since)
    ward.order("ana", on=since)
    ward.join("ana", on=since)
    if until:
        with acting(clinic["admissions everywhere"].scope):
            LevelOfCareStay.objects.update(ends_on=until)
    return ward


def head(ward: Ward, sign_in: SignIn) -> str:
    web = sign_in(ward.clinic["clinician"])
    text = str(web.get(reverse("clients:record", args=[ward.client("ana").pk])).content.decode())
    return text[text.index("Hours this week") :][:4000]


def test_a_week_that_counts_is_marked_as_short(clinic: Clinic, sign_in: SignIn) -> None:
    shown = head(short_week(clinic, since=monday(weeks=6)), sign_in)

    assert SHORT in shown
    assert "not counted" not in shown


def test_the_first_week_of_a_stay_is_not_counted(clinic: Clinic, sign_in: SignIn) -> None:
    assert f"{SHORT}: first week of the stay, not counted" in head(short_week(clinic, since=monday()), sign_in)


def test_the_last_week_of_a_stay_is_not_counted(clinic: Clinic, sign_in: SignIn) -> None:
    ward = short_week(clinic, since=monday(weeks=6), until=monday() + timedelta(days=6))

    assert f"{SHORT}: last week of the stay, not counted" in head(ward, sign_in)


@pytest.mark.parametrize("site", ["north", "south"])
def test_a_week_with_a_closed_day_of_the_site_is_not_counted(clinic: Clinic, sign_in: SignIn, site: str) -> None:
    ward = short_week(clinic, since=monday(weeks=6))
    day, where = monday() + timedelta(days=4), getattr(clinic, site)
    with acting(clinic["director everywhere"].scope):
        ClosedDay.objects.create(organization=clinic.organization, site=where, day=day, words="Flood")

    shown = head(ward, sign_in)

    assert SHORT in shown
    assert (f"{SHORT}: week with a closed day, not counted" in shown) is (site == "north")
