"""A week as it stands: who sits where, which groups meet and by whom they are held, and what else would fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from stepwell.scheduling.optimizer.dayplans import Sums
from stepwell.scheduling.optimizer.instance import Client, Instance
from stepwell.scheduling.optimizer.offers import Choice, Option
from stepwell.scheduling.optimizer.patterns import end_cost
from stepwell.scheduling.optimizer.spans import DAY, apart

Seats = tuple[int, ...]  # positions in `Client.choices`
Held = tuple[int, int]  # an option, and which of its `held_by`


class Seating:
    """The seats of each client and what is held; kept so that nothing but a least size or an order can be missed."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.seats: list[Seats] = [() for _ in instance.clients]
        self.held: dict[int, Held] = {}
        self.present: dict[int, set[int]] = defaultdict(set)
        self._cases: dict[str, Counter[int]] = defaultdict(Counter)

    @cached_property
    def kept_apart(self) -> dict[int, set[int]]:
        """Whom each client must not meet."""
        found: dict[int, set[int]] = defaultdict(set)
        for a, b in self.instance.apart:
            found[a].add(b)
            found[b].add(a)
        return found

    @cached_property
    def rivals(self) -> dict[Held, list[Held]]:
        """What cannot take place beside each way of holding a session: the same room or leader, elsewhere, then."""
        return rivals(self.instance)

    def option(self, client: int, seat: int) -> Option:
        """Return the option of a client's choice."""
        return self.instance.options[self.instance.clients[client].choices[seat].option]

    def put(self, client: int, seats: Seats, held: dict[int, Held] | None = None) -> None:
        """Give a client, who has none, a week that `fits` each seat of.

        held  how sessions that do not meet yet are to be held; the first way that is free, where it does not say or
              the way it says is taken
        """
        for seat in seats:
            option = self.option(client, seat)
            if option.session not in self.held:
                number = self.instance.clients[client].choices[seat].option
                self.held[option.session] = self._way(client, number, (held or {}).get(option.session))
            self.present[option.session].add(client)
            self._count(client, seat, 1)
        self.seats[client] = tuple(seats)

    def occupy(self, client: int, session: int, held: Held) -> None:
        """Take a place for a client whose choices are of no concern, and who stays."""
        self.held.setdefault(session, held)
        self.present[session].add(client)
        if self.instance.clients[client].therapist is None and not self.instance.sessions[session].is_group:
            self._cases[self.instance.options[held[0]].held_by[held[1]][1]][client] += 1

    def take(self, client: int) -> Seats:
        """Take a client's week away and return it; a session without clients is no longer held."""
        seats, self.seats[client] = self.seats[client], ()
        for seat in seats:
            session = self.option(client, seat).session
            self.present[session].discard(client)
            self._count(client, seat, -1)
            if not self.present[session]:
                del self.held[session]
        return seats

    def fits(self, client: int, seat: int) -> bool:
        """Return whether a client, who has no week, can have this seat beside what all others have."""
        choice = self.instance.clients[client].choices[seat]
        option = self.instance.options[choice.option]
        session, there = self.instance.sessions[option.session], self.present[option.session]
        if there & self.kept_apart[client] or not self._takes_on(client, option, session.is_group):
            return False
        if option.session not in self.held:
            return self._ways(client, choice.option) != []
        number, way = self.held[option.session]
        if number != choice.option:
            return False
        room, member = option.held_by[way]
        licensed = not session.video or self.instance.clients[client].state in self.instance.states[member]
        return licensed and len(there) < self.places(number, room)

    def places(self, option: int, room: str | None) -> int:
        """Return how many clients an option takes in a room."""
        session = self.instance.sessions[self.instance.options[option].session]
        return min(session.places, self.instance.seats[room]) if room else session.places

    def barred(self, client: int) -> list[int]:
        """Return the choices of a client, who has no week, that do not fit."""
        return [seat for seat in range(len(self.instance.clients[client].choices)) if not self.fits(client, seat)]

    def too_small(self) -> list[int]:
        """Return the groups that meet with fewer than their least size."""
        return [one for one in self.held if len(self.present[one]) < self.instance.sessions[one].minimum]

    def cost(self, clients: Iterable[int]) -> int:
        """Return what the weeks of some clients cost, without what sizes cost."""
        return sum(week_cost(self.instance.clients[one], self.seats[one], self.instance) for one in clients)

    def crowding(self) -> int:
        """Return what seats above comfortable sizes cost."""
        above = (len(self.present[one]) - self.instance.sessions[one].comfortable for one in self.held)
        return self.instance.weights["balance"] * sum(max(one, 0) for one in above)

    def cases_left(self, member: str) -> int:
        """Return how many clients without a therapist a member of staff may still take on."""
        return self.instance.caseloads[member] - len(+self._cases[member])

    def _ways(self, client: int, option: int) -> list[int]:
        """Return in which ways an option could be held for a client beside all that is held."""
        given = self.instance.options[option]
        video, found = self.instance.sessions[given.session].video, []
        for way, (_, member) in enumerate(given.held_by):
            licensed = not video or self.instance.clients[client].state in self.instance.states[member]
            taken = any(
                self.held.get(self.instance.options[one].session) == (one, other)
                for one, other in self.rivals.get((option, way), [])
            )
            if licensed and not taken:
                found.append(way)
        return found

    def _way(self, client: int, option: int, wanted: Held | None) -> Held:
        free = self._ways(client, option) or [0]
        return wanted if wanted and wanted[0] == option and wanted[1] in free else (option, free[0])

    def _takes_on(self, client: int, option: Option, is_group: bool) -> bool:  # noqa: FBT001
        if is_group or self.instance.clients[client].therapist is not None:
            return True
        member = option.held_by[0][1]
        limit = self.instance.caseloads.get(member)
        return limit is None or client in +self._cases[member] or len(+self._cases[member]) < limit

    def _count(self, client: int, seat: int, change: int) -> None:
        option = self.option(client, seat)
        if self.instance.clients[client].therapist is None and not self.instance.sessions[option.session].is_group:
            self._cases[option.held_by[0][1]][client] += change


def rivals(instance: Instance) -> dict[Held, list[Held]]:
    """Return which ways of holding different sessions exclude each other."""
    by_staff: dict[str, list[tuple[Option, Held]]] = defaultdict(list)
    by_room: dict[str, list[tuple[Option, Held]]] = defaultdict(list)
    for number, option in enumerate(instance.options):
        for way, (room, member) in enumerate(option.held_by):
            by_staff[member].append((option, (number, way)))
            if room:
                by_room[room].append((option, (number, way)))
    found: dict[Held, list[Held]] = defaultdict(list)
    for table, is_staff in ((by_staff, True), (by_room, False)):
        for entries in table.values():
            for one, other in _clashes(instance, entries, is_staff):
                found[one].append(other)
                found[other].append(one)
    return found


def _clashes(instance: Instance, entries: list[tuple[Option, Held]], is_staff: bool) -> Iterator[tuple[Held, Held]]:  # noqa: FBT001
    """Yield pairs among what one person or room is wanted for that cannot both be."""
    entries.sort(key=lambda entry: entry[0].span)
    for index, (option, one) in enumerate(entries):
        for other, two in entries[index + 1 :]:
            if other.span[0] >= option.span[1] + DAY:
                break
            if other.session != option.session and not _both(instance, option, other, is_staff):
                yield one, two


def _both(instance: Instance, one: Option, other: Option, is_staff: bool) -> bool:  # noqa: FBT001
    """Return whether the same person or room can do both; staff travel between sites, and hold video anywhere."""
    first, second = instance.sessions[one.session], instance.sessions[other.session]
    far = is_staff and not first.video and not second.video and first.sites[0] != second.sites[0]
    return apart(one.span, other.span, instance.travel if far else 0)


def sums(client: Client, seats: Sequence[int], instance: Instance) -> Sums:
    """Return what a client's week holds."""
    chosen = [(client.choices[seat], instance.options[client.choices[seat].option]) for seat in seats]
    counted = [(choice, option) for choice, option in chosen if choice.kind in instance.countable]
    served = tuple(_served(kinds, chosen) for kinds, _, _ in client.required)
    on_site = {option.day for _, option in chosen if not instance.sessions[option.session].video}
    minutes = sum(option.span[1] - option.span[0] for _, option in counted)
    return Sums(minutes, len({option.day for _, option in counted}), len(on_site), served)


def week_cost(client: Client, seats: Sequence[int], instance: Instance) -> int:
    """Return what a client's week costs, without what the sizes of groups cost."""
    return sum(client.choices[seat].cost for seat in seats) + end_cost(
        client, sums(client, seats, instance), instance.weights
    )


def is_short(client: Client, seats: Sequence[int], instance: Instance) -> bool:
    """Return whether a client's week is not complete."""
    one = sums(client, seats, instance)
    lacking = any(
        count < wanted or served < least
        for (_, wanted, least), (count, served) in zip(client.required, one.served, strict=True)
    )
    taken = {instance.sessions[instance.options[client.choices[seat].option].session].id for seat in seats}
    return one.minutes < client.least or one.days < client.days_least or lacking or not client.pinned <= taken


def repeats(client: Client, seats: Sequence[int], instance: Instance) -> list[int]:
    """Return the seats that repeat a lesson of an earlier seat, or are in the same session at another time."""
    seen: set[str | int] = set()
    found = []
    for seat in seats:
        number = instance.options[client.choices[seat].option].session
        lesson = instance.sessions[number].curriculum
        if number in seen or lesson in seen:
            found.append(seat)
        seen.add(number)
        if lesson:
            seen.add(lesson)
    return found


def _served(kinds: frozenset[str], chosen: Sequence[tuple[Choice, Option]]) -> tuple[int, int]:
    mine = [option for choice, option in chosen if choice.kind in kinds]
    return len(mine), sum(option.span[1] - option.span[0] for option in mine)
