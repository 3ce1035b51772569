"""The conditions that policies are made of. Function calls stand inside (SELECT ...): once a statement, not a row."""

from stepwell.platform.walls.audiences import acting, filing, rooms, visiting
from stepwell.platform.walls.audiences.reaching import FILED, NOTED, SIGNED, Audience, Columns, right
from stepwell.platform.walls.rights import Category

__all__ = ["FILED", "NAMED", "NOTED", "SIGNED", "Columns", "condition"]

NAMED: dict[str, Audience] = acting.NAMED | visiting.NAMED | filing.NAMED | rooms.NAMED


def condition(names: tuple[str, ...], columns: Columns, *, writing: bool) -> str:
    """Return the condition for any of `names`: a named audience, or a category whose rights are looked up.

    raises  ValueError for a name that is neither, listing what there is
    """
    terms = []
    for name in names:
        if name in NAMED:
            terms.append(NAMED[name](columns))
        elif name in Category.__members__.values():
            terms.append(right(Category(name), columns, writing=writing))
        else:
            message = f"{name!r} is no audience: use one of {sorted([*NAMED, *Category])}"
            raise ValueError(message)
    return " OR ".join(terms)
