"""What the stories share: the organization, the clock, which hours of the clinicians are taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from stepwell.admissions.models import AdmissionItem
from stepwell.demo.cast import Script
from stepwell.demo.clinic import Standing
from stepwell.demo.lives import Life
from stepwell.demo.telling import Next, Teller
from stepwell.privacy.models import NoticeVersion

SATURDAY = 5
HOURS = (13, 14, 15, 16)  # at which somebody is seen alone


@dataclass
class World:
    """An organization while its stories are told.

    now    the present, at which they stop
    texts  that every client is given
    items  of the first day's list
    lives  of the clients by their keys, once registered
    """

    script: Script
    made: Standing
    teller: Teller
    now: datetime
    texts: Sequence[NoticeVersion] = ()
    items: Sequence[AdmissionItem] = ()
    lives: dict[UUID, Life] = field(default_factory=dict)
    _taken: set[tuple[str, int, int]] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The present day."""
        return self.now.astimezone(self.made.zone).date()

    def day(self, offset: int) -> date:
        """Return the day that is so many days from the present."""
        return self.today + timedelta(days=offset)

    def step(self, day: date, hour: int, minute: int, who: str) -> Next:
        """Return a step that somebody takes on a day, at an hour by the clock on the wall."""
        return Next(self.made.moment(day, hour, minute), who)

    def at(self, instant: datetime, who: str) -> Next:
        """Return a step that somebody takes at an instant."""
        return Next(instant, who)

    def take_hour(self, life: Life) -> tuple[int, int]:
        """Return a weekday and an hour at which the primary clinician has time each week, and take it."""
        office = life.office
        hours = ((day, hour) for hour in HOURS for day in office.days)
        day, hour = next(each for each in hours if (office.email, *each) not in self._taken)
        self._taken.add((office.email, day, hour))
        return day, hour

    def free_hour(self, life: Life, hour: tuple[int, int]) -> None:
        """Give an hour back."""
        self._taken.discard((life.office.email, *hour))


def workday(day: date) -> date:
    """Return a day, or the Friday before it if it is a weekend's."""
    return day - timedelta(days=max(day.weekday() - SATURDAY + 1, 0))


def next_on(day: date, weekdays: tuple[int, ...]) -> date:
    """Return the first day from a day on that is one of the weekdays."""
    return min(day + timedelta(days=(weekday - day.weekday()) % 7) for weekday in weekdays)
