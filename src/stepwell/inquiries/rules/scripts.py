"""What may be said, and to whom: short sentences to read aloud. Source: docs/sources.md#inquiries (42 CFR 2.13)."""

from dataclasses import dataclass

from stepwell.clients.vocabulary import Message


@dataclass(frozen=True)
class Script:
    """What to say, and what never."""

    title: str
    say: tuple[str, ...]
    never: str


TO_A_THIRD_PARTY = Script(
    "To the one who called",
    (
        "“I can tell you how our program works, what it costs, and how somebody begins.”",
        "“I cannot say whether anybody is here, was here, or called us. That is so for everybody.”",
        "“If they want to, they can call us themselves, or you can both call together.”",
        "“If they are in danger now, call 911, or call or text 988.”",
    ),
    "Never confirm that the person called, answered, came or is known here, not even to the one who asked first.",
)
_OPENING = (
    "“Hello, may I speak with the person by name?” Say no more until it is them.",
    "“Is this a good and private time to talk?” If not: “When may I call again?”",
)
_LEFT = {
    Message.NOTHING: "If nobody answers, or somebody else does: hang up and leave nothing.",
    Message.NAME_AND_NUMBER: "If nobody answers: your first name and the number. Not the clinic, not the reason.",
    Message.CLINIC: "If nobody answers: your name, the clinic and the number. Not the reason.",
}


def to_the_person(message: Message) -> Script:
    """Return what is said when the person is called, and what may be left when nobody answers."""
    return Script(
        "When you call",
        (*_OPENING, _LEFT[message]),
        "Never tell anybody else who answers why you call.",
    )
