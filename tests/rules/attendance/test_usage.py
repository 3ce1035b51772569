from datetime import date
from uuid import UUID, uuid4

import pytest

from stepwell.attendance.rules.usage import Allowed, Attended, used
from stepwell.authorizations.vocabulary import Unit

ANA, BO = uuid4(), uuid4()


def allowed(
    unit: Unit = Unit.DAY, *, level: str = "2.1", first: int = 1, last: int = 14, client: UUID = ANA
) -> Allowed:
    return Allowed(uuid4(), client, level, unit, date(2026, 3, first), date(2026, 3, last))


def there(day: int, minutes: int = 165, *, level: str = "2.1", client: UUID = ANA) -> Attended:
    return Attended(client, date(2026, 3, day), level, minutes)


@pytest.mark.parametrize(("unit", "units"), [(Unit.DAY, 2), (Unit.VISIT, 3), (Unit.HOUR, 5), (Unit.QUARTER, 17)])
def test_days_sessions_and_begun_units_are_counted(unit: Unit, units: int) -> None:
    one = allowed(unit)

    assert used([one], [there(2), there(2, 60), there(4, 20)]) == {one.id: units}


def test_other_people_levels_and_days_count_in_none() -> None:
    one = allowed()

    assert used([one], [there(2, client=BO), there(2, level="2.5"), there(15)]) == {one.id: 0}


def test_each_day_counts_in_one_only_the_one_that_ends_first() -> None:
    first, second = allowed(last=7), allowed(first=5, last=20)

    assert used([second, first], [there(6), there(9)]) == {first.id: 1, second.id: 1}
