"""May a day be charged, and what is charged? Every gate that does not hold is named. Source: docs/sources.md#contracts.

A day is charged whole or not at all: what is missing is mended first, so that one claim line never outruns another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.authorizations.vocabulary import Unit
from stepwell.billing.reasons import Reason
from stepwell.coverage.contracting import Asking, Delivery, Family, ServiceKind, ServiceUnit
from stepwell.coverage.rules.contracts import Contract
from stepwell.coverage.rules.pricing import Attended, Day, Priced, price_day
from stepwell.kernel.findings import Finding
from stepwell.scheduling.vocabulary import SessionKind

# What a payer sees in a kind of session; a mutual-help meeting is nobody's treatment.
SERVICE_OF = {
    SessionKind.GROUP_THERAPY: ServiceKind.GROUP,
    SessionKind.PROCESS: ServiceKind.GROUP,
    SessionKind.SKILLS: ServiceKind.GROUP,
    SessionKind.PSYCHOEDUCATION: ServiceKind.EDUCATION,
    SessionKind.FAMILY_EDUCATION: ServiceKind.FAMILY_GROUP,
    SessionKind.ACTIVITY: ServiceKind.ACTIVITY,
    SessionKind.PEER_SUPPORT: ServiceKind.PEER,
    SessionKind.INDIVIDUAL: ServiceKind.INDIVIDUAL,
    SessionKind.FAMILY: ServiceKind.FAMILY,
    SessionKind.CASE_MANAGEMENT: ServiceKind.CASE_MANAGEMENT,
    SessionKind.ASSESSMENT: ServiceKind.ASSESSMENT,
    SessionKind.MEDICATION: ServiceKind.MEDICATION,
}
_SUBSTANCE, _MENTAL = ("F10", "F19"), ("F20", "F99")


@dataclass(frozen=True)
class Documented:
    """The note of a session: signed, and under which license. `license` is "" while none stands behind it."""

    id: UUID
    is_signed: bool
    license: str = ""


@dataclass(frozen=True)
class Session:
    """What somebody attended.

    asks_note  whether a session of this kind is documented by a note
    """

    attendance_id: UUID
    kind: ServiceKind
    minutes: int
    level: str
    treats: str
    program_id: UUID
    site_id: UUID
    asks_note: bool = True
    note: Documented | None = None
    delivery: Delivery = Delivery.IN_PERSON
    is_home: bool | None = None


@dataclass(frozen=True)
class Insured:
    """The policy that pays first on the day.

    payer_id    None for who pays by themself
    is_active   as the newest benefit check says; None: nobody knows
    needs_authorization  as it says; None: nobody knows
    """

    policy_id: UUID
    payer_id: UUID | None
    payer: str = ""
    is_active: bool | None = None
    needs_authorization: bool | None = None


@dataclass(frozen=True)
class Authorized:
    """An authorization that allows care on the day.

    used  units with this day, of those approved
    """

    id: UUID
    level: str
    codes: tuple[str, ...]
    unit: Unit
    to_on: date
    approved: int
    used: int


@dataclass(frozen=True)
class Diagnosed:
    """A diagnosis in force on the day; `is_valid` if its code may be put on a claim then."""

    code: str
    rank: int
    is_valid: bool = True


@dataclass(frozen=True)
class DayFacts:
    """All that is asked about one client and day.

    contract  of the payer that holds for the program on the day
    charged   units charged before in the same week, by code
    """

    day: date
    sessions: tuple[Session, ...]
    insured: Insured | None = None
    contract: Contract | None = None
    has_consent: bool = False
    authorizations: tuple[Authorized, ...] = ()
    diagnoses: tuple[Diagnosed, ...] = ()
    has_plan: bool = False
    charged: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """A charge to be, or the reasons why there is none.

    authorization_id  that the day is charged under, if it needs one
    diagnoses         codes by rank
    """

    priced: Priced
    findings: tuple[Finding, ...]
    authorization_id: UUID | None = None
    diagnoses: tuple[str, ...] = ()

    @property
    def is_charged(self) -> bool:
        """Whether every gate holds."""
        return not self.findings


def main_session(sessions: Iterable[Session]) -> Session:
    """Return the session whose program the day is billed for: of the program with most minutes."""
    each = sorted(sessions, key=lambda one: str(one.attendance_id))
    minutes: dict[UUID, int] = {}
    for one in each:
        minutes[one.program_id] = minutes.get(one.program_id, 0) + one.minutes
    return max(each, key=lambda one: (minutes[one.program_id], str(one.program_id)))


def charge_day(facts: DayFacts) -> Outcome:
    """Return what is charged for a day, or every reason why nothing is."""
    priced = _priced(facts)
    authorization = _authorization(facts)
    found = [
        *_payer_gates(facts),
        *_clinical_gates(facts),
        *_note_gates(facts),
        *priced.findings,
        *_authorization_gates(facts, priced, authorization),
    ]
    codes = tuple(one.code for one in sorted(facts.diagnoses, key=lambda one: one.rank))
    needs = _needs_authorization(facts)
    return Outcome(priced, tuple(found), authorization.id if authorization and needs else None, codes)


def family_of(code: str) -> Family | None:
    """Return the family that a diagnosis code belongs to, by its first three characters."""
    head = code[:3]
    if _SUBSTANCE[0] <= head <= _SUBSTANCE[1]:
        return Family.SUBSTANCE
    return Family.MENTAL if _MENTAL[0] <= head <= _MENTAL[1] else None


def _priced(facts: DayFacts) -> Priced:
    if facts.contract is None:
        return Priced()
    main = main_session(facts.sessions)
    first = min(facts.diagnoses, key=lambda one: one.rank, default=None)
    sessions = tuple(
        Attended(
            one.kind, one.minutes, one.delivery, one.is_home, one.note.license if one.note else "", one.attendance_id
        )
        for one in facts.sessions
    )
    family = family_of(first.code) if first else None
    return price_day(facts.contract, Day(main.level, main.treats, sessions, family, dict(facts.charged)))


def _payer_gates(facts: DayFacts) -> Iterator[Finding]:
    insured = facts.insured
    if insured is None:
        yield _finding(Reason.NO_POLICY, "No policy was in force, and nobody wrote down that they pay by themself.")
        return
    if facts.contract is None:
        whom = f"with {insured.payer}" if insured.payer else "of our own prices"
        yield _finding(Reason.NO_CONTRACT, f"There is no contract {whom} for this program on the day.")
    if insured.payer_id is None:
        return
    if not facts.has_consent:
        sentence = f"No consent in force lets us tell {insured.payer} what was done. Ask the client to sign one."
        yield _finding(Reason.CONSENT, sentence)
    if not insured.is_active:
        said = "said that the policy was not active" if insured.is_active is False else "did not say that it is active"
        yield _finding(Reason.ELIGIBILITY, f"{insured.payer} {said} on the day. Ask again.")


def _clinical_gates(facts: DayFacts) -> Iterator[Finding]:
    if not facts.diagnoses:
        yield _finding(Reason.NO_DIAGNOSIS, "No diagnosis was in force on the day.")
    for one in facts.diagnoses:
        if not one.is_valid:
            yield _finding(Reason.INVALID_DIAGNOSIS, "A diagnosis has a code that no claim of the day may carry.")
            break
    if not facts.has_plan:
        yield _finding(Reason.NO_PLAN, "No treatment plan was in force on the day.")
    if len({one.level for one in facts.sessions}) > 1:
        yield _finding(Reason.TWO_LEVELS, "Sessions of two levels of care were attended on the day: one is billed.")


def _note_gates(facts: DayFacts) -> Iterator[Finding]:
    asked = [one for one in facts.sessions if one.asks_note]
    unsigned = [one for one in asked if one.note is None or not one.note.is_signed]
    unlicensed = [one for one in asked if one.note and one.note.is_signed and not one.note.license]
    if unsigned:
        yield _finding(Reason.NO_NOTE, f"{_notes(len(unsigned))} not signed.")
    if unlicensed:
        yield _finding(Reason.NO_COSIGNATURE, f"{_notes(len(unlicensed))} not co-signed under a license.")
    accepted = facts.contract.licenses if facts.contract else {}
    titles = sorted({one.note.license for one in asked if one.note and one.note.license} - set(accepted))
    if accepted and titles:
        yield _finding(Reason.LICENSE, f"The contract does not accept what was signed as {', '.join(titles)}.")


def _notes(count: int) -> str:
    return "The note of a session is" if count == 1 else f"The notes of {count} sessions are"


def _needs_authorization(facts: DayFacts) -> bool:
    """Return whether the day needs one: what nobody knows counts as yes, and a payer of no days asks for none."""
    if facts.contract is None or facts.insured is None or facts.insured.payer_id is None:
        return False
    has_days = any(
        one.unit is ServiceUnit.DAY and one.level in {"", main_session(facts.sessions).level}
        for one in facts.contract.services
    )
    by_plan = facts.insured.needs_authorization is not False
    return has_days and {Asking.ALWAYS: True, Asking.NEVER: False, Asking.PLAN: by_plan}[facts.contract.authorization]


def _authorization(facts: DayFacts) -> Authorized | None:
    """Return the authorization that the day counts in: of several for its level the one that ends first."""
    level = main_session(facts.sessions).level
    return min(
        (one for one in facts.authorizations if one.level == level),
        key=lambda one: (one.to_on, str(one.id)),
        default=None,
    )


def _authorization_gates(facts: DayFacts, priced: Priced, found: Authorized | None) -> Iterator[Finding]:
    if not _needs_authorization(facts):
        return
    if found is None:
        payer = facts.insured.payer if facts.insured else ""
        yield _finding(Reason.NO_AUTHORIZATION, f"{payer} has not allowed this level of care on the day.")
        return
    if found.used > found.approved:
        sentence = f"{found.approved} units were allowed, and this day is above them."
        yield _finding(Reason.USED_UP, sentence)
    days = {line.service.name for line in priced.lines if line.service.unit is ServiceUnit.DAY}
    others = sorted(days - set(found.codes))
    if others:
        sentence = f"{', '.join(others)} is to be billed, and {', '.join(found.codes)} was allowed."
        yield _finding(Reason.OTHER_CODES, sentence)


def _finding(reason: Reason, sentence: str) -> Finding:
    return Finding(reason, sentence)
