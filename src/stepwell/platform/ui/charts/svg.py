"""Drawings as SVG text. Every text is escaped; classes carry the color; there are no style attributes."""

from html import escape

from stepwell.platform.ui.charts.shapes import Arc, Circle, Drawing, Path, Rect, Shape, Text


def render(drawing: Drawing, css: str = "") -> str:
    """Return the drawing as an inline SVG: an image with its label, or hidden from screen readers if it has none."""
    classes = " ".join(filter(None, (drawing.css, css)))
    said = f'role="img" aria-label="{escape(drawing.label)}"' if drawing.label else 'aria-hidden="true"'
    size = f'width="{drawing.width:g}" height="{drawing.height:g}" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    named = f'class="{classes}" ' if classes else ""
    return f"<svg {named}{size} {said}>{''.join(map(_shape, drawing.shapes))}</svg>"


def _shape(shape: Shape) -> str:
    match shape:
        case Rect():
            corner = f' rx="{shape.radius:g}"' if shape.radius else ""
            box = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return f'<rect class="{shape.css}" {box}{corner}/>'
        case Path():
            return f'<path class="{shape.css}" d="{shape.d}"/>'
        case Circle():
            return f'<circle class="{shape.css}" cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"/>'
        case Text():
            return f'<text class="{shape.css}" x="{_n(shape.x)}" y="{_n(shape.y)}">{escape(shape.text)}</text>'
        case Arc():
            return _arc(shape)


def _arc(arc: Arc) -> str:
    middle = f'cx="{_n(arc.x)}" cy="{_n(arc.y)}" r="{_n(arc.radius)}"'
    dash = (
        f'pathLength="{arc.whole:g}" stroke-dasharray="{arc.length:g} {arc.whole:g}" stroke-dashoffset="{-arc.start:g}"'
    )
    turned = f'transform="rotate(-90 {_n(arc.x)} {_n(arc.y)})"'
    return f'<circle class="{arc.css}" {middle} stroke-width="{_n(arc.thickness)}" {dash} {turned}/>'


def _n(value: float) -> str:
    return f"{round(value, 2):g}"
