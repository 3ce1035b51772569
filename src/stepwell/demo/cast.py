"""What a demonstration is made of, as plain facts."""

from dataclasses import dataclass, field

from stepwell.people.rules.organizations import OrganizationRecord, SiteRecord
from stepwell.people.rules.places import ProgramRecord, RoomRecord
from stepwell.platform.walls.rights import Role

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
class Served:
    """A client.

    born     ISO date
    phone    mobile number
    safe     whether the number may be used, and then for texts too
    care     e-mail of the primary clinician, then of the rest of the team
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
    care: tuple[str, ...] = ()
    emergency: tuple[str, str, str] | None = None  # name, relation, telephone


@dataclass(frozen=True)
class Script:
    """One organization of the demonstration.

    admissions, supervisor  who registers clients and who assigns care, by e-mail
    staff                   the first one founds the organization
    """

    organization: OrganizationRecord
    places: tuple[Place, ...]
    staff: tuple[Colleague, ...]
    admissions: str
    supervisor: str
    clients: tuple[Served, ...] = field(default=())
