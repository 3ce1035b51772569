"""Who may see what: the roles, the categories of record, and the table that joins them.

The table is data. PostgreSQL gets it as the function `stepwell.rights`, made anew at each migrate; policies
ask that function and nothing else.
Source: docs/sources.md#roles (42 CFR 2.13 need to know, 45 CFR 164.502(b) minimum necessary).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


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
    BILLING = "billing"  # charges, claims, and what is posted besides payments
    PAYMENTS = "payments"  # what a client owes and pays: the ledger, and taking payments
    CONSENTS = "consents"
    CASELOAD = "caseload"  # who cares for whom
    INQUIRIES = "inquiries"  # what somebody asked for, before there is a client
    ENROLLMENT = "enrollment"  # programs, episodes, levels of care, ordered hours
    SCHEDULE = "schedule"  # which sessions a client is planned for
    AUTHORIZATIONS = "authorizations"  # what a payer allowed
    CRISIS = "crisis"  # that there is a crisis, how grave, who owns it
    SAFETY = "safety"  # what was done in a crisis, safety plans
    CONTRACTS = "contracts"  # what payers agreed to pay: nobody's data
    CONFIGURATION = "configuration"  # organization, sites, programs, rooms, staff
    AUDIT = "audit"  # access log and emergency access


class Reach(StrEnum):
    """Whose records a right opens."""

    SITE = "site"  # all of the site the role is held at
    PRIMARY = "primary"  # clients whose primary clinician one is
    TEAM = "team"  # clients whose care team one is on
    ROSTER = "roster"  # clients on a roster one holds now
    REVIEW = "review"  # clients with an authorization one reviews
    CRISIS = "crisis"  # clients whose open crisis one owns
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
_COURSE = "enrollment schedule"  # where and when somebody is in care
_DANGER = "crisis safety"

RIGHTS: tuple[Right, ...] = tuple(
    right
    for rights in (
        _rights(
            Role.ADMISSIONS,
            Reach.SITE,
            reads="screening authorizations",
            writes=f"{_PERSON} benefits payments consents inquiries {_COURSE} {_DANGER}",
        ),
        _rights(
            Role.CLINICIAN,
            Reach.TEAM,
            reads=f"{_PERSON} {_CHART} tests caseload enrollment authorizations",
            writes=f"consents schedule {_DANGER}",
            own="counseling",
        ),
        _rights(Role.CLINICIAN, Reach.PRIMARY, writes=f"{_CHART} enrollment"),
        _rights(Role.CLINICIAN, Reach.ROSTER, reads="identity objectives consents schedule", writes="sessions crisis"),
        _rights(Role.CLINICIAN, Reach.CRISIS, reads=f"{_PERSON} {_CHART} tests consents {_COURSE}", writes=_DANGER),
        _rights(Role.CLINICIAN, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents {_COURSE} {_DANGER}"),
        _rights(
            Role.FACILITATOR, Reach.ROSTER, reads="identity objectives consents schedule", writes="sessions crisis"
        ),
        _rights(Role.FACILITATOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} consents {_COURSE} {_DANGER}"),
        _rights(
            Role.SUPERVISOR,
            Reach.SITE,
            reads=f"{_PERSON} {_CHART} tests consents enrollment authorizations",
            writes=f"caseload schedule {_DANGER}",
        ),
        _rights(
            Role.SUPERVISOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents counseling {_COURSE} {_DANGER}"
        ),
        _rights(
            Role.DIRECTOR,
            Reach.SITE,
            reads=f"{_PERSON} {_CHART} tests consents inquiries enrollment authorizations",
            writes=f"billing payments contracts caseload schedule {_DANGER}",
        ),
        _rights(Role.DIRECTOR, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents {_COURSE} {_DANGER}"),
        _rights(
            Role.PRESCRIBER,
            Reach.SITE,
            reads=f"{_PERSON} consents caseload {_COURSE}",
            writes=f"{_CHART} tests collection test_flags {_DANGER}",
        ),
        _rights(Role.PRESCRIBER, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} tests consents {_COURSE} {_DANGER}"),
        _rights(Role.COLLECTOR, Reach.SITE, reads="identity", writes="collection crisis"),
        _rights(
            Role.UTILIZATION,
            Reach.SITE,
            reads=f"{_PERSON} billing payments benefits consents {_COURSE}",
            writes="authorizations crisis",
        ),
        _rights(Role.UTILIZATION, Reach.REVIEW, reads=f"{_CHART} tests"),
        _rights(
            Role.BILLER,
            Reach.SITE,
            reads=f"{_PERSON} services benefits consents {_COURSE} authorizations",
            writes="billing payments contracts crisis",
        ),
        _rights(
            Role.CASE_MANAGER,
            Reach.TEAM,
            reads=f"{_PERSON} objectives test_flags caseload {_COURSE}",
            writes=f"consents {_DANGER}",
            own="case_notes",
        ),
        _rights(Role.CASE_MANAGER, Reach.EMERGENCY, reads=f"{_PERSON} {_CHART} consents {_COURSE} {_DANGER}"),
        _rights(Role.PRIVACY, Reach.SITE, reads=f"{_PERSON} caseload enrollment", writes="consents audit"),
        _rights(Role.PRIVACY, Reach.EMERGENCY, reads=f"{_CHART} {_DANGER}"),
        _rights(Role.ADMINISTRATOR, Reach.SITE, writes="configuration contracts"),
        _rights(
            Role.AUDITOR,
            Reach.SITE,
            reads=f"{_PERSON} {_CHART} tests billing payments consents inquiries {_COURSE} authorizations {_DANGER}",
        ),
    )
    for right in rights
)

TIME_BOXED = frozenset({Role.AUDITOR})  # an assignment of these needs an end and a written basis


@cache
def holds(roles: frozenset[Role], category: Category, *, writes: bool = False) -> bool:
    """Return whether any of `roles` may read (or write) `category` at all, whoever's it is."""
    return any(r.role in roles and r.category == category and (r.writes or not writes) for r in RIGHTS)


@cache
def holds_daily(roles: frozenset[Role], category: Category) -> bool:
    """Return whether any of `roles` reads `category` without emergency access: whether an empty page says anything."""
    return any(r.role in roles and r.category == category and r.reach != Reach.EMERGENCY for r in RIGHTS)


@cache
def holds_at_site(roles: frozenset[Role], category: Category) -> bool:
    """Return whether any of `roles` reads `category` of a whole site, and not only of single clients."""
    return any(r.role in roles and r.category == category and r.reach == Reach.SITE for r in RIGHTS)


def roles_with(category: Category) -> frozenset[str]:
    """Return the roles that reach `category` at all: for navigation, which offers a page to whoever may open it."""
    return frozenset(str(r.role) for r in RIGHTS if r.category == category)
