"""What must hold before a level of care is decided. Ratings come from a clinician; nothing here rates anybody.

Source: docs/sources.md#placement
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stepwell.kernel.findings import Finding
from stepwell.people.vocabulary import LEVELS
from stepwell.placement.vocabulary import (
    ALL_LEVELS,
    MUST_BE_KNOWN,
    NUMBERS,
    OUTSIDE,
    RATINGS,
    STOP_QUESTIONS,
    VARIANCE_LABELS,
    Stop,
)

NEEDS_RATIONALE = 2  # a rating from which words are asked
LEAST_OVERRIDE = 20  # letters
SUBSTANCE = tuple(f"F1{n}" for n in range(10))


@dataclass(frozen=True)
class ProgramFacts:
    """The program that somebody is placed in: its level, what it treats, whether it may be chosen."""

    level: str
    kind: str
    is_open: bool = True
    is_here: bool = True


@dataclass(frozen=True)
class Draft:
    """A placement as far as it is written.

    ratings      dimension (1 to 6) to 0 to 4
    rationales   dimension to words
    stops        question to "yes", "no" or "unknown"
    covered      pairs (question, answer) that somebody licensed answered for
    recommended, decided  keys of `ALL_LEVELS`, or empty
    diagnoses    codes in force
    """

    ratings: Mapping[int, int]
    rationales: Mapping[int, str]
    stops: Mapping[str, str]
    recommended: str = ""
    decided: str = ""
    reason: str = ""
    variance: str = ""
    variance_reason: str = ""
    referral: str = ""
    undiagnosed_because: str = ""
    criteria_set: str = ""
    criteria_version: str = ""
    program: ProgramFacts | None = None
    diagnoses: tuple[str, ...] = ()
    covered: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    in_crisis: bool = False


def worst(ratings: Mapping[int, int]) -> int | None:
    """Return the highest rating there is, never an average; None without any."""
    return max(ratings.values(), default=None)


def stopping(stops: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return the answers that stop care in the house: each yes, and not knowing where one must know."""
    return frozenset(
        (name, answer)
        for name, answer in stops.items()
        if answer == "yes" or (answer == "unknown" and Stop(name) in MUST_BE_KNOWN)
    )


def blocking(draft: Draft) -> frozenset[tuple[str, str]]:
    """Return the answers that stop this placement: those nobody answered for, if the level is one of the house."""
    return stopping(draft.stops) - draft.covered if draft.decided in LEVELS else frozenset()


def check(draft: Draft) -> list[Finding]:
    """Return what is in the way of deciding; nothing means it may be signed."""
    return [*_check_ratings(draft), *_check_stops(draft), *_check_level(draft), *_check_grounds(draft)]


def _check_ratings(draft: Draft) -> list[Finding]:
    missing = [n for n in NUMBERS if draft.ratings.get(n) not in RATINGS]
    found = []
    if missing:
        found.append(Finding("PLC-001", f"Rate all six dimensions, 0 to 4. Still open: {_listed(missing)}."))
    bare = [
        n for n in NUMBERS if draft.ratings.get(n, 0) >= NEEDS_RATIONALE and not draft.rationales.get(n, "").strip()
    ]
    if bare:
        found.append(
            Finding("PLC-002", f"Say what each rating of 2 or more rests on. Still open: dimension {_listed(bare)}.")
        )
    return found


def _check_stops(draft: Draft) -> list[Finding]:
    found = []
    if any(not draft.stops.get(stop) for stop in Stop):
        found.append(Finding("PLC-003", "Answer every question on what may stop this; “not known” is an answer."))
    blocked = blocking(draft)
    if blocked:
        said = " ".join(STOP_QUESTIONS[stop] for stop in Stop if stop in {name for name, _ in blocked})
        found.append(
            Finding(
                "PLC-004",
                f"This stops a level of the house until somebody licensed records why it may be: {said}",
                "decided",
            )
        )
    if draft.in_crisis and draft.decided in LEVELS:
        found.append(
            Finding(
                "PLC-005",
                "A crisis of the highest tier is open. It is closed or lowered before anybody is placed here.",
                "decided",
            )
        )
    return found


def _check_level(draft: Draft) -> list[Finding]:
    found = []
    if draft.recommended not in ALL_LEVELS:
        found.append(Finding("PLC-006", "Choose the level that the ratings recommend.", "recommended"))
    if draft.decided not in ALL_LEVELS:
        found.append(Finding("PLC-007", "Choose the level decided.", "decided"))
    if not draft.reason.strip():
        found.append(Finding("PLC-008", "Say in a sentence or two why this level.", "reason"))
    differs = bool(draft.recommended and draft.decided and draft.recommended != draft.decided)
    if differs and (draft.variance not in VARIANCE_LABELS or not draft.variance_reason.strip()):
        found.append(
            Finding("PLC-009", "The level decided is not the one recommended. Choose why, and say more.", "variance")
        )
    if draft.decided in LEVELS:
        return found + _check_program(draft)
    if draft.decided in OUTSIDE and draft.decided != "none" and not draft.referral.strip():
        found.append(Finding("PLC-011", "Say to whom the person is referred, and how it is arranged.", "referral"))
    return found


def _check_program(draft: Draft) -> list[Finding]:
    program = draft.program
    if program is None or program.level != draft.decided:
        return [Finding("PLC-010", "Choose a program of the level decided.", "program")]
    if not program.is_open or not program.is_here:
        return [Finding("PLC-012", "That program is closed, or at another site. Choose one that runs here.", "program")]
    return []


def _check_grounds(draft: Draft) -> list[Finding]:
    found = []
    program = draft.program
    lacks = not any(code.startswith(SUBSTANCE) for code in draft.diagnoses)
    addiction = program is not None and program.kind == "addiction" and draft.decided in LEVELS
    if addiction and lacks and not draft.undiagnosed_because.strip():
        found.append(
            Finding(
                "PLC-013",
                "No substance use disorder (F10 to F19) is diagnosed, and the program treats addiction. Add the"
                " diagnosis, or say why the person is placed without one.",
                "undiagnosed_because",
            )
        )
    if bool(draft.criteria_set.strip()) != bool(draft.criteria_version.strip()):
        found.append(Finding("PLC-014", "Name the criteria with their version, or neither.", "criteria_version"))
    return found


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(n) for n in numbers)
