"""Writing down Medicare's amounts: only added to, so that estimates keep what they used."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stepwell.coverage.figures import published
from stepwell.coverage.models import MedicareYear
from stepwell.coverage.queries import medicare as queries
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.medicare_years import Entry, check_entry, question_entry, years
from stepwell.kernel.findings import Finding, refuse
from stepwell.platform.tenancy.members import Member


def write_years(
    *, actor: Member, at: datetime, entries: Sequence[Entry], site_id: UUID | None, is_sure: bool
) -> list[MedicareYear]:
    """Write down what Medicare asks and pays, all of it or nothing.

    site_id  that it holds for alone; None for all
    is_sure  that what is far from the year before was looked up again
    raises   Refused: MED-001 to MED-006
    """
    known = list(years(queries.entries(site_id), published().medicare))
    found: list[Finding] = []
    for entry in sorted(entries, key=lambda one: one.from_on):
        found += check_entry(entry)
        found += [] if is_sure else question_entry(entry, _before(known, entry.from_on.year))
        known.append(PartBYear(entry.from_on.year, entry.deductible, entry.coinsurance))
    refuse(dict.fromkeys(found))
    rows = [_row(actor, at, entry, site_id) for entry in entries]
    MedicareYear.objects.bulk_create(rows)
    return rows


def _before(known: Sequence[PartBYear], year: int) -> PartBYear | None:
    return next((one for one in reversed(known) if one.year == year - 1), None)


def _row(actor: Member, at: datetime, entry: Entry, site_id: UUID | None) -> MedicareYear:
    same = ("from_on", "deductible", "coinsurance", "sequestration", "wage_index", "labor_share")
    return MedicareYear(
        organization_id=actor.organization_id,
        site_id=site_id,
        hospital_few=entry.hospital.up_to_three,
        hospital_many=entry.hospital.four_or_more,
        cmhc_few=entry.cmhc.up_to_three,
        cmhc_many=entry.cmhc.four_or_more,
        source=entry.source.strip(),
        made_at=at,
        made_by_id=actor.membership_id,
        **{name: getattr(entry, name) for name in same},
    )
