"""Medicare's amounts by year: what the organization wrote down, and what comes along."""

from uuid import UUID

from django.db.models import Q

from stepwell.coverage.models import MedicareYear
from stepwell.coverage.rules.cost.part_b import PerDiem
from stepwell.coverage.rules.medicare_years import Entry


def written() -> list[MedicareYear]:
    """Return what was written down, the latest day first; of one day the last written first. One query."""
    rows = MedicareYear.objects.select_related("made_by", "site")
    return list(rows.order_by("-from_on", "site__name", "-made_at", "-created_at"))


def entries(site_id: UUID | None) -> tuple[Entry, ...]:
    """Return what holds at a site, or at any for None, in the order in which it was written down. One query."""
    here = Q(site=None) | Q(site=site_id) if site_id else Q(site=None)
    return tuple(map(entry_of, MedicareYear.objects.filter(here).order_by("made_at", "created_at")))


def entry_of(row: MedicareYear) -> Entry:
    """Return a row as rules take it."""
    same = ("from_on", "deductible", "coinsurance", "sequestration", "wage_index", "labor_share", "source")
    return Entry(
        hospital=PerDiem(row.hospital_few, row.hospital_many),
        cmhc=PerDiem(row.cmhc_few, row.cmhc_many),
        is_of_site=row.site_id is not None,
        **{name: getattr(row, name) for name in same},
    )
