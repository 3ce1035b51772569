"""A week that was mended as its page shows it."""

from dataclasses import dataclass

from stepwell.weekplans.models import Mending
from stepwell.weekplans.presenting import OF_CLIENTS, RESOLVED, Names, comes_to
from stepwell.weekplans.queries.proposals import RULES
from stepwell.weekplans.rules.appointments import Become
from stepwell.weekplans.rules.mended import Obstacle


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What was done, as its page shows it."""

    heading: str
    substitutes: tuple[tuple[str, str], ...]
    appointments: tuple[tuple[str, str], ...]
    clients: tuple[tuple[str, str, str, bool], ...]
    left: tuple[tuple[str, tuple[str, ...]], ...]
    broken: tuple[str, ...]
    verdict: str
    sha256: str


def record_of(row: Mending) -> ShownRecord:
    """Return what was done, with names. Three queries."""
    clients = {str(key) for key in row.moved} | set(row.left)
    sessions = {one["group"] for one in row.week["groups"]} | set(row.substitutes) | {str(row.about)}
    sessions |= set(row.appointments)
    sessions |= {session for each in row.left.values() for _, session in each}
    name = Names(
        row.site, [*clients, str(row.about)], sessions, [*row.substitutes.values(), *_given(row), str(row.about)]
    )
    sums = {one["client"]: one for one in row.certificate["clients"]}
    short = {key for key, one in sums.items() if one["violations"]}
    return ShownRecord(
        heading=name(str(row.about)),
        substitutes=tuple((name(session), name(member)) for session, member in sorted(row.substitutes.items())),
        appointments=tuple(sorted((name(key), _became(way, name)) for key, way in row.appointments.items())),
        clients=tuple(
            sorted(
                ((key, name(key), comes_to(sums[key]), key not in short) for key in clients if key in sums),
                key=lambda one: one[1],
            )
        ),
        left=tuple(
            (name(client), tuple(RESOLVED[Obstacle(kind)].format(name(session)) for kind, session in each))
            for client, each in sorted(row.left.items())
        ),
        broken=tuple(
            sorted({RULES[one["rule"]] for one in row.certificate["violations"] if one["rule"] not in OF_CLIENTS})
        ),
        verdict=row.certificate["verdict"],
        sha256=row.certificate["sha256"],
    )


def _given(row: Mending) -> list[str]:
    return [key.partition(":")[2] for key in row.appointments.values() if key.startswith(Become.GIVEN)]


def _became(key: str, name: Names) -> str:
    become, _, rest = key.partition(":")
    said = {Become.MOVED: "Moved to this time", Become.CANCELED: "Canceled"}
    return said.get(Become(become)) or f"With {name(rest)}"
