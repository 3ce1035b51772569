"""A small library of phrases of our own, to begin with: what is seen again and again. None says how anybody was."""

from stepwell.notes.vocabulary import NoteKind
from stepwell.scheduling.vocabulary import SessionKind

TOPICS: dict[SessionKind, tuple[str, ...]] = {
    SessionKind.GROUP_THERAPY: (
        "What brought each person here this week",
        "Trust, and what breaks it",
        "Shame and self-worth",
    ),
    SessionKind.PROCESS: ("What is going on in the group", "Asking for help", "Anger and what is under it"),
    SessionKind.SKILLS: ("Triggers and the first minutes after", "Riding out a craving", "Saying no", "Sleep"),
    SessionKind.PSYCHOEDUCATION: ("How a substance changes the brain", "Stages of change", "Medication in recovery"),
    SessionKind.FAMILY_EDUCATION: ("What helps and what does not", "Boundaries at home", "Recovery as a family"),
    SessionKind.ACTIVITY: ("Moving the body", "Making something"),
    SessionKind.PEER_SUPPORT: ("A week without: what worked", "People who carry us"),
}
INTERVENTIONS: dict[NoteKind, tuple[str, ...]] = {
    NoteKind.GROUP: (
        "Led a check-in on substance use, cravings and safety since the last session.",
        "Taught the skill, showed it, and let members practice it in pairs.",
        "Used open questions and reflections to draw out members’ own reasons for change.",
        "Led members through a chain from trigger to use, and looked for earlier exits.",
        "Invited members to respond to each other, and named what they had in common.",
        "Closed with one step that each member wants to try before the next session.",
    ),
    NoteKind.INDIVIDUAL: (
        "Reviewed substance use, cravings and safety since the last session.",
        "Used open questions and reflections to draw out the client’s own reasons for change.",
        "Looked at a chain of events together and found earlier exits.",
        "Practiced a coping skill and planned when to use it.",
        "Reviewed the steps of the treatment plan together.",
    ),
    NoteKind.FAMILY: (
        "Explained how the family can help, and what is the client’s to do.",
        "Helped each person say what they need, and be heard.",
        "Agreed on what everybody does if there is a return to use.",
    ),
    NoteKind.CASE: (
        "Helped to apply for a service in the community.",
        "Arranged an appointment and a ride.",
        "Went over what is needed, and who does it by when.",
    ),
    NoteKind.CONTACT: ("Called to ask how they are.", "Returned their call."),
}
SENTENCES: tuple[str, ...] = (
    "Named as a trigger: ",
    "Wants to try before the next session: ",
    "Said in their own words: “",
    "Used since the last session: ",
    "Found hard: ",
)
