"""How long those who looked after somebody may open the record after the discharge."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.ending import Care
from stepwell.clients.vocabulary import CareKind
from stepwell.reviews.rules.leaving import Leaving, ends_at

ZONE = ZoneInfo("America/New_York")
SIGNED = datetime(2026, 3, 20, 15, tzinfo=UTC)
SINCE = datetime(2026, 3, 2, 15, tzinfo=UTC)
LAST = date(2026, 3, 20)
AFTER_CALLS = datetime(2026, 7, 3, tzinfo=ZONE)  # the midnight after 90 and 14 days


def days(number: int) -> datetime:
    return SIGNED + timedelta(days=number)


@pytest.mark.parametrize(
    ("kind", "makes_calls", "has_calls", "until"),
    [
        (CareKind.PRIMARY, True, False, days(30)),
        (CareKind.PRIMARY, True, True, AFTER_CALLS),
        (CareKind.TEAM, False, True, days(7)),
        (CareKind.TEAM, True, False, days(7)),
        (CareKind.TEAM, True, True, AFTER_CALLS),
        (CareKind.ROSTER, False, True, days(7)),
        (CareKind.REVIEW, False, True, days(30)),
    ],
)
def test_each_keeps_as_long_as_it_takes(kind: CareKind, makes_calls: bool, has_calls: bool, until: datetime) -> None:
    assert ends_at(Care(kind, SINCE, None, makes_calls), Leaving(SIGNED, LAST, has_calls), ZONE) == until


def test_what_ends_by_then_anyway_is_left_alone() -> None:
    leaving = Leaving(SIGNED, LAST, has_calls=False)

    assert ends_at(Care(CareKind.TEAM, SINCE, days(7), makes_calls=False), leaving, ZONE) is None
    assert ends_at(Care(CareKind.TEAM, SINCE, days(8), makes_calls=False), leaving, ZONE) == days(7)


def test_signed_late_there_is_still_time_to_finish() -> None:
    late = Leaving(SIGNED, LAST - timedelta(days=200), has_calls=True)

    assert ends_at(Care(CareKind.PRIMARY, SINCE, None, makes_calls=True), late, ZONE) == days(30)


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (made aware)


@given(st.sampled_from(CareKind), INSTANTS, st.none() | INSTANTS, st.booleans(), st.booleans())
def test_care_never_gets_longer_and_never_ends_before_it_begins(
    kind: CareKind, starts: datetime, ends: datetime | None, makes_calls: bool, has_calls: bool
) -> None:
    until = ends_at(Care(kind, starts, ends, makes_calls), Leaving(SIGNED, LAST, has_calls), ZONE)

    assert until is None or (until >= max(starts, SIGNED) and (ends is None or until < ends))
