"""What a 278 says: a payer's decision about services that somebody asked to authorize, and the request itself."""

from dataclasses import dataclass
from typing import Final

from stepwell.x12.parts import (
    Beginning,
    Coded,
    Dated,
    Delivery,
    Party,
    Reference,
    Rejection,
    Segment,
    Trace,
)

_LESS: Final = frozenset({"A2", "A6"})


@dataclass(frozen=True, slots=True)
class Review:
    """A UM: what kind of review it is.

    category       HS health services review, AR admission review, SC specialty care, IN individual
    certification  I initial, R renewal, 4 extension, S revised, 3 cancel, 1 and 2 appeals
    service_type   such as AI or MH
    place          place of service
    place_list     the list it comes from
    more           elements behind UM04, as written
    """

    category: str
    certification: str
    service_type: str
    place: str
    place_list: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """An HCR.

    action          A1 certified, A2 certified in part, A3 not certified, A4 pended, A6 changed, C cancelled, CT ask the
                    payer, NA none needed
    number          of the authorization
    reasons         codes
    second_opinion  Y if another opinion is asked for
    """

    action: str
    number: str
    reasons: tuple[str, ...]
    second_opinion: str
    segment: int

    @property
    def is_less_than_asked(self) -> bool:
        """Whether the payer allows something, and not what was asked."""
        return self.action in _LESS


@dataclass(frozen=True, slots=True)
class AuthorizationLevel:
    """An HL: payer (20), requester (21), subscriber (22), dependent (23), patient event (EV), service (SS).

    services  SV1, SV2 and SV3, as written
    more      further segments, as written
    """

    number: str
    parent: str
    code: str
    has_child: str
    traces: tuple[Trace, ...]
    parties: tuple[Party, ...]
    rejections: tuple[Rejection, ...]
    reviews: tuple[Review, ...]
    decisions: tuple[Decision, ...]
    references: tuple[Reference, ...]
    dates: tuple[Dated, ...]
    diagnoses: tuple[Coded, ...]
    deliveries: tuple[Delivery, ...]
    services: tuple[Segment, ...]
    messages: tuple[str, ...]
    more: tuple[Segment, ...]
    segment: int

    @property
    def all_rejections(self) -> tuple[Rejection, ...]:
        """Why something was not answered: at the level, or at who is named there."""
        return self.rejections + tuple(one for party in self.parties for one in party.rejections)


@dataclass(frozen=True, slots=True)
class Authorization:
    """One 278: its levels in their order."""

    beginning: Beginning | None
    levels: tuple[AuthorizationLevel, ...]

    @property
    def decisions(self) -> tuple[tuple[AuthorizationLevel, Decision], ...]:
        """Each decision with the level (the event, or one service) that it is about."""
        return tuple((level, one) for level in self.levels for one in level.decisions)
