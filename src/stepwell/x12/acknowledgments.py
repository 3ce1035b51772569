"""What a 999 (or an older 997) says: whether the sets of a group could be read, and what is wrong with them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ElementError:
    """An IK4: what is wrong with an element.

    element    which element of the segment
    component  which part of it, if it has parts
    repeat     which repetition of it
    reference  number of the data element
    code       1 missing, 4 short, 5 long, 6 characters, 7 code, 8 date, and others
    value      what stood there, if the other side says
    contexts   CTX segments, as written
    """

    element: str
    component: str
    repeat: str
    reference: str
    code: str
    value: str
    contexts: tuple[tuple[str, ...], ...]
    segment: int


@dataclass(frozen=True, slots=True)
class SegmentError:
    """An IK3: what is wrong with a segment.

    segment_id  such as NM1
    in_set      which segment of the set, ST being 1
    loop        such as 2010
    code        1 not known, 2 unexpected, 3 missing, 5 too often, 8 its elements, and others
    contexts    CTX segments, as written; one of them names the claim
    elements    what is wrong with its elements
    """

    segment_id: str
    in_set: str
    loop: str
    code: str
    contexts: tuple[tuple[str, ...], ...]
    elements: tuple[ElementError, ...]
    segment: int

    @property
    def claim(self) -> str:
        """The claim it is about (CTX names CLM01); empty if it does not say."""
        said = (element.partition(":") for context in self.contexts for element in context)
        return next((value for name, _, value in said if name == "CLM01"), "")


@dataclass(frozen=True, slots=True)
class SetAcknowledgment:
    """An AK2 with its IK5: one set that was sent.

    code, control  ST01 and ST02 of that set
    status         A accepted, E accepted with errors, R, M, W, X rejected; empty if the answer does not say
    reasons        codes of IK5
    """

    code: str
    control: str
    version: str
    errors: tuple[SegmentError, ...]
    status: str
    reasons: tuple[str, ...]
    segment: int


@dataclass(frozen=True, slots=True)
class GroupAcknowledgment:
    """A 999 or 997: one group that was sent.

    code, control  GS01 and GS06 of that group
    status         A accepted, E accepted with errors, P partly, R, M, W, X rejected; empty if the answer does not say
    included       sets that AK9 counts in the group
    received       sets that arrived
    accepted       sets that were accepted
    """

    code: str
    control: str
    version: str
    sets: tuple[SetAcknowledgment, ...]
    status: str
    included: str
    received: str
    accepted: str
    reasons: tuple[str, ...]
