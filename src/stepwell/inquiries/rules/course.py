"""Where an inquiry stands, and what may happen next. The database holds the same moves by a constraint."""

from dataclasses import dataclass

from stepwell.inquiries.vocabulary import OPEN_STATES, Caller, Channel, Ending, EntryKind, Outcome, State, Toward
from stepwell.kernel.findings import Finding

LEAST_TRIES = 3  # before somebody counts as not reached; a habit of the house, not a law
LEAST_WORDS = 3  # letters

# From where an inquiry may go where. "" is before the first entry.
MOVES: dict[str, tuple[State, ...]] = {
    "": (State.NEW, State.REACHED),
    State.NEW: (State.NEW, State.TRYING, State.REACHED, State.CLOSED),
    State.TRYING: (State.TRYING, State.REACHED, State.CLOSED),
    State.REACHED: (State.REACHED, State.CONVERTED, State.CLOSED),
    State.CONVERTED: (State.CONVERTED,),
    State.CLOSED: (State.CLOSED, State.NEW, State.TRYING, State.REACHED),
}


@dataclass(frozen=True)
class Contact:
    """A call or message, or a note, as it is to be written down."""

    kind: EntryKind
    toward: Toward | None = None
    outcome: Outcome | None = None
    words: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Standing:
    """What decides on the next step.

    may_contact  whether the person may be contacted: it is the person who asks, or they agreed
    may_text     whether the person may be texted
    in_danger    whether somebody is in danger and nobody has said what happened
    tries        calls and messages of ours so far
    """

    state: State
    may_contact: bool
    may_text: bool = False
    in_danger: bool = False
    tries: int = 0


def begins(caller: Caller, channel: Channel) -> State:
    """Return where an inquiry stands once taken down: whoever called or came for themself is reached by that."""
    is_spoken = caller == Caller.PERSON and channel in {Channel.CALL, Channel.WALK_IN}
    return State.REACHED if is_spoken else State.NEW


def after(contact: Contact, state: State) -> State:
    """Return where an inquiry stands after a call, a message or a note."""
    if state not in OPEN_STATES or contact.kind == EntryKind.NOTE:
        return state
    if contact.toward == Toward.PERSON and contact.outcome == Outcome.SPOKE:
        return State.REACHED
    tried = contact.kind in {EntryKind.CALLED, EntryKind.WROTE}
    return State.TRYING if tried and state == State.NEW else state


def check_contact(contact: Contact, standing: Standing) -> list[Finding]:
    """Return what forbids a call, message or note."""
    if contact.kind == EntryKind.NOTE:
        return _words_missing(contact.words)
    if standing.state not in OPEN_STATES:
        return [_ended(standing.state)]
    found = []
    if contact.toward is None:
        found.append(Finding("INQ-011", "Say with whom it was: the person, or who called for them.", "toward"))
    if contact.outcome is None:
        found.append(Finding("INQ-011", "Say what came of it.", "outcome"))
    if contact.toward == Toward.PERSON and not standing.may_contact:
        found.append(MAY_NOT_CONTACT)
    if contact.toward == Toward.PERSON and contact.is_text and standing.may_contact and not standing.may_text:
        sentence = "The person did not say that texts are safe. Ask them first, and change “May be texted”."
        found.append(Finding("INQ-012", sentence, "is_text"))
    return found


MAY_NOT_CONTACT = Finding(
    "INQ-010",
    "Nobody may contact the person yet: somebody else asked for them. If the person called or came, or signed a paper,"
    " record first under “The person agrees” how they said so. Otherwise choose who called for them.",
    "toward",
)


def check_conversion(standing: Standing) -> list[Finding]:
    """Return why an inquiry cannot become a client yet."""
    if standing.state not in OPEN_STATES:
        return [_ended(standing.state)]
    if not standing.may_contact:
        sentence = "The person has not agreed that we may contact them. Record how they said so first."
        return [Finding("INQ-010", sentence)]
    if standing.in_danger:
        return [Finding("INQ-021", "Somebody is in danger. Record what happened first.")]
    if standing.state != State.REACHED:
        sentence = "Nobody has spoken with the person yet. Write down the call in which they said that they want to."
        return [Finding("INQ-020", sentence)]
    return []


def check_closing(ending: Ending, words: str, standing: Standing) -> list[Finding]:
    """Return why an inquiry cannot be closed for this reason.

    words  where they went or were referred, or what the reason is
    """
    if standing.state not in OPEN_STATES:
        return [_ended(standing.state)]
    if standing.in_danger:
        return [Finding("INQ-021", "Somebody is in danger. Record what happened before this is closed.")]
    if ending == Ending.UNREACHED and standing.tries < LEAST_TRIES:
        sentence = f"Only {standing.tries} tries are written down. Try {LEAST_TRIES} times before you give somebody up."
        return [Finding("INQ-022", sentence, "ending")]
    explained = {Ending.UNSERVED, Ending.MINOR, Ending.OTHER}
    if ending in explained and len(words.strip()) < LEAST_WORDS:
        return [Finding("INQ-023", "Say where you referred them, or what the reason is.", "words")]
    return []


def check_reopening(state: State) -> list[Finding]:
    """Return why an inquiry cannot be opened again."""
    if state != State.CLOSED:
        return [Finding("INQ-024", "This inquiry is not closed. Load the page again to see how it stands.")]
    return []


def _ended(state: State) -> Finding:
    if state == State.CONVERTED:
        return Finding("INQ-013", "This person is a client now. Write on the record instead.")
    return Finding("INQ-013", "This inquiry is closed. Open it again first.")


def _words_missing(words: str) -> list[Finding]:
    return [] if len(words.strip()) >= LEAST_WORDS else [Finding("INQ-014", "Write what there is to say.", "words")]
