"""What a crisis demands before it is closed. Source: docs/sources.md#crisis-tiers, #crisis-closing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.crisis.vocabulary import STEP_LABELS, Disposition, Step, Tier
from stepwell.kernel.findings import Finding

LEAST_WORDS = 10  # letters
SPOKEN = frozenset({Step.SPOKE, Step.ASSESSED, Step.PLANNED})
SENT = frozenset({Step.CALLED_911, Step.MOBILE_CRISIS, Step.TO_EMERGENCY})
SOUGHT = frozenset({Step.TRIED, Step.CONTACT_CALLED})


@dataclass(frozen=True)
class Demand:
    """One thing that must be done: any of `steps` does it."""

    words: str
    steps: frozenset[Step]


ASSESS = Demand("Risk assessed by a licensed clinician", frozenset({Step.ASSESSED}))
EVALUATE = Demand(
    "911, a mobile crisis team or an emergency department; or a licensed clinician’s decision against it, with reasons",
    SENT | {Step.DECIDED_WITHOUT},
)
TELL = Demand("Supervisor told", frozenset({Step.SUPERVISOR_TOLD}))
SPEAK = Demand("A clinician spoke with the person", SPOKEN)
SEEK = Demand("An attempt to reach the person or their emergency contact", SOUGHT)
CHECK = Demand("Welfare check or 911", frozenset({Step.WELFARE_CHECK, Step.CALLED_911}))

DEMANDS: dict[Tier, tuple[Demand, ...]] = {
    Tier.LOW: (SPEAK,),
    Tier.MODERATE: (ASSESS,),
    Tier.HIGH: (EVALUATE, ASSESS, TELL),
}
# Who cannot be reached cannot be assessed: somebody goes and looks instead.
UNREACHED_DEMANDS: dict[Tier, tuple[Demand, ...]] = {
    Tier.LOW: (SEEK, CHECK),
    Tier.MODERATE: (SEEK, CHECK),
    Tier.HIGH: (SEEK, CHECK, TELL),
}
FOLLOW_UP_DAYS: dict[Tier, int] = {Tier.LOW: 7, Tier.MODERATE: 3, Tier.HIGH: 3}  # after closing, at the latest


@dataclass(frozen=True)
class Closing:
    """What somebody wants to close a crisis with; None where nothing was chosen."""

    disposition: Disposition | None
    follow_up_on: date | None
    has_follower: bool
    words: str


def demands(tier: Tier, disposition: Disposition | None) -> tuple[Demand, ...]:
    """Return what must have been done for a tier, if it ends like this."""
    return UNREACHED_DEMANDS[tier] if disposition is Disposition.UNREACHED else DEMANDS[tier]


def missing(tier: Tier, disposition: Disposition | None, done: Collection[Step]) -> list[Demand]:
    """Return what was demanded and not done."""
    return [demand for demand in demands(tier, disposition) if not demand.steps & set(done)]


def check_closing(closing: Closing, *, tier: Tier, done: Collection[Step], has_owner: bool, on: date) -> list[Finding]:
    """Return everything that keeps a crisis from being closed.

    done  steps that stand: what was taken back is not among them
    on    the clinical day of closing
    """
    found = [] if has_owner else [Finding("CRI-010", "Nobody owns this crisis. Take it over before you close it.")]
    found += [
        Finding("CRI-011", f"Not done yet: {demand.words}. Write down when it was done, or do it now.")
        for demand in missing(tier, closing.disposition, done)
    ]
    if closing.disposition is None:
        found.append(Finding("CRI-012", "Say how it ended.", "disposition"))
    if len(closing.words.strip()) < LEAST_WORDS:
        found.append(Finding("CRI-013", f"Say in {LEAST_WORDS} letters or more how things stand now.", "words"))
    if not closing.has_follower:
        found.append(Finding("CRI-014", "Say who follows up.", "follow_up_by"))
    return found + check_follow_up(closing.follow_up_on, tier=tier, on=on)


def check_follow_up(day: date | None, *, tier: Tier, on: date) -> list[Finding]:
    """Return what is wrong with the day of a follow-up, set on a day."""
    latest = on + timedelta(days=FOLLOW_UP_DAYS[tier])
    if day is None:
        return [
            Finding("CRI-015", f"Say when somebody follows up: {latest:%B} {latest.day} at the latest.", "follow_up_on")
        ]
    if day < on:
        return [Finding("CRI-016", "The follow-up lies in the past. Choose today or a later day.", "follow_up_on")]
    if day > latest:
        words = f"That is too late after a {tier} tier: {latest:%B} {latest.day} at the latest."
        return [Finding("CRI-017", words, "follow_up_on")]
    return []


def check_step(step: Step, *, is_licensed: bool, words: str, licensed_only: Collection[Step]) -> list[Finding]:
    """Return what is wrong with an entry: who may write it, and whether it says anything."""
    found = []
    if step in licensed_only and not is_licensed:
        label = STEP_LABELS[step]
        found.append(
            Finding(
                "CRI-006",
                f"“{label}” is for a licensed clinician. Ask one; licenses stand under Settings, Staff.",
                "step",
            )
        )
    needs_words = step in {Step.ASSESSED, Step.DECIDED_WITHOUT, Step.OTHER, Step.REPORTED}
    if needs_words and len(words.strip()) < LEAST_WORDS:
        found.append(Finding("CRI-007", f"Say more about it, in {LEAST_WORDS} letters or more.", "words"))
    return found
