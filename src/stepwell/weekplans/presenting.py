"""A week that is to be mended as its page shows it: names for ids, sums in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stepwell.clients.models import Client
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.scheduling.models import Session
from stepwell.scheduling.rules.weeks import in_words
from stepwell.weekplans.actions.appointments import begins
from stepwell.weekplans.actions.mending import key_of, slot_begins
from stepwell.weekplans.queries.mending import Looked
from stepwell.weekplans.queries.names import SOMEBODY, session_at
from stepwell.weekplans.queries.proposals import RULES
from stepwell.weekplans.rules.appointments import Become, Way
from stepwell.weekplans.rules.mended import Obstacle, Resolved
from stepwell.weekplans.rules.mending import HOUR
from stepwell.weekplans.vocabulary import What

RESOLVED = {
    Obstacle.FULL: "One more seat in {} alone would do.",
    Obstacle.CANNOT_COME: "Coming to {} alone would do: ask whether they can.",
    Obstacle.KEPT_APART: "In {} is somebody whom they must not meet; another place for that person would do.",
}
_TRIED = 6  # clients for whom it is tried what would resolve their week, on one page


@dataclass(frozen=True, slots=True)
class ShownOption:
    """A way to make up for what was lost: its key, what it is in words, what the week then comes to."""

    key: str
    what: str
    then: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class ShownClient:
    """A client whom it touches. `without` is the week with nothing made up, `lacks` what it lacks of the order."""

    id: str
    name: str
    lost: str
    ordered: str
    without: str
    lacks: str
    is_complete: bool
    options: tuple[ShownOption, ...]
    obstacles: tuple[str, ...]

    @property
    def is_stuck(self) -> bool:
        """Whether nothing that is offered completes the week."""
        return not self.is_complete and not any(one.is_complete for one in self.options)


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A group that somebody else has to hold, with who could."""

    id: str
    title: str
    seats: int
    holder: str
    holder_id: str
    able: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownAppointment:
    """An appointment of who is away, with what can become of it: keys and words, best first."""

    id: str
    title: str
    who: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownMending:
    """Everything on the page. `seen` are the marks of what it rests on, as a hidden field has them."""

    sessions: tuple[ShownSession, ...]
    clients: tuple[ShownClient, ...]
    short: int
    short_after: int
    appointments: tuple[ShownAppointment, ...]
    outside: tuple[str, ...]
    violations: tuple[str, ...]
    verdict: str
    seen: str

    @property
    def has_work(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.sessions or self.clients or self.appointments)


class Names:
    """What ids stand for, as far as the actor sees them. Three queries."""

    def __init__(self, site: Site, clients: Iterable[str], sessions: Iterable[str], staff: Iterable[str]) -> None:
        found = Client.objects.filter(pk__in=list(clients))
        self._names = {str(one.pk): one.display_name for one in found}
        for row in Session.objects.filter(pk__in=list(sessions)).select_related("site"):
            self._names[str(row.pk)] = session_at(row, site)
        self._names |= {str(one.pk): str(one) for one in Membership.objects.filter(pk__in=list(staff))}

    def __call__(self, key: str) -> str:
        return self._names.get(key, SOMEBODY)


def shown(looked: Looked) -> ShownMending:
    """Return what a page shows of a week that is to be mended."""
    instance = looked.document["instance"]
    name = Names(
        looked.site,
        [*(one["id"] for one in instance["clients"]), *looked.outside, *_seen_alone(looked)],
        [one.id for one in looked.facts.sessions],
        [one["id"] for one in instance["staff"]],
    )
    week, bare = looked.week(dict.fromkeys(looked.options, 0)), looked.week({})
    after, without = looked.certificate(week), looked.certificate(bare)
    shorts = {one["client"] for one in after["clients"] if one["violations"]}
    sums = {one["client"]: one for one in without["clients"]}
    clients = _clients(looked, name, sums, _stuck(looked, week, shorts))
    return ShownMending(
        sessions=tuple(_sessions(looked, name)),
        clients=tuple(sorted(clients, key=lambda one: (one.is_complete, one.name))),
        short=sum(not one.is_complete for one in clients),
        short_after=len(shorts & set(looked.lost)),
        appointments=tuple(_appointments(looked, name)),
        outside=tuple(sorted(map(name, looked.outside))),
        violations=tuple(_new(without=_broken(looked), after=after["violations"])),
        verdict=after["verdict"],
        seen=" ".join(f"{part}:{mark}" for part, mark in looked.marks.items()),
    )


def _seen_alone(looked: Looked) -> set[str]:
    return {client for one in looked.facts.sessions if one.id in looked.appointments for client in one.clients}


def _appointments(looked: Looked, name: Names) -> Iterable[ShownAppointment]:
    for one in looked.facts.sessions:
        if one.id in looked.appointments:
            ways = tuple((way.key, _become(looked, name, way)) for way in looked.appointments[one.id])
            yield ShownAppointment(one.id, name(one.id), ", ".join(sorted(map(name, one.clients))), ways)


def _become(looked: Looked, name: Names, way: Way) -> str:
    if way.become == Become.CANCELED:
        return "Cancel it"
    if way.become == Become.GIVEN:
        return f"Same time, with {name(way.member)}"
    return f"Move to {begins(way, looked):%a, %b %-d, %-I:%M %p}"


def _broken(looked: Looked) -> list[dict[str, Any]]:
    """Return what the week breaks as it stands: no fault of its mending."""
    found: list[dict[str, Any]] = looked.certificate(looked.document["week"])["violations"]
    return found


OF_CLIENTS = frozenset({"hours_least", "days_least", "kinds"})  # who is short is said client by client


def _new(*, without: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the rules that a mended week breaks and the one before did not."""
    known = {(one["rule"], one.get("client"), one.get("session")) for one in without}
    found = {
        RULES[one["rule"]]
        for one in after
        if (one["rule"], one.get("client"), one.get("session")) not in known and one["rule"] not in OF_CLIENTS
    }
    return sorted(found)


def _stuck(looked: Looked, week: dict[str, Any], short: Collection[str]) -> dict[str, list[Resolved]]:
    """Return what alone would make the weeks of those complete who stay short: of the first few, as tried."""
    clients = sorted(set(looked.lost) & set(short))[:_TRIED]
    return {client: looked.resolving(week, client) for client in clients}


def _sessions(looked: Looked, name: Names) -> Iterable[ShownSession]:
    if looked.wish.what == What.ADMISSION or looked.wish.what == What.ABSENCE:
        return
    people = {one["id"]: one for one in looked.document["instance"]["staff"]}
    for one in looked.document["instance"]["groups"]:
        if one["id"] not in looked.gone and one["id"] not in looked.instead:
            continue
        holder = looked.instead.get(one["id"], "")
        able = looked.able.get(one["id"], [])
        yield ShownSession(
            id=one["id"],
            title=name(one["id"]),
            seats=sum(seat["session"] == one["id"] for seat in looked.document["week"]["seats"]),
            holder=name(holder) if holder else "",
            holder_id=holder,
            able=tuple(sorted(((key, name(key)) for key in able if key in people), key=lambda pair: pair[1])),
        )


def _clients(
    looked: Looked, name: Names, sums: Mapping[str, dict[str, Any]], stuck: Mapping[str, list[Resolved]]
) -> list[ShownClient]:
    ordered = {one["id"]: one for one in looked.document["instance"]["clients"]}
    found = []
    for key, offered in looked.options.items():
        bare = sums[key]
        options = [_option(looked, name, option) for option in offered if option["add"] or option["leave"]]
        found.append(
            ShownClient(
                id=key,
                name=name(key),
                lost=", ".join(name(session) for session in looked.lost.get(key, [])),
                ordered=in_words(ordered[key]["minutes"]),
                without=comes_to(bare),
                lacks=in_words(max(ordered[key]["minutes"] - bare["minutes"], 0)),
                is_complete=not bare["violations"],
                options=tuple(options),
                obstacles=tuple(RESOLVED[each.obstacle].format(name(each.session)) for each in stuck.get(key, [])),
            )
        )
    return found


def comes_to(one: Mapping[str, Any]) -> str:
    """Return minutes and days in words."""
    return f"{in_words(one['minutes'])} on {one['days']} day{'' if one['days'] == 1 else 's'}"


def _option(looked: Looked, name: Names, option: Mapping[str, Any]) -> ShownOption:
    slots = {one["id"]: one for one in looked.document["instance"]["slots"]}
    hours = [slots[seat["session"]] for seat in option["add"] if seat["session"] in slots]
    parts = [name(seat["session"]) for seat in option["add"] if seat["session"] not in slots]
    if hours:
        times = "; ".join(_hour(looked, slot) for slot in hours)
        parts.append(f"{HOUR} minutes alone with {name(hours[0]['staff'])}, {times}")
    left = [f"without {name(seat['session'])}" for seat in option["leave"]]
    return ShownOption(key_of(option), "; ".join([*parts, *left]), comes_to(option), option["is_complete"])


def _hour(looked: Looked, slot: Mapping[str, Any]) -> str:
    starts = slot_begins(slot["id"], looked)
    return f"{starts:%a, %b %-d, %-I:%M %p}" + ("" if slot.get("room") else ", by video")


def about_of(looked_for: UUID, what: What) -> str:
    """Return who or what something happened to, in words. One query."""
    if what == What.STAFF_AWAY:
        return str(Membership.objects.filter(pk=looked_for).first() or SOMEBODY)
    if what == What.CANCELLATION:
        row = Session.objects.filter(pk=looked_for).first()
        return row.title if row else ""
    found = Client.objects.filter(pk=looked_for).first()
    return found.display_name if found else SOMEBODY
