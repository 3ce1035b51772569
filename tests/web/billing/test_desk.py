"""Check-in: who is expected today, and what they owe."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from psycopg.types.range import TimestamptzRange

from stepwell.people.models import Program
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Seat, Session
from tests.db.billing.conftest import Money
from tests.web.conftest import SignIn


def expect(money: Money, name: str = "ana") -> None:
    """Plan a client for an appointment this noon."""
    owned: dict[str, Any] = {"organization": money.clinic.organization}
    noon = datetime.combine(money.today, time(12), ZoneInfo("America/New_York"))
    with acting(money.clinic["administrator everywhere"].scope):
        program, _ = Program.objects.get_or_create(
            **owned, site=money.clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(money.clinic["admissions"].scope):
        session = Session.objects.create(
            **owned, site=money.clinic.north, program=program, kind="individual", title="Individual", day=money.today,
            starts_at=noon, ends_at=noon + timedelta(hours=1), mode="in_person", capacity=1,
        )  # fmt: skip
        Seat.objects.create(
            **owned, client=money.clinic.clients[name], session=session, site=session.site,
            slot=TimestamptzRange(session.starts_at, session.ends_at),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["admissions", "biller"])
def test_who_is_expected_today_stands_with_what_they_owe(sign_in: SignIn, money: Money, who: str) -> None:
    money.charge(4_000, client=True)
    expect(money)

    text = sign_in(money.clinic[who]).get(reverse("billing:desk")).content.decode()

    assert "Ana López" in text
    assert "Owes $40.00" in text
    assert reverse("billing:payment", args=[money.client_id]) in text


def test_nobody_is_expected(sign_in: SignIn, money: Money) -> None:
    assert "Nobody is expected today" in sign_in(money.clinic["biller"]).get(reverse("billing:desk")).content.decode()
