"""What a drawing is made of. Sizes are CSS pixels; y grows downward; `css` is a class of charts.css."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """A rectangle; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    css: str
    radius: float = 0


@dataclass(frozen=True)
class Path:
    """A path in SVG's own notation."""

    d: str
    css: str


@dataclass(frozen=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    css: str


@dataclass(frozen=True)
class Arc:
    """A part of a ring, clockwise from the top.

    start, length  in units of which the whole ring has `whole`
    """

    x: float
    y: float
    radius: float
    thickness: float
    start: float
    length: float
    whole: float
    css: str


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    css: str = ""


Shape = Rect | Path | Circle | Arc | Text


@dataclass(frozen=True)
class Drawing:
    """One picture at its real size; `label` says in figures what it shows."""

    width: float
    height: float
    label: str
    shapes: tuple[Shape, ...]
    css: str = ""


@dataclass(frozen=True)
class Table:
    """The figures behind a chart. Columns after the first are numbers when their heading is in `numeric`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[str] = frozenset()

    @property
    def cells(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """Rows of (text, whether it is a number)."""
        kinds = [heading in self.numeric for heading in self.headings]
        return tuple(tuple(zip(row, kinds, strict=True)) for row in self.rows)

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Headings with whether their column holds numbers."""
        return tuple((heading, heading in self.numeric) for heading in self.headings)


@dataclass(frozen=True)
class Chart:
    """A drawing for wide pages, one for phones, and the table behind both."""

    wide: Drawing
    narrow: Drawing
    table: Table
