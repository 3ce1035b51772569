"""Progress on an objective as a flight of four stairs, filled up to the rating."""

from stepwell.platform.ui.charts.shapes import Drawing, Rect

TOP = 4


def draw(rating: int) -> Drawing:
    """Return the stairs for a rating of 0 to 4; raises ValueError for any other."""
    if not 0 <= rating <= TOP:
        message = f"A rating is 0 to {TOP}, not {rating}."
        raise ValueError(message)
    return Drawing(
        23, 16, f"Step {rating} of {TOP}", tuple(_stair(step, filled=step <= rating) for step in range(1, TOP + 1))
    )


def _stair(step: int, *, filled: bool) -> Rect:
    x, height = (step - 1) * 6.0, step * 4.0
    if filled:
        return Rect(x, 16 - height, 5, height, "c-fill", 1)
    return Rect(x + 0.5, 16.5 - height, 4, height - 1, "c-empty-edge", 1)
