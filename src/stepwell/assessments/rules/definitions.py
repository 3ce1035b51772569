"""What an instrument is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    value: int
    label: str
    loinc: str = ""


@dataclass(frozen=True)
class Item:
    """One question."""

    id: str
    text: str
    options: tuple[Option, ...]
    help: str = ""
    lead: str = ""
    loinc: str = ""

    @property
    def values(self) -> tuple[int, ...]:
        """The values that can be chosen, as they stand."""
        return tuple(option.value for option in self.options)

    def label_of(self, value: int) -> str:
        """Return the words of an answer; raises KeyError for one that is none."""
        return {option.value: option.label for option in self.options}[value]


@dataclass(frozen=True)
class Skip:
    """Where `item` is answered with `value`, the items `skips` are not asked."""

    item: str
    value: int
    skips: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A range of totals with a name, both ends included."""

    low: int
    high: int
    label: str


@dataclass(frozen=True)
class Subscale:
    """Items that are added up by themselves."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """What is said where every point comes from these items."""

    all_points_from: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Scoring:
    """How answers become a score, as data.

    method    "sum", or "none" for an instrument whose answers are read one by one
    may_miss  as many scored items may be missing before there is no total
    """

    method: str
    algorithm: str
    items: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    may_miss: int = 0
    bands: tuple[Band, ...] = ()
    subscales: tuple[Subscale, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Critical:
    """Answers that somebody must look at now."""

    item: str
    when: tuple[int, ...]
    means: str


@dataclass(frozen=True)
class ChangeRule:
    """From which difference on a change is more than chance, and what response and remission are."""

    points: int
    source: str
    response_percent: int | None = None
    remission_below: int | None = None
    begins_at: int = 0


@dataclass(frozen=True)
class Definition:
    """One version of one instrument."""

    code: str
    version: str
    title: str
    short: str
    about: str
    language: str
    licence: str
    source: str
    respondent: str
    lookback: str
    lead: str
    items: tuple[Item, ...]
    skips: tuple[Skip, ...]
    scoring: Scoring
    critical: tuple[Critical, ...]
    change: ChangeRule | None
    panel: str
    total: str

    def item(self, item_id: str) -> Item:
        """Return an item by its id; raises KeyError."""
        return {item.id: item for item in self.items}[item_id]

    @property
    def low(self) -> int:
        """The least total."""
        return sum(min(self.item(name).values) for name in self.scoring.items)

    @property
    def high(self) -> int:
        """The greatest total."""
        return sum(max(self.item(name).values) for name in self.scoring.items)
