"""Two readers that share no code with ours, and the map of the guide: what all three take as it was meant is right."""

from typing import Any

from x12 import parse_x12_interchange, tokenize_x12
from x12sdk.io import X12ModelReader

from stepwell.x12.guides import check
from tests.rules.x12.building import segments

# It names the claims' guides by a later version; what we write is otherwise the same.
_VERSIONS = {"005010X222A1": "005010X222A2", "005010X223A2": "005010X223A3"}


def accept_claims(text: str) -> None:
    """Fail unless the guide's map and both readers accept a file of claims."""
    assert check(text) == ()
    accept(text)


def accept(text: str) -> None:
    """Fail unless both readers accept a file, and one of them writes it back as it was."""
    accept_envelope(text)
    ours = _renamed(text)
    written = [segment for model in models(text) for segment in segments(model.x12())]
    inside = [row for row in segments(ours) if not row.startswith(("ISA", "GS*", "GE*", "IEA"))]
    assert [_plain(row) for row in written] == inside


def accept_envelope(text: str) -> None:
    """Fail unless envelopes, counts and control numbers agree."""
    interchange = parse_x12_interchange(tokenize_x12(text.encode("ascii")))
    assert sum(len(group.transactions) for group in interchange.groups) == len(segments(text, "ST*"))


def models(text: str) -> list[Any]:
    """The sets of a file as the reader's models."""
    with X12ModelReader(_renamed(text)) as reader:
        return list(reader.models())


def claims(text: str) -> list[Any]:
    """The loops 2300 of a file, in its order."""
    found: list[Any] = []
    for model in models(text):
        for billing in model.loop_2000a:
            for subscriber in billing.loop_2000b:
                found.extend(subscriber.loop_2300 or [])
                for patient in subscriber.loop_2000c or []:
                    found.extend(patient.loop_2300 or [])
    return found


def _renamed(text: str) -> str:
    for ours, theirs in _VERSIONS.items():
        text = text.replace(ours, theirs)
    return text


def _plain(row: str) -> str:
    return row.rstrip("*")
