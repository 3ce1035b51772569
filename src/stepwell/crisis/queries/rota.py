"""Who is on call at a site, where nobody is, and the number that people call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from stepwell.crisis.models import CrisisLine, OnCallShift
from stepwell.crisis.queries import staff
from stepwell.crisis.rules.rota import Gap, Span, first_gap
from stepwell.crisis.vocabulary import PLACE_LABELS, Place
from stepwell.kernel import phones
from stepwell.platform.questions import Listing, as_id, as_is
from stepwell.platform.tenancy.models import Membership, Organization, Site
from stepwell.platform.walls.rights import Category

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the clinic for people in a crisis, as pages show it.

    tel    what a telephone dials
    hours  when somebody answers, in words
    """

    tel: str
    written: str
    hours: str
    words: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift of the rota."""

    id: UUID
    site_id: UUID
    site: str
    place: Place
    label: str
    membership_id: UUID
    name: str
    phone: str
    tel: str
    starts_at: datetime
    ends_at: datetime


def line_of(site_id: UUID) -> Line | None:
    """Return the crisis line of a site, for staff and for holders of links; None where none was entered."""
    row = CrisisLine.objects.filter(site=site_id).first()
    return Line(row.phone, phones.written(row.phone), row.hours, row.words) if row else None


def office() -> Line | None:
    """Return the organization's own telephone: what stands where a site has no crisis line."""
    found = Organization.objects.first()
    return office_of(found) if found else None


def office_of(organization: Organization) -> Line:
    """Return the telephone of an organization that is loaded already."""
    return Line(phones.tidy(organization.phone) or organization.phone, phones.written(organization.phone), "", "")


def line_row(site_id: UUID) -> CrisisLine | None:
    """Return the row of a site's crisis line, to change it."""
    return CrisisLine.objects.filter(site=site_id).first()


def lines() -> list[tuple[Site, Line | None]]:
    """Return every open site with its crisis line, by name."""
    rows = {row.site_id: row for row in CrisisLine.objects.all()}
    return [
        (site, Line(row.phone, phones.written(row.phone), row.hours, row.words) if row else None)
        for site in Site.objects.filter(closed_on=None).order_by("name")
        for row in [rows.get(site.pk)]
    ]


def on_call(site_id: UUID, *, at: datetime) -> list[ShiftRow]:
    """Return who is on call at a site at an instant, the first one first; members who left are nobody."""
    found = OnCallShift.objects.filter(site=site_id, voided_at=None, starts_at__lte=at, ends_at__gt=at)
    rows = _rows(found.filter(membership__ended_at=None, membership__account__isnull=False))
    return sorted(rows, key=lambda row: list(Place).index(row.place))


def shifts(*, since: datetime, until: datetime) -> list[ShiftRow]:
    """Return the shifts of every site that touch a stretch of time, by their beginning."""
    return _rows(OnCallShift.objects.filter(voided_at=None, ends_at__gt=since, starts_at__lt=until))


def shift(shift_id: UUID) -> ShiftRow | None:
    """Return one shift that was not set aside, or None."""
    return next(iter(_rows(OnCallShift.objects.filter(pk=shift_id, voided_at=None))), None)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A site where nobody is on call at some time within a week, and from when on."""

    site_id: UUID
    name: str
    gap: Gap


# Every open site with who is on call when.
SHIFTS_AHEAD = Listing(
    f"""
SELECT s.id, s.name, (
  SELECT json_agg(json_build_array(h.starts_at, h.ends_at))
  FROM crisis_oncallshift h JOIN tenancy_membership m ON m.id = h.membership_id AND m.ended_at IS NULL
  WHERE h.site_id = s.id AND h.voided_at IS NULL AND h.ends_at > %(at)s
    AND h.starts_at < %(at)s::timestamptz + interval '{AHEAD.days} days')
FROM tenancy_site s WHERE s.closed_on IS NULL ORDER BY s.name
""",
    (as_id, as_is, as_is),
)


def gaps(found: Sequence[Sequence[Any]], *, at: datetime) -> list[Uncovered]:
    """Return each open site where nobody is on call at some time within a week.

    found  the rows of `SHIFTS_AHEAD`
    """
    sites = ((id_, name, first_gap(_spans(shifts or ()), since=at, until=at + AHEAD)) for id_, name, shifts in found)
    return [Uncovered(id_, name, gap) for id_, name, gap in sites if gap]


def _spans(found: Sequence[tuple[str, str]]) -> list[Span]:
    return [Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for starts, ends in found]


def callable_members(site_id: UUID, *, at: datetime) -> list[Membership]:
    """Return who can be put on the rota of a site: roles that are let into a crisis. By name."""
    return list(staff.in_roles(staff.ACTS_IN_CRISIS, site_id=site_id, at=at))


def _rows(found: QuerySet[OnCallShift]) -> list[ShiftRow]:
    loaded = found.select_related("site", "membership").order_by("starts_at", "place", "id")
    return [
        ShiftRow(
            row.pk, row.site_id, row.site.name, Place(row.place), PLACE_LABELS[Place(row.place)], row.membership_id,
            str(row.membership), phones.written(row.phone), row.phone, row.starts_at, row.ends_at,
        )
        for row in loaded
    ]  # fmt: skip


def sites_to_plan() -> list[Site]:
    """Return the open sites whose rota the actor writes, by name."""
    return _reached((Category.CASELOAD,))


def sites_with_line() -> list[Site]:
    """Return the open sites whose crisis line the actor enters, by name."""
    return _reached((Category.CASELOAD, Category.CONFIGURATION))


def _reached(categories: tuple[Category, ...]) -> list[Site]:
    asked = " OR ".join([_WRITES_HERE] * len(categories))
    values = [str(category) for category in categories for _ in range(2)]
    reached = RawSQL(asked, values, output_field=BooleanField())  # noqa: S611 (our own words)
    return list(Site.objects.filter(reached, closed_on=None).order_by("name"))


_WRITES_HERE = """(SELECT stepwell.everywhere(%s, true, false))
OR tenancy_site.id = ANY ((SELECT stepwell.sites(%s, true, false))::uuid[])"""
