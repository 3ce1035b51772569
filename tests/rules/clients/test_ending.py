"""When care of somebody ends that is over: time to finish for each, and never later than it was to end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.ending import AFTERWARDS, Care, ends_at
from stepwell.clients.vocabulary import CareKind

OVER = datetime(2026, 3, 2, 15, tzinfo=UTC)
BEFORE = OVER - timedelta(days=40)
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (zone is given beside)


@pytest.mark.parametrize(
    ("kind", "days"),
    [(CareKind.PRIMARY, 30), (CareKind.TEAM, 7), (CareKind.ROSTER, 7), (CareKind.REVIEW, 30)],
)
def test_each_has_its_time_to_finish(kind: CareKind, days: int) -> None:
    assert ends_at(Care(kind, BEFORE, None), OVER) == OVER + timedelta(days=days)


def test_what_ends_by_then_anyway_is_left_alone() -> None:
    assert ends_at(Care(CareKind.TEAM, BEFORE, OVER + timedelta(days=7)), OVER) is None
    assert ends_at(Care(CareKind.TEAM, BEFORE, OVER - timedelta(days=7)), OVER) is None


def test_it_lasts_at_least_as_long_as_was_said() -> None:
    least = OVER + timedelta(days=90)

    assert ends_at(Care(CareKind.TEAM, BEFORE, None), OVER, least=least) == least


@given(st.sampled_from(CareKind), INSTANTS, st.none() | INSTANTS, INSTANTS)
def test_no_care_ends_before_it_began_or_later_than_it_was_to(
    kind: CareKind, starts: datetime, ends: datetime | None, over: datetime
) -> None:
    until = ends_at(Care(kind, starts, ends), over)

    if until is not None:
        assert until >= max(starts, over + timedelta(days=AFTERWARDS[kind]))
        assert ends is None or until < ends
