"""Certificates of weeks as pages show them, with names as far as the actor sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.checker.certificate import digest
from stepwell.scheduling.rules.weeks import in_words
from stepwell.scheduling.vocabulary import KIND_LABELS
from stepwell.weekplans.models import Mending, ProposalResult, Publication
from stepwell.weekplans.queries.names import SOMEBODY, Names
from stepwell.weekplans.queries.proposals import RULES
from stepwell.weekplans.rules.certificates import ClientLine, Of, Read, read
from stepwell.weekplans.vocabulary import WHAT_LABELS, What

SHOWN = 40
_VERDICTS = {
    "certified": ("Every rule holds, and nobody is short", "success"),
    "partial": ("The week can be held, and somebody is short", "warn"),
    "refused": ("A rule is broken", "danger"),
}


@dataclass(frozen=True)
class Kept:
    """A certificate in a list. `url` names the page, with the key of the row."""

    key: UUID
    url: str
    week_on: date
    site: str
    what: str
    made_at: datetime
    verdict: str
    tone: str


@dataclass(frozen=True)
class Row:
    """A client of a certificate, in words."""

    id: str
    name: str
    is_known: bool
    ordered: str
    planned: str
    kinds: str
    own: str
    verdict: str
    tone: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A certificate, in words. `is_whole` says that the hash is that of instance and week as they are kept."""

    verdict: str
    tone: str
    rules: tuple[tuple[str, int, int, str], ...]
    rows: tuple[Row, ...]
    tells_own: bool
    others: tuple[str, ...]
    sha256: str
    is_whole: bool


def kept() -> list[Kept]:
    """Return the newest certificates that the actor may see. Three queries."""
    published = set(Publication.objects.values_list("proposal_id", flat=True))
    results = ProposalResult.objects.order_by("-created_at").values_list(
        "proposal", "proposal__week_on", "site__name", "created_at", "verdict"
    )
    found = [
        _kept(key, "certificate", week, site, "Published" if key in published else "Proposed", at, verdict)
        for key, week, site, at, verdict in results[:SHOWN]
    ]
    mended = Mending.objects.order_by("-created_at").values_list(
        "id", "week_on", "site__name", "created_at", "certificate__verdict", "what"
    )
    found += [
        _kept(key, "mended_certificate", week, site, f"Mended: {WHAT_LABELS[What(what)].lower()}", at, verdict)
        for key, week, site, at, verdict, what in mended[:SHOWN]
    ]
    return sorted(found, key=lambda one: (one.week_on, one.made_at), reverse=True)[:SHOWN]


def proposal(proposal_id: UUID) -> ProposalResult | None:
    """Return what was found for a proposal, with its site and week, or None."""
    return ProposalResult.objects.select_related("proposal", "site").filter(proposal=proposal_id).first()


def mending(mending_id: UUID) -> Mending | None:
    """Return a mending with its site, or None."""
    return Mending.objects.select_related("site").filter(pk=mending_id).first()


def shown(row: ProposalResult | Mending, site: Site) -> Shown:
    """Return a certificate with names. Two queries."""
    names = Names(row.instance, (), site)
    found = read(row.instance, row.week, row.certificate)
    verdict, tone = _VERDICTS[found.verdict]
    rows = _rows(found, names)
    return Shown(
        verdict=verdict,
        tone=tone,
        rules=tuple((RULES[one.rule], one.checks, one.violations, one.margin) for one in found.rules),
        rows=rows,
        tells_own=any(row.own for row in rows),
        others=tuple(map(names.sentence, found.others)),
        sha256=found.sha256,
        is_whole=digest({"instance": row.instance, "week": row.week}) == found.sha256,
    )


def _kept(key: UUID, url: str, week: date, site: str, what: str, at: datetime, verdict: str) -> Kept:
    return Kept(key, f"weekplans:{url}", week, site, what, at, *_VERDICTS[verdict])


def _rows(found: Read, names: Any) -> tuple[Row, ...]:
    order = {"refused": 0, "partial": 1, "certified": 2}
    rows = [(order[one.verdict], names(one.id), one) for one in found.clients]
    return tuple(_row(one, name, names) for _, name, one in sorted(rows, key=lambda row: row[:2]))


def _row(one: ClientLine, name: str, names: Any) -> Row:
    tones = {"certified": ("Held", "success"), "partial": ("Short", "warn"), "refused": ("Broken", "danger")}
    return Row(
        id=one.id,
        name=name,
        is_known=name != SOMEBODY,
        ordered=_ordered(one),
        planned=f"{in_words(one.minutes)} on {_days(one.days)}",
        kinds="; ".join(map(_kind, one.kinds)),
        own="" if one.own is None or not one.own[1] else f"{one.own[0]} of {one.own[1]} hours alone",
        verdict=tones[one.verdict][0],
        tone=tones[one.verdict][1],
        sentences=tuple(map(names.sentence, one.sentences)),
    )


def _ordered(one: ClientLine) -> str:
    hours = in_words(one.ordered) + (f" to {in_words(one.most)}" if one.most > one.ordered else "")
    days = str(one.days_ordered) if one.days_most <= one.days_ordered else f"{one.days_ordered} to {one.days_most}"
    also = "".join(f"; {_kind(each)}" for each in one.required)
    return f"{hours} on {days} day{'' if days == '1' else 's'}{also}"


def _kind(one: Of) -> str:
    label = " or ".join(KIND_LABELS.get(kind, kind).lower() for kind in one.kind.split(" or "))  # type: ignore[call-overload]
    parts = [f"{one.sessions} × {label}" if one.sessions else label, in_words(one.minutes) if one.minutes else ""]
    return ", ".join(filter(None, parts))


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
