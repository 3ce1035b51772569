"""How consents look at a glance: a badge in a list, a line above a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stepwell.privacy.vocabulary import STATE_LABELS, Expiry, Kind, State

SOON_DAYS = 14


@dataclass(frozen=True)
class Glance:
    """What decides how one consent looks.

    days_left  until its last day, where a date ends it
    """

    kind: Kind
    state: State
    expiry: Expiry | None
    days_left: int | None
    drafted_at: datetime


@dataclass(frozen=True)
class Badge:
    """A state by word and shape: the tone decides color and icon, the words say the same.

    tone  "success", "warn", "danger", "info" or "" as components take it
    """

    words: str
    tone: str


_TONES = {
    State.IN_FORCE: "success",
    State.NOT_SIGNED: "warn",
    State.EXPIRED: "danger",
    State.REVOKED: "danger",
    State.DEFICIENT: "danger",
    State.VOIDED: "",
}


def badge_of(glance: Glance) -> Badge:
    """Return the badge of one consent."""
    if glance.state is not State.IN_FORCE:
        return Badge(STATE_LABELS[glance.state], _TONES[glance.state])
    if glance.days_left is not None and glance.days_left <= SOON_DAYS:
        return Badge(_ends_in(glance.days_left), "warn")
    return Badge(_in_force(glance.expiry), "success")


def _in_force(expiry: Expiry | None) -> str:
    ends = {Expiry.NONE: "until taken back", Expiry.END_OF_TREATMENT: "until treatment ends"}
    return f"In force {ends[expiry]}" if expiry in ends else STATE_LABELS[State.IN_FORCE]


def _ends_in(days: int) -> str:
    if days <= 0:
        return "Ends today"
    return "Ends tomorrow" if days == 1 else f"Ends in {days} days"


def badge_of_record(glances: Iterable[Glance]) -> Badge:
    """Return the one badge that stands for all consents of a client: what most people ask is treatment and payment."""
    standing = [glance for glance in glances if glance.state is not State.VOIDED]
    of_tpo = sorted((one for one in standing if one.kind is Kind.TPO), key=lambda one: one.drafted_at, reverse=True)
    in_force = [one for one in standing if one.state is State.IN_FORCE]
    tpo = next((one for one in of_tpo if one.state is State.IN_FORCE), next(iter(of_tpo), None))
    if tpo:
        badge = badge_of(tpo)
        return Badge(f"Treatment and payment: {badge.words[:1].lower()}{badge.words[1:]}", badge.tone)
    if in_force:
        return Badge("Not yet for treatment and payment", "warn")
    return Badge("No consent in force", "danger")
