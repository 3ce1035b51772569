"""Proposals as pages show them, with names as far as the actor sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.scheduling.checker.facts import WEIGHTS
from stepwell.scheduling.rules.weeks import in_words
from stepwell.weekplans.models import ClientTime, Proposal, ProposalResult, Publication, TakenBack
from stepwell.weekplans.queries.names import Names, ids_of
from stepwell.weekplans.queries.needs import when
from stepwell.weekplans.rules.comparing import moves, seats_of
from stepwell.weekplans.rules.instance import LEFT_OUT_LABELS, LeftOut
from stepwell.weekplans.vocabulary import WHY_LABELS, Why

SHOWN = 20

WISHES = {
    "own_therapist": "Own therapist",
    "same_seats": "Same groups as last week",
    "same_peers": "Same peers as last week",
    "same_time": "Same times as last week",
    "preference": "Preferred times",
    "travel_day": "Few days on site",
    "balance": "Balanced groups",
    "short_client": "Weeks that fall short",
    "short_minute": "Minutes that are missing",
    "short_day": "Days that are missing",
    "short_session": "Sessions that are missing",
    "short_pin": "Pinned seats that are missing",
}
RULES = {
    "offered": "Offered as planned", "availability": "Can come then", "site": "At their site",
    "telehealth": "Video where licensed", "language": "Program, language, closed groups",
    "gender": "Groups for one gender",
    "curriculum": "No lesson twice", "credentials": "Credentials of leaders", "staff_hours": "Hours and leave of staff",
    "capacity": "Places and seats", "minimum": "Fewest people", "jurisdiction": "Group size of the state",
    "caseload": "Caseload", "double_booking": "Nobody in two places", "never_together": "Never together",
    "billable_day": "Days that are paid", "authorized_days": "Authorized days",
    "hours_most": "No more hours than ordered",
    "days_most": "No more days than ordered", "hours_least": "Hours ordered", "days_least": "Days ordered",
    "kinds": "Kinds ordered", "pin": "Pinned seats and groups",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client in a proposal. `now` and `then` are minutes; `added` and `dropped` sessions in words.

    was_why  of who is short now: what is missing, and when they cannot come
    """

    id: str
    name: str
    now: str
    then: str
    was_short: bool
    is_short: bool
    why: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    is_pinned: bool
    was_why: tuple[str, ...] = ()
    seats: tuple["SeatLine", ...] = ()

    @property
    def has_pins(self) -> bool:
        """Whether a seat of theirs is pinned."""
        return any(one.is_pinned for one in self.seats)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat that a client has in the proposed week, or has now: what a pin of it is called, in words, and if it is."""

    key: str
    what: str
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, as a page shows it."""

    is_certified: bool
    cost: int
    bound: int
    proven: str
    cost_before: int
    short: tuple[ClientLine, ...]
    short_before: int
    changed: tuple[ClientLine, ...]
    lines: tuple[ClientLine, ...]
    wishes: tuple[tuple[str, int, int], ...]
    rules: tuple[tuple[str, int, int, int], ...]
    conflicts: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    pins: tuple[tuple[str, str], ...]
    sha256: str


def proposals(site_ids: set[UUID]) -> list[Proposal]:
    """Return the latest proposals of some sites. One query."""
    found = Proposal.objects.filter(site__in=site_ids).select_related("site", "asked_by")
    return list(found.order_by("-created_at", "id")[:SHOWN])


def published() -> set[UUID]:
    """Return which proposals were published. One query."""
    return set(Publication.objects.values_list("proposal_id", flat=True))


def get(proposal_id: UUID) -> Proposal | None:
    """Return a proposal, or None."""
    return Proposal.objects.select_related("site", "asked_by").filter(pk=proposal_id).first()


def publication_of(proposal_id: UUID) -> Publication | None:
    """Return when and by whom a proposal was published, or None."""
    return Publication.objects.select_related("published_by").filter(proposal=proposal_id).first()


def taken_back(publication_id: UUID) -> TakenBack | None:
    """Return when and by whom a published week was taken back, or None."""
    return TakenBack.objects.select_related("taken_by").filter(publication=publication_id).first()


def named(client_ids: Iterable[UUID]) -> list[str]:
    """Return the names of clients, in order."""
    return sorted(one.display_name for one in Client.objects.filter(pk__in=list(client_ids)))


def found_of(proposal: Proposal) -> ProposalResult | None:
    """Return what was found as it is kept; None while nothing is. One query."""
    return ProposalResult.objects.filter(proposal=proposal.pk).first()


def result_of(proposal: Proposal, row: ProposalResult) -> Shown:
    """Return what was found, with names. Three queries."""
    return _shown(
        row, proposal, Names(row.instance, row.left_out, proposal.site, moved=row.moved, monday=proposal.week_on)
    )


def _shown(row: ProposalResult, proposal: Proposal, name: Names) -> Shown:
    before, after = row.certificate_before, row.certificate
    lines = tuple(
        sorted(_lines(row, proposal, name), key=lambda one: (not (one.added or one.dropped or one.is_short), one.name))
    )
    costs = [(WISHES[wish], before["cost"].get(wish, 0), after["cost"].get(wish, 0)) for wish in WISHES]
    broken = {one["rule"]: one["violations"] for one in before["rules"]}
    return Shown(
        is_certified=row.verdict == "certified",
        cost=row.cost,
        bound=row.bound,
        proven=proven(row.cost, row.bound),
        cost_before=before["cost"]["total"],
        short=tuple(one for one in lines if one.is_short),
        short_before=sum(one.was_short for one in lines),
        changed=tuple(one for one in lines if one.added or one.dropped),
        lines=lines,
        wishes=tuple((wish, was, will) for wish, was, will in costs if was or will),
        rules=tuple(
            (RULES[one["rule"]], one["checks"], one["violations"], broken.get(one["rule"], 0)) for one in after["rules"]
        ),
        conflicts=tuple(
            (name.sentence(one.get("sentence", "")), " ".join(_resolves(one, name))) for one in row.conflicts
        ),
        left_out=tuple(sorted((name(key), LEFT_OUT_LABELS[LeftOut(why)]) for key, why in row.left_out.items())),
        pins=tuple((one.name, seat.what) for one in lines for seat in one.seats if seat.is_pinned),
        sha256=after.get("sha256", ""),
    )


def proven(cost: int, bound: int) -> str:
    """Return what is proven of how cheap a week can be, in words.

    bound  what no week costs less than; 0 says nothing
    """
    if cost <= bound:
        return "no week is cheaper"
    return f"no week below {bound}, gap {(cost - bound) / cost:.1%}" if bound > 0 else "no bound proven yet"


def _resolves(conflict: dict[str, Any], name: Names) -> list[str]:
    found = conflict.get("resolves") or []
    return [name.sentence(one if isinstance(one, str) else str(one.get("sentence", ""))) for one in found]


def _lines(row: ProposalResult, proposal: Proposal, name: Names) -> list[ClientLine]:
    before = {one["client"]: one for one in row.certificate_before["clients"]}
    why: dict[str, list[str]] = {}
    for one in row.certificate["violations"]:
        if one.get("client"):
            why.setdefault(one["client"], []).append(name.sentence(one["sentence"]))
    moved = {one.client: one for one in moves(row.before, row.week)}
    pinned = {str(key) for key in proposal.pinned}
    was_why = _was_why(row, proposal, name)
    now, then = seats_of(row.before), seats_of(row.week)
    found = []
    for one in row.certificate["clients"]:
        key, was = one["client"], before[one["client"]]
        change = moved.get(key)
        found.append(
            ClientLine(
                id=key,
                name=name(key),
                now=_sum(was),
                then=_sum(one),
                was_short=bool(was["violations"]),
                is_short=bool(one["violations"]),
                why=tuple(why.get(key, ())),
                added=tuple(sorted(map(name.then, change.added))) if change else (),
                dropped=tuple(sorted(map(name, change.dropped))) if change else (),
                is_pinned=key in pinned,
                was_why=tuple(was_why.get(key, ())),
                seats=tuple(
                    sorted(
                        _seats(key, now.get(key, set()) | then.get(key, set()), proposal, name),
                        key=lambda seat: seat.what,
                    )
                ),
            )
        )
    return found


def _seats(client: str, sessions: Iterable[str], proposal: Proposal, name: Names) -> Iterable[SeatLine]:
    pins = set(proposal.pins.get(client, ()))
    for key in {*sessions, *(pins & set(name.sessions))}:
        yield SeatLine(f"{client}:{key}", name(key), key in pins)


def _was_why(row: ProposalResult, proposal: Proposal, name: Names) -> dict[str, list[str]]:
    """Return what is missing now of who is short, and when they cannot come in that week. One query."""
    found: dict[str, list[str]] = {}
    for one in row.certificate_before["violations"]:
        if one.get("client"):
            found.setdefault(one["client"], []).append(name.sentence(one["sentence"]))
    ends = proposal.week_on + timedelta(days=6)
    times = ClientTime.objects.filter(
        Q(to_on=None) | Q(to_on__gte=proposal.week_on), client__in=list(found), can_come=False, voided_at=None,
        from_on__lte=ends,
    )  # fmt: skip
    for time in times.order_by("from_on", "id"):
        words = f"Cannot come {when(time.weekdays, time.starts, time.ends)}: {WHY_LABELS[Why(time.why)].lower()}."
        found[str(time.client_id)].append(words)
    return found


def _sum(one: dict[str, Any]) -> str:
    """Return minutes and days of groups in words; what is booked besides stays as it is."""
    return f"{in_words(one['minutes'])} of groups on {one['days']} day{'' if one['days'] == 1 else 's'}"


def default_weights() -> dict[str, int]:
    """Return what each wish costs unless somebody says otherwise."""
    names = ("same_seats", "same_peers", "same_time", "preference", "travel_day", "balance")
    return {name: WEIGHTS[name] for name in names}


def mondays(today: date, count: int) -> list[date]:
    """Return the Mondays to come."""
    first = today.toordinal() + 7 - today.weekday()
    return [date.fromordinal(first + 7 * number) for number in range(count)]


def planned_in(proposal: Proposal) -> tuple[set[str], set[str]]:
    """Return the clients and the sessions that a proposal planned, by id. One query."""
    found = ProposalResult.objects.filter(proposal=proposal.pk).values_list("instance", flat=True).first()
    return (ids_of(found["clients"]), ids_of(found["groups"])) if found else (set(), set())
