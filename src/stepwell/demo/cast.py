"""What a demonstration is made of, as plain facts."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from stepwell.coverage.vocabulary import PayerKind, PlanType
from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.walls.rights import Role
from stepwell.scheduling.vocabulary import Mode, SessionKind

EVERYWHERE = ""


@dataclass(frozen=True)
class License:
    """A credential by the days it still holds; fewer than none if it has expired."""

    kind: str
    title: str
    number: str
    days_left: int


@dataclass(frozen=True)
class Colleague:
    """Somebody on the staff.

    email   also how the rest of the script calls them
    roles   role and name of the site, or EVERYWHERE
    """

    email: str
    name: str
    suffix: str
    job_title: str
    roles: tuple[tuple[Role, str], ...]
    licenses: tuple[License, ...] = ()
    is_invited: bool = False


@dataclass(frozen=True)
class Place:
    """A site with what stands there."""

    record: SiteRecord
    programs: tuple[ProgramRecord, ...]
    rooms: tuple[RoomRecord, ...]


@dataclass(frozen=True)
class Meeting:
    """A group as it meets every week.

    days    weekdays, Monday 0
    room    name, or empty for a group by video
    leader  e-mail
    """

    name: str
    kind: SessionKind
    days: tuple[int, ...]
    start: time
    minutes: int
    room: str
    leader: str
    pause: int = 15
    seats: int = 12

    @property
    def mode(self) -> Mode:
        """Where people are."""
        return Mode.IN_PERSON if self.room else Mode.VIDEO


@dataclass(frozen=True)
class Level:
    """A program at a level of care with the groups of everybody in it.

    minutes  ordered a week, those of the individual session among them
    alone    minutes of the individual session each week
    """

    program: str
    level: str
    minutes: int
    days: int
    meetings: tuple[Meeting, ...]
    alone: int = 0


@dataclass(frozen=True)
class Office:
    """Where and on which weekdays a primary clinician sees clients alone; without a room it is by video."""

    email: str
    room: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Track:
    """What a client goes through: the level they are admitted to, the one above it, the one after it.

    places   how many clients it has at a time
    offices  of the primary clinicians, who take turns
    codes    diagnoses that are made here, the first of them being ranked first
    spare    a group that begins with the next week, and has no members yet
    online   another one, by video and open to clients of the other sites
    """

    site: str
    places: int
    offices: tuple[Office, ...]
    codes: tuple[tuple[str, ...], ...]
    here: Level
    after: Level | None = None
    above: Level | None = None
    spare: Meeting | None = None
    online: Meeting | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Every level that somebody may be at."""
        return tuple(level for level in (self.here, self.after, self.above) if level)


@dataclass(frozen=True)
class Insurer:
    """A payer, the plan that its members have here, what it pays a day, and whether it wants to be asked before."""

    name: str
    kind: PayerKind
    plan: PlanType
    rate: Decimal
    authorizes: bool = True


@dataclass(frozen=True)
class Served:
    """A client.

    born       ISO date
    phone      mobile number
    safe       whether the number may be used, and then for texts too
    emergency  name, relation, telephone
    """

    site: str
    first: str
    last: str
    born: str
    phone: str
    preferred: str = ""
    middle: str = ""
    pronouns: str = ""
    language: str = "en"
    safe: bool = True
    emergency: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Team:
    """Who does what is not a clinician's, by e-mail."""

    administrator: str
    admissions: str
    supervisor: str
    director: str
    utilization: str
    biller: str


@dataclass(frozen=True)
class Script:
    """One organization of the demonstration.

    staff    the first one founds the organization
    clients  known by name; as many strangers join them as the places of the tracks need
    numbers  where the telephone numbers of the strangers begin
    """

    organization: OrganizationRecord
    places: tuple[Place, ...]
    staff: tuple[Colleague, ...]
    team: Team
    insurers: tuple[Insurer, ...]
    tracks: tuple[Track, ...]
    clients: tuple[Served, ...] = ()
    numbers: int = 0
