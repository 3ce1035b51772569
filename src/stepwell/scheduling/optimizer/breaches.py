"""Rules that a linear program leaves out: where a week of a part breaks them, and the row that forbids it then."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from stepwell.scheduling.optimizer.master import Program
from stepwell.scheduling.optimizer.patterns import Week
from stepwell.scheduling.optimizer.seating import Held


@dataclass(frozen=True)
class Chosen:
    """A week for each client of a part, by their position in it, and how sessions are held."""

    weeks: dict[int, Week]
    held: dict[int, Held]


@dataclass(frozen=True)
class Together:
    """Two clients, by their position in the part, who must not meet in a session."""

    session: int
    clients: tuple[int, int]

    def forbid(self, program: Program, solver: Any) -> None:
        """Add the row to a copy of the program."""
        columns = [column for column, client in _using(program, self.session) if client in self.clients]
        _row(solver, -highspy.kHighsInf, 1.0, dict.fromkeys(columns, 1.0))


@dataclass(frozen=True)
class TooFew:
    """A session that is held with fewer clients than it needs."""

    session: int

    def forbid(self, program: Program, solver: Any) -> None:
        """Add the rows to a copy of the program, and a column that says whether the session is held."""
        session = program.instance.sessions[self.session]
        solver.addCol(0.0, 0.0, 1.0, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))
        is_held = solver.getNumCol() - 1
        solver.changeColsIntegrality(1, np.array([is_held], dtype=np.int32), np.ones(1, dtype=np.uint8))
        there = dict.fromkeys((column for column, _ in _using(program, self.session)), 1.0)
        _row(solver, 0.0, highspy.kHighsInf, there | {is_held: -float(session.minimum)})
        _row(solver, -highspy.kHighsInf, 0.0, there | {is_held: -float(session.places)})


@dataclass(frozen=True)
class Unlicensed:
    """A client, by the position in the part, in a session by video whose leader has no license where the client is."""

    option: int
    client: int

    def forbid(self, program: Program, solver: Any) -> None:
        """Add the row to a copy of the program."""
        instance, state = program.instance, program.instance.clients[program.part.clients[self.client]].state
        entries = {
            program.first + number: 1.0
            for number, (client, week) in enumerate(program.weeks)
            if client == self.client and self.option in options(program, client, week)
        }
        for index, (option, way) in enumerate(program.ways):
            if option == self.option and state in instance.states[instance.options[option].held_by[way][1]]:
                entries[program.column_of(index)] = -1.0
        _row(solver, -highspy.kHighsInf, 0.0, entries)


@dataclass(frozen=True)
class Rivals:
    """Two ways of holding sessions that exclude each other, as staff who travel between two sites."""

    one: Held
    other: Held

    def forbid(self, program: Program, solver: Any) -> None:
        """Add the row to a copy of the program."""
        columns = [program.column_of(program.ways.index(held)) for held in (self.one, self.other)]
        _row(solver, -highspy.kHighsInf, 1.0, dict.fromkeys(columns, 1.0))


@dataclass(frozen=True)
class Caseload:
    """A member of staff with more clients who have no therapist than `left` says."""

    member: str
    left: int

    def forbid(self, program: Program, solver: Any) -> None:
        """Add the row to a copy of the program."""
        columns = [
            program.first + number
            for number, (client, week) in enumerate(program.weeks)
            if self.member in _alone_with(program, client, week)
        ]
        _row(solver, -highspy.kHighsInf, float(self.left), dict.fromkeys(columns, 1.0))


Breach = Together | TooFew | Unlicensed | Rivals | Caseload


def breaches(
    program: Program, rivals: dict[Held, list[Held]], left: dict[str, int], chosen: Chosen
) -> Iterator[Breach]:
    """Yield what a week of a part breaks.

    rivals  what excludes each way of holding a session
    left    how many clients without a therapist the part may bring to staff whose caseload is limited
    """
    instance, part = program.instance, program.part
    present: dict[int, set[int]] = defaultdict(set)
    cases: dict[str, set[int]] = defaultdict(set)
    for client, week in chosen.weeks.items():
        for option in options(program, client, week):
            session = instance.options[option].session
            present[session].add(client)
            if instance.sessions[session].video and not _is_licensed(program, client, chosen.held[session]):
                yield Unlicensed(option, client)
        for member in _alone_with(program, client, week):
            cases[member].add(client)
    number = {client: index for index, client in enumerate(part.clients)}
    pairs = [(number[a], number[b]) for a, b in instance.apart if a in number and b in number]
    for session, there in present.items():
        yield from (Together(session, pair) for pair in pairs if there.issuperset(pair))
        if len(there) < instance.sessions[session].minimum:
            yield TooFew(session)
    held = {chosen.held[session] for session in present}
    yield from (Rivals(*sorted((one, other))) for one in held for other in rivals.get(one, ()) if other in held)
    yield from (Caseload(member, most) for member, most in left.items() if len(cases[member]) > most)


def options(program: Program, client: int, week: Week) -> list[int]:
    """Return the options that a week takes; `client` is a position in the part."""
    choices = program.instance.clients[program.part.clients[client]].choices
    return [choices[seat].option for seat in week.choices]


def _is_licensed(program: Program, client: int, held: Held) -> bool:
    member = program.instance.options[held[0]].held_by[held[1]][1]
    return program.instance.clients[program.part.clients[client]].state in program.instance.states[member]


def _alone_with(program: Program, client: int, week: Week) -> set[str]:
    """Return whom a client without a therapist sees alone."""
    instance = program.instance
    if instance.clients[program.part.clients[client]].therapist is not None:
        return set()
    mine = (instance.options[option] for option in options(program, client, week))
    return {option.held_by[0][1] for option in mine if not instance.sessions[option.session].is_group}


def _using(program: Program, session: int) -> Iterator[tuple[int, int]]:
    """Yield the columns of weeks with a seat in a session, and whose weeks they are."""
    for number, (client, week) in enumerate(program.weeks):
        if any(program.instance.options[one].session == session for one in options(program, client, week)):
            yield program.first + number, client


def _row(solver: Any, least: float, most: float, entries: dict[int, float]) -> None:
    columns, values = np.array([*entries], dtype=np.int32), np.array([*entries.values()], dtype=np.float64)
    solver.addRow(least, most, len(columns), columns, values)
