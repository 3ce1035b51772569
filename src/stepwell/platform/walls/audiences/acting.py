"""Who acts: a member, a job, a founder, in their own name."""

from stepwell.platform.walls.audiences.reaching import Audience, Columns, right
from stepwell.platform.walls.audiences.visiting import guest
from stepwell.platform.walls.rights import Category

MESSAGES = "outbox_outboxmessage"


def tenant(_: Columns) -> str:
    """Every member of the organization."""
    return "(SELECT stepwell.is_member())"


def founder(_: Columns) -> str:
    """Whoever makes the organization, until that transaction ends."""
    return "(SELECT stepwell.is_founding())"


def system(_: Columns) -> str:
    """A named job, inside one organization."""
    return "(SELECT stepwell.kind()) = 'system'"


def actor(columns: Columns) -> str:
    """The person the row is about or was written by."""
    return f"{columns.author} = (SELECT stepwell.actor())"


def witness(columns: Columns) -> str:
    """Anybody who acts for the organization, in rows that name them, the transaction and the instant truly."""
    return (
        f"({acting(columns)}) AND {columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"
        " AND transaction = pg_current_xact_id() AND at = statement_timestamp()"
    )


def writer(columns: Columns) -> str:
    """The member who wrote the row, as long as they are one: for what nobody else is to see."""
    return f"{columns.author} = (SELECT stepwell.actor()) AND (SELECT stepwell.is_member())"


def sweeper(columns: Columns) -> str:
    """A named job, in rows that nobody touched for a week: it deletes them."""
    return f"({system(columns)}) AND updated_at < now() - interval '7 days'"


def opener(columns: Columns) -> str:
    """A member whose role emergency access opens something for, in their own name and now."""
    return (
        f"{columns.author} = (SELECT stepwell.actor()) AND (SELECT stepwell.may_open_emergency())"
        " AND opened_at = transaction_timestamp()"
    )


def reviewer(columns: Columns) -> str:
    """A privacy officer, in their own name."""
    return f"{columns.author} = (SELECT stepwell.actor()) AND ({right(Category.AUDIT, columns, writing=True)})"


def acting(columns: Columns) -> str:
    """Anybody who truly acts for the organization: for rows that are only ever added."""
    return " OR ".join((tenant(columns), system(columns), founder(columns), guest(columns)))


def recorder(columns: Columns) -> str:
    """Whose change leaves a history row: whoever acts, and whoever has just ended their own membership by it."""
    return f"(SELECT stepwell.was_member()) OR {system(columns)} OR {founder(columns)} OR {guest(columns)}"


def sender(columns: Columns) -> str:
    """Anybody who acts for the organization, in messages that name them truly."""
    return f"({acting(columns)}) AND {columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"


def correspondent(columns: Columns) -> str:
    """Whoever sees the message that the row belongs to."""
    return f"EXISTS (SELECT FROM {MESSAGES} m WHERE m.id = {columns.table}.message_id)"


NAMED: dict[str, Audience] = {
    "tenant": tenant,
    "founder": founder,
    "system": system,
    "actor": actor,
    "witness": witness,
    "writer": writer,
    "sweeper": sweeper,
    "opener": opener,
    "reviewer": reviewer,
    "recorder": recorder,
    "sender": sender,
    "correspondent": correspondent,
}
