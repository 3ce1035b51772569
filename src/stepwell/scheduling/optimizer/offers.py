"""What is offered: sessions, the times at which each can be held, and the seats that a client may take."""

from dataclasses import dataclass

from stepwell.scheduling.optimizer.spans import DAY, Span

VIDEO = "video"


@dataclass(frozen=True)
class Session:
    """A group session or a slot. `places` is the most clients whatever room it has."""

    id: str
    is_group: bool
    kinds: tuple[str, ...]
    sites: tuple[str, ...]  # its own, and those it is shared with
    video: bool
    places: int
    minimum: int
    comfortable: int
    curriculum: str | None
    series: str | None
    usual: Span | None
    language: str | None
    gender: str | None

    @property
    def place(self) -> str:
        """Where clients are."""
        return VIDEO if self.video else self.sites[0]


@dataclass(frozen=True)
class Option:
    """A time at which a session can be held, with the rooms and leaders that are there for it."""

    session: int
    span: Span
    held_by: tuple[tuple[str | None, str], ...]  # room and member of staff

    @property
    def day(self) -> int:
        """The day of the week, Monday 0."""
        return self.span[0] // DAY


@dataclass(frozen=True)
class Choice:
    """A seat that a client may take: an option, the kind it is taken for, and what that costs."""

    option: int
    kind: str
    cost: int
