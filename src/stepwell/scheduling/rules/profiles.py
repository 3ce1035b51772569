"""Hours profiles: what counts as an hour of treatment, by jurisdiction, each edition with its source.

A profile is data. Editions are never edited: a new one begins on its day. What a source does not say stands in
`unverified`, and is set to the stricter reading. Source: docs/sources.md#hours
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.scheduling.rules.weeks import MONDAY, SUNDAY
from stepwell.scheduling.vocabulary import SessionKind


class Basis(StrEnum):
    """Which minutes a rule counts. A cancelled session counts under neither."""

    SCHEDULED = "scheduled"  # sessions that took place or will, whether or not the client came
    ATTENDED = "attended"  # minutes in which the client was there


class Partial(StrEnum):
    """What coming late or leaving early does."""

    EXACT = "exact"  # the minutes that the client was there
    ALL_OR_NOTHING = "all_or_nothing"  # the whole session, or none of it if more than the grace was missed


class Exemption(StrEnum):
    """Weeks that may fall short without being out of level; they are reported all the same."""

    FIRST = "first"
    LAST = "last"
    HOLIDAY = "holiday"


EXEMPTION_LABELS = {
    Exemption.FIRST: "first week of the stay",
    Exemption.LAST: "last week of the stay",
    Exemption.HOLIDAY: "week with a closed day",
}


@dataclass(frozen=True)
class Band:
    """The hours a week of a level of care; `most` is None where nothing limits it."""

    level: str
    least: int
    below: int | None  # first whole hour that is too many


BANDS = (Band("1", 0, 9), Band("2.1", 9, 20), Band("2.5", 20, None))

NEVER_COUNTS = frozenset({SessionKind.MUTUAL_HELP})  # logged, never hours of a program
_COUNSELING = frozenset(
    {
        SessionKind.GROUP_THERAPY,
        SessionKind.PROCESS,
        SessionKind.SKILLS,
        SessionKind.INDIVIDUAL,
        SessionKind.FAMILY,
    }
)
_CORE = _COUNSELING | {
    SessionKind.PSYCHOEDUCATION,
    SessionKind.FAMILY_EDUCATION,
    SessionKind.ACTIVITY,
    SessionKind.CASE_MANAGEMENT,
}
_TAUGHT = frozenset({SessionKind.PSYCHOEDUCATION, SessionKind.FAMILY_EDUCATION, SessionKind.SKILLS})


@dataclass(frozen=True)
class HoursProfile:
    """How one jurisdiction, payer or contract counts hours from a day on.

    code              stable; organizations choose by it
    valid_from        first day of this edition
    week_start        weekday on which the counted week begins, Monday 0 to Sunday 6
    minutes_per_hour  60, or 45 or 50 where an hour is a clinical one
    countable         kinds of session that count; a kind that is not named does not
    grace             minutes that may be missed where partial attendance is all or nothing
    min_day_minutes   countable minutes that make a day a billable one
    group_most        clients in one group at the most; group_warn from how many a group is large
    education_most    the same where people are taught (education, life skills), if that is another number
    caseload_most     clients of one primary counselor at the most; None where nothing is known
    source            anchor in docs/sources.md; `unverified` says what that source does not settle
    """

    code: str
    label: str
    valid_from: date
    week_start: int = MONDAY
    minutes_per_hour: int = 60
    countable: frozenset[SessionKind] = _CORE
    breaks_count: bool = False
    basis: Basis = Basis.ATTENDED
    partial: Partial = Partial.EXACT
    grace: int = 0
    min_day_minutes: int = 1
    exempt: frozenset[Exemption] = frozenset(Exemption)
    bands: tuple[Band, ...] = BANDS
    group_most: int = 15
    group_warn: int = 12
    education_most: int | None = None
    caseload_most: int | None = None
    source: str = "hours"
    unverified: tuple[str, ...] = ()

    def counts(self, kind: SessionKind) -> bool:
        """Return whether sessions of a kind count; a mutual-help meeting never does."""
        return kind in self.countable and kind not in NEVER_COUNTS

    def most(self, kind: SessionKind) -> int:
        """Return how many clients may be in one group of a kind."""
        return self.education_most if self.education_most and kind in _TAUGHT else self.group_most

    def band(self, level: str) -> Band | None:
        """Return the hours of a level, or None for a level that this profile does not know."""
        return next((band for band in self.bands if band.level == level), None)


_EVER = date(2000, 1, 1)
DEFAULT = "default"
PROFILES = (
    HoursProfile(
        DEFAULT, "General: 9 to under 20 hours, weeks from Monday", _EVER,
        unverified=("which kinds of session a payer counts", "group of 15 at the most, our default"),
    ),
    HoursProfile(
        "CA", "California: weeks from Sunday, groups of 12", _EVER, week_start=SUNDAY, group_most=12,
        unverified=("groups of 2 to 12 beyond narcotic treatment programs",),
    ),
    HoursProfile(
        "KS", "Kansas: hours of scheduled counseling", _EVER, countable=_COUNSELING, basis=Basis.SCHEDULED,
        unverified=("which kinds of session are counseling",),
    ),
    HoursProfile("DC", "District of Columbia: 9 to 19 hours", _EVER, unverified=("clients under 21: 6 hours",)),
    HoursProfile(
        "TX", "Texas: counseling groups of 16", _EVER, group_most=16, group_warn=16,
        education_most=35, unverified=("weekly hours; the section of 26 TAC chapter 564",),
    ),
    HoursProfile(
        "FL", "Florida", _EVER, caseload_most=50,
        unverified=("9 hours a week", "groups of 15", "50 clients to a counselor"),
    ),
    HoursProfile(
        "NJ", "New Jersey: 24 clients to a counselor", _EVER, caseload_most=24,
        unverified=("groups of 15 at the most, our default",),
    ),
    HoursProfile("NY", "New York", _EVER, unverified=("9 hours a week", "groups of 15")),
    HoursProfile(
        "PA", "Pennsylvania: 35 active clients to a counselor", _EVER, caseload_most=35,
        unverified=("groups of 15 at the most, our default",),
    ),
)  # fmt: skip
CODES = {profile.code: profile.label for profile in PROFILES}


def profile_for(code: str, *, on: date) -> HoursProfile:
    """Return the edition of a profile that is in force on a day, the general one for a code that is not known.

    code  chosen by an organization, or the state of a site
    """
    known = [each for each in PROFILES if each.code == code and each.valid_from <= on]
    if not known:
        known = [each for each in PROFILES if each.code == DEFAULT]
    return max(known, key=lambda each: each.valid_from)
