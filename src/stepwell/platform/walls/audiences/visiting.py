"""Who holds a one-time link, and who keeps it."""

from stepwell.platform.walls.audiences.reaching import Audience, Columns

LINKS = "links_onetimelink"


def visitor(columns: Columns) -> str:
    """The holder of a one-time link, in the one row that it opens."""
    return f"{columns.key} = (SELECT stepwell.opened_subject())"


def guest(_: Columns) -> str:
    """The holder of any one-time link that is open: for what names the clinic to them."""
    return "(SELECT stepwell.opened_link()) IS NOT NULL"


def prover(_: Columns) -> str:
    """The holder of a one-time link who is still to say who they are."""
    return "link_id = (SELECT stepwell.visited_link())"


def linked(_: Columns) -> str:
    """The holder of a one-time link that is open, in rows that name the link."""
    return "link_id = (SELECT stepwell.opened_link())"


def keeper(columns: Columns) -> str:
    """Whoever sees the link that the row belongs to."""
    return f"EXISTS (SELECT FROM {LINKS} l WHERE l.id = {columns.table}.link_id)"


def ender(columns: Columns) -> str:
    """Who ends a link: its holder by using it, its keepers by revoking it."""
    return (
        f"(kind = 'used' AND {linked(columns)})"
        f" OR (kind = 'revoked' AND (SELECT stepwell.kind()) <> 'visitor' AND {keeper(columns)})"
    )


NAMED: dict[str, Audience] = {
    "visitor": visitor,
    "guest": guest,
    "prover": prover,
    "linked": linked,
    "keeper": keeper,
    "ender": ender,
}
