"""Choices of this room."""

from enum import StrEnum


class Tier(StrEnum):
    """How grave a crisis is. Source: docs/sources.md#crisis-tiers."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """1 to 3; the graver, the higher."""
        return list(Tier).index(self) + 1


TIER_LABELS = {Tier.LOW: "Low", Tier.MODERATE: "Moderate", Tier.HIGH: "High"}
TIER_HINTS = {
    Tier.LOW: "Thoughts, no way thought of. A clinician speaks with the person today.",
    Tier.MODERATE: "A way thought of, or an attempt long ago. A licensed clinician assesses today.",
    Tier.HIGH: "Intent, a plan, or an attempt in three months. Act now; do not leave the person alone.",
}


class Source(StrEnum):
    """How it came to notice."""

    SCREENER = "screener"
    QUESTIONNAIRE = "questionnaire"
    STAFF = "staff"
    ALONE = "alone"
    TELEPHONE = "telephone"
    SOMEBODY = "somebody"


SOURCE_LABELS = {
    Source.STAFF: "Staff saw or heard it",
    Source.TELEPHONE: "A call or message from the person",
    Source.SOMEBODY: "Somebody else told us",
    Source.SCREENER: "A suicide risk screener",
    Source.QUESTIONNAIRE: "An answer in a questionnaire",
    Source.ALONE: "The person answered alone, away from the clinic",
}


class Kind(StrEnum):
    """What sort of crisis it is."""

    SUICIDE = "suicide"
    OVERDOSE = "overdose"
    WITHDRAWAL = "withdrawal"
    VIOLENCE = "violence"
    MEDICAL = "medical"
    OTHER = "other"


KIND_LABELS = {
    Kind.SUICIDE: "Thoughts of suicide or self-harm",
    Kind.OVERDOSE: "Overdose",
    Kind.WITHDRAWAL: "Severe withdrawal",
    Kind.VIOLENCE: "Danger to somebody else",
    Kind.MEDICAL: "Medical emergency",
    Kind.OTHER: "Something else",
}
KIND_PROMPTS = {
    Kind.OVERDOSE: "Naloxone if opioids may be involved, 911, rescue breaths. Link to medication within 24 hours.",
    Kind.VIOLENCE: "Whom to warn differs by state: tell the director now, and write down whom you asked.",
    Kind.WITHDRAWAL: "Alcohol and sedative withdrawal can kill. Seizure, confusion or fever: 911.",
    Kind.MEDICAL: "Call 911 first. Say what happened and where; treatment is named only as far as the crew needs it.",
}


class Step(StrEnum):
    """What was done in a crisis: by people first, then what the event itself records."""

    REPORTED = "reported"
    SPOKE = "spoke"
    TRIED = "tried"
    STAYED = "stayed"
    ASSESSED = "assessed"
    PLANNED = "planned"
    SUPERVISOR_TOLD = "supervisor_told"
    CALLED_911 = "called_911"
    MOBILE_CRISIS = "mobile_crisis"
    TO_EMERGENCY = "to_emergency"
    DECIDED_WITHOUT = "decided_without"
    WELFARE_CHECK = "welfare_check"
    CONTACT_CALLED = "contact_called"
    NALOXONE = "naloxone"
    MEDICATION_LINKED = "medication_linked"
    ADVICE_ASKED = "advice_asked"
    OTHER = "other"
    RAISED = "raised"
    LOWERED = "lowered"
    TAKEN_OVER = "taken_over"
    CALLED_ON_CALL = "called_on_call"
    NOBODY_ON_CALL = "nobody_on_call"
    CORRECTED = "corrected"


STEP_LABELS = {
    Step.REPORTED: "What was seen, heard or answered",
    Step.SPOKE: "Spoke with the person",
    Step.TRIED: "Tried to reach the person",
    Step.STAYED: "Somebody stays with the person",
    Step.ASSESSED: "Risk assessed by a licensed clinician",
    Step.PLANNED: "Safety plan made or gone through",
    Step.SUPERVISOR_TOLD: "Supervisor told",
    Step.CALLED_911: "Called 911",
    Step.MOBILE_CRISIS: "Mobile crisis team called",
    Step.TO_EMERGENCY: "Taken to an emergency department",
    Step.DECIDED_WITHOUT: "Licensed clinician decided against emergency evaluation, and why",
    Step.WELFARE_CHECK: "Welfare check asked of the police",
    Step.CONTACT_CALLED: "Emergency contact called",
    Step.NALOXONE: "Naloxone given",
    Step.MEDICATION_LINKED: "Linked to medication treatment",
    Step.ADVICE_ASKED: "Legal or clinical advice asked",
    Step.OTHER: "Something else",
    Step.RAISED: "Tier raised",
    Step.LOWERED: "Tier lowered",
    Step.TAKEN_OVER: "Taken over",
    Step.CALLED_ON_CALL: "On-call staff told by e-mail",
    Step.NOBODY_ON_CALL: "Nobody is on call",
    Step.CORRECTED: "Entry taken back",
}
RECORDED_BY_EVENT = frozenset(
    {Step.RAISED, Step.LOWERED, Step.TAKEN_OVER, Step.CALLED_ON_CALL, Step.NOBODY_ON_CALL, Step.CORRECTED}
)
BY_LICENSED = frozenset({Step.ASSESSED, Step.DECIDED_WITHOUT, Step.LOWERED})


class Disposition(StrEnum):
    """How a crisis ended."""

    SAFE_WITH_PLAN = "safe_with_plan"
    EVALUATED = "evaluated"
    LEVEL_OF_CARE = "level_of_care"
    MOBILE_CRISIS = "mobile_crisis"
    TO_EMERGENCY = "to_emergency"
    HOSPITALIZED = "hospitalized"
    UNREACHED = "unreached"
    FALSE_ALARM = "false_alarm"


DISPOSITION_LABELS = {
    Disposition.SAFE_WITH_PLAN: "Safe for now, with a safety plan",
    Disposition.EVALUATED: "Evaluated elsewhere and came back",
    Disposition.LEVEL_OF_CARE: "Safe for now; level of care to be reviewed",
    Disposition.MOBILE_CRISIS: "Handed over to a mobile crisis team",
    Disposition.TO_EMERGENCY: "Taken to an emergency department",
    Disposition.HOSPITALIZED: "In a hospital",
    Disposition.UNREACHED: "Could not be reached; welfare check asked",
    Disposition.FALSE_ALARM: "No crisis after all",
}


class Outcome(StrEnum):
    """What came of a follow-up."""

    SAFE = "safe"
    NOT_REACHED = "not_reached"
    NEW_CRISIS = "new_crisis"


OUTCOME_LABELS = {
    Outcome.SAFE: "Spoke with the person; safe for now",
    Outcome.NOT_REACHED: "Not reached; try again",
    Outcome.NEW_CRISIS: "Not safe; a new crisis was opened",
}


class Place(StrEnum):
    """Whom of a rota to call first."""

    FIRST = "first"
    SECOND = "second"


PLACE_LABELS = {Place.FIRST: "First on call", Place.SECOND: "Second on call"}
