"""What a week is planned from: clients, staff and sessions of one site. Pure; identifiers only, no names."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.weekplans.rules.times import Span


@dataclass(frozen=True)
class ClientFacts:
    """A client whose week is planned. `ways`: in person, by video. `programs` are those of their groups, own first.

    day_minutes  without which the payer pays nothing for a day; None where nothing says so
    days_left    authorized; None where days are not counted
    pins         sessions in which they have a seat whatever else
    taken        lessons that they have had
    prefers      when they would rather come; empty where nothing was said
    series       groups that they belong to in this week; `last_week` those of the week before
    """

    id: str
    order: OrderFacts | None
    free: dict[date, list[Span]]
    programs: tuple[str, ...]
    languages: frozenset[str] = frozenset({"en"})
    on_site: bool = True
    by_video: bool = True
    state: str = ""
    group_for: str = ""
    therapist: str | None = None
    day_minutes: int | None = None
    days_left: int | None = None
    series: frozenset[str] = frozenset()
    last_week: frozenset[str] = frozenset()
    is_pinned: bool = False
    pins: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    prefers: dict[date, list[Span]] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffFacts:
    """Somebody who leads sessions of the week, or could.

    busy      what they do besides the groups of the site: appointments, co-leading, other sites; read as `spare` is
    is_guest  leads for another site only: their hours are those of its sessions
    """

    id: str
    hours: dict[date, list[Span]]
    away: dict[date, list[Span]]
    credentials: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    busy: dict[date, list[Span]] = field(default_factory=dict)
    is_guest: bool = False


@dataclass(frozen=True)
class SessionFacts:
    """A session of the week that stands. `clients` are all who are planned for it, by id, of whatever site.

    is_closed  nobody new begins with this session
    lesson     of a curriculum of which nobody takes a lesson twice
    site       another site that holds it; empty for the site of the week
    is_shared  of another site: its free seats are for clients of this one
    taken      how many are planned for it, also those whom the reader may not see; None for as many as `clients`
    kept_from  clients who must not meet somebody in it who is of another site
    """

    id: str
    kind: SessionKind
    starts: datetime
    ends: datetime
    break_minutes: int
    program: str
    series: str | None
    leader: str | None
    room: str | None
    is_video: bool
    capacity: int
    minimum: int
    clients: frozenset[str]
    credentials: frozenset[str] = frozenset()
    language: str = ""
    group_for: str = ""
    is_closed: bool = False
    lesson: str | None = None
    is_co_led: bool = False
    site: str = ""
    is_shared: bool = False
    taken: int | None = None
    kept_from: frozenset[str] = frozenset()

    def outside(self, known: Collection[str]) -> int:
        """Return how many are planned for it besides the clients `known`."""
        people = len(self.clients) if self.taken is None else self.taken
        return people - len(self.clients.intersection(known))


@dataclass(frozen=True)
class WeekFacts:
    """Everything that a week of one site is planned from. `rooms` are seats by id; `apart` pairs of clients.

    spare   who could lead and leads no group of the week; read for mending, and where groups may move
    closed  days on which the site is closed; `lost` the groups canceled for it, read where groups may move
    others  states of other sites, by id, whose sessions are among `sessions`
    """

    week: Week
    zone: ZoneInfo
    site: str
    state: str
    profile: HoursProfile
    rooms: dict[str, int]
    staff: tuple[StaffFacts, ...]
    clients: tuple[ClientFacts, ...]
    sessions: tuple[SessionFacts, ...]
    apart: tuple[tuple[str, str], ...] = ()
    weights: dict[str, int] = field(default_factory=dict)
    spare: tuple[StaffFacts, ...] = ()
    closed: frozenset[date] = frozenset()
    lost: tuple[SessionFacts, ...] = ()
    others: dict[str, str] = field(default_factory=dict)

    @property
    def here(self) -> tuple[SessionFacts, ...]:
        """The sessions of the site itself."""
        return tuple(one for one in self.sessions if not one.site)
