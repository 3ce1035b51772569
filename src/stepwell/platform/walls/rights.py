"""Who may see what: the roles, the categories of record, and the table that joins them.

The table is data. PostgreSQL gets it as the function `stepwell.rights()`, made anew at each migrate; policies ask
that function and nothing else.
Source: docs/sources.md#roles (42 CFR 2.13 need to know, 45 CFR 164.502(b) minimum necessary).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an organization, at one site or at all of them."""

    ADMISSIONS = "admissions"
    CLINICIAN = "clinician"
    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    PRESCRIBER = "prescriber"
    COLLECTOR = "collector"
    UTILIZATION = "utilization"
    BILLER = "biller"
    CASE_MANAGER = "case_manager"
    PRIVACY = "privacy"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_LABELS = {
    Role.ADMISSIONS: "Admissions coordinator",
    Role.CLINICIAN: "Clinician",
    Role.FACILITATOR: "Group facilitator",
    Role.SUPERVISOR: "Clinical supervisor",
    Role.DIRECTOR: "Program director",
    Role.PRESCRIBER: "Prescriber or nurse",
    Role.COLLECTOR: "Test collector",
    Role.UTILIZATION: "Utilization reviewer",
    Role.BILLER: "Biller",
    Role.CASE_MANAGER: "Case manager or peer",
    Role.PRIVACY: "Privacy officer",
    Role.ADMINISTRATOR: "System administrator",
    Role.AUDITOR: "Auditor",
}


class Category(StrEnum):
    """A kind of record. Each stands in tables of its own, because a wall is on rows and not on columns."""

    IDENTITY = "identity"  # name, pronouns, record number, site
    DEMOGRAPHICS = "demographics"  # birth date, contacts, language, emergency contact
    SCREENING = "screening"  # what admissions may know of the clinical chart
    CHART = "chart"  # assessments, diagnoses, notes
    SERVICES = "services"  # dates, minutes, codes and diagnoses of what was done
    OBJECTIVES = "objectives"  # plan objectives in force
    SESSIONS = "sessions"  # session notes and alerts
    CASE_NOTES = "case_notes"  # case management
    COUNSELING = "counseling"  # SUD counseling notes, kept apart (42 CFR 2.11)
    TESTS = "tests"  # drug tests and their results
    COLLECTION = "collection"  # the drawing of a specimen
    TEST_FLAGS = "test_flags"  # only that a result needs attention
    BENEFITS = "benefits"  # verification of benefits
    BILLING = "billing"
    CONSENTS = "consents"
    CASELOAD = "caseload"  # who cares for whom
    CONFIGURATION = "configuration"  # organization, sites, programs, rooms, staff
    AUDIT = "audit"  # access log and emergency access


class Reach(StrEnum):
    """Whose records a right opens."""

    SITE = "site"  # all of the site the role is held at
    PRIMARY = "primary"  # clients whose primary clinician one is
    TEAM = "team"  # clients whose care team one is on
    ROSTER = "roster"  # clients on a roster one holds now
    REVIEW = "review"  # clients with an authorization one reviews
    EMERGENCY = "emergency"  # an emergency access one opened, for an hour


@dataclass(frozen=True)
class Right:
    """One line of the table: a role sees a category within a reach.

    writes  may write it, or only read
    own     only rows that one is the author of
    """

    role: Role
    category: Category
    reach: Reach
    writes: bool
    own: bool = False


def _rights(role: Role, reach: Reach, *, reads: str = "", writes: str = "", own: str = "") -> list[Right]:
    return [
        *(Right(role, Category(name), reach, writes=False) for name in reads.split()),
        *(Right(role, Category(name), reach, writes=True) for name in writes.split()),
        *(Right(role, Category(name), reach, writes=True, own=True) for name in own.split()),
    ]


_PERSON = "identity demographics"
_CHART = "screening chart services objectives sessions case_notes"

RIGHTS: tuple[Right, ...] = tuple(
    right
    for rights in (
        _rights(Role.ADMISSIONS, Reach.SITE, reads="screening", writes=f"{_PERSON} benefits consents"),
        _rights(
            Role.CLINICIAN, Reach.TEAM, reads=f"{_PERSON} {_CHART} tests caseload", writes="consents", own="counseling"
        ),
        _rights(Role.CLINICIAN, Reach.PRIMARY, writes=_CHART),
        _rights(Role.CLINICIAN, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents"),
        _rights(Role.FACILITATOR, Reach.ROSTER, reads="identity objectives consents", writes="sessions"),
        _rights(Role.FACILITATOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} consents"),
        _rights(Role.SUPERVISOR, Reach.SITE, reads=f"{_PERSON} {_CHART} tests consents", writes="caseload"),
        _rights(Role.SUPERVISOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents counseling"),
        _rights(Role.DIRECTOR, Reach.SITE, reads=f"{_PERSON} {_CHART} tests billing consents", writes="caseload"),
        _rights(Role.DIRECTOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents"),
        _rights(
            Role.PRESCRIBER,
            Reach.SITE,
            reads=f"{_PERSON} consents caseload",
            writes=f"{_CHART} tests collection test_flags",
        ),
        _rights(Role.PRESCRIBER, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents"),
        _rights(Role.COLLECTOR, Reach.SITE, reads="identity", writes="collection"),
        _rights(Role.UTILIZATION, Reach.SITE, reads=f"{_PERSON} billing benefits consents"),
        _rights(Role.UTILIZATION, Reach.REVIEW, reads=f"{_CHART} tests"),
        _rights(Role.BILLER, Reach.SITE, reads=f"{_PERSON} services benefits consents", writes="billing"),
        _rights(
            Role.CASE_MANAGER,
            Reach.TEAM,
            reads=f"{_PERSON} objectives test_flags caseload",
            writes="consents",
            own="case_notes",
        ),
        _rights(Role.CASE_MANAGER, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} consents"),
        _rights(Role.PRIVACY, Reach.SITE, reads=f"{_PERSON} caseload", writes="consents audit"),
        _rights(Role.PRIVACY, Reach.EMERGENCY, reads=_CHART),
        _rights(Role.ADMINISTRATOR, Reach.SITE, writes="configuration"),
        _rights(Role.AUDITOR, Reach.SITE, reads=f"{_PERSON} {_CHART} tests billing consents"),
    )
    for right in rights
)

TIME_BOXED = frozenset({Role.AUDITOR})  # an assignment of these needs an end and a written basis


def holds(roles: frozenset[Role], category: Category, *, writes: bool = False) -> bool:
    """Return whether any of `roles` may read (or write) `category` at all, whoever's it is."""
    return any(r.role in roles and r.category == category and (r.writes or not writes) for r in RIGHTS)


def roles_with(category: Category) -> frozenset[str]:
    """Return the roles that reach `category` at all: for navigation, which offers a page to whoever may open it."""
    return frozenset(str(r.role) for r in RIGHTS if r.category == category)
