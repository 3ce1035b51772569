"""What clients answer to questionnaires: a total as decided, spread over the questions."""

from stepwell.demo.lives import Life

MOST = 3  # points of a question
_LATE = {"q9": 0, "q10": 1}  # of the PHQ-9: no thought of death; the question that has no points


def phq(life: Life, week: int, *, is_critical: bool = False) -> dict[str, int | None]:
    """Return answers to the PHQ-9 in a week of the stay."""
    answers = _spread(_total(life, week, most=22), questions=8)
    return {**answers, **_LATE, "q9": 1 if is_critical else 0}


def gad(life: Life, week: int) -> dict[str, int | None]:
    """Return answers to the GAD-7 in a week of the stay."""
    return _spread(_total(life, week, most=19) * 3 // 4, questions=7)


def columbia() -> dict[str, int | None]:
    """Return answers to the screener of somebody who does not think of suicide and never tried."""
    return {"q1": 0, "q2": 0, "q6": 0}


def _total(life: Life, week: int, *, most: int) -> int:
    total = life.fate.distress + week * life.fate.change // 10 + life.rng.randint(-1, 1)
    return min(max(total, 1), most)


def _spread(total: int, *, questions: int) -> dict[str, int | None]:
    """Return points for each question, as even as whole numbers allow; what is left goes to the first ones."""
    each, left = divmod(min(total, questions * MOST), questions)
    return {f"q{number}": each + (number <= left) for number in range(1, questions + 1)}
