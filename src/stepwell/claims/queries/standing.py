"""What claims of another program are held against: charges that stand, policies, the clinic's numbers."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from stepwell.billing.models import ChargeLine
from stepwell.claims.models import ClaimLine, OutboundClaim
from stepwell.claims.rules import bringing
from stepwell.claims.rules.bringing import Clinic, Fitted, Standing, member_key
from stepwell.clients.models import Demographics
from stepwell.coverage.models import Contract
from stepwell.coverage.queries.members import with_member_numbers
from stepwell.platform.tenancy.models import Organization, Site
from stepwell.x12.claims import ClaimFile


def fitted_here(file: ClaimFile) -> tuple[Fitted, ...]:
    """Return each claim of a file with the charges that it bills, or with what keeps it from being taken up.

    Four queries, however many claims there are.
    """
    found = with_member_numbers(bringing.members_of(file)).values_list("pk", "member_id")
    policies = {key: member_key(number or "") for key, number in found}
    claims, controls = _known(file)
    clinic = Clinic(
        numbers=billing_numbers(), members=frozenset(policies.values()), claims=claims, controls=controls
    )  # fmt: skip
    return bringing.fitted(file, _standing(policies, file), clinic)


def is_of_another_program(file: ClaimFile) -> bool:
    """Return whether a file has claims of this clinic that were not all made here. Two queries."""
    claims, _ = _known(file)
    return bringing.bills_for(file, billing_numbers()) and any(one.control not in claims for _, one in file.claims)


def billing_numbers() -> frozenset[str]:
    """Return the numbers that the clinic bills under: NPIs and the tax number. One query."""
    npis = (model.objects.order_by().values_list("npi", flat=True) for model in (Organization, Site, Contract))
    told = Organization.objects.order_by().values_list("tax_id", flat=True).union(*npis)
    return frozenset(number.replace("-", "") for number in told) - {""}


def _known(file: ClaimFile) -> tuple[dict[str, bool], frozenset[str]]:
    """Return which claims of a file are known, and whether another program sent them; and which lines. One query."""
    numbers = {claim.control for _, claim in file.claims}
    controls = {line.control for _, claim in file.claims for line in claim.lines} - {""}
    elsewhere = OutboundClaim.objects.filter(claim=OuterRef("claim"), file__sent_elsewhere=True)
    rows = ClaimLine.objects.filter(Q(claim__number__in=numbers) | Q(control__in=controls)).annotate(
        elsewhere=Exists(elsewhere)
    )
    told = list(rows.values_list("claim__number", "elsewhere", "control"))
    return {number: is_so for number, is_so, _ in told if number in numbers}, frozenset(one for _, _, one in told)


def _standing(policies: Mapping[UUID, str], file: ClaimFile) -> list[Standing]:
    """Return the lines that are charged under some policies on the days of a file. One query."""
    live = ClaimLine.objects.filter(charge_line=OuterRef("pk"), is_live=True, sequence=1)
    told = Demographics.objects.filter(client=OuterRef("client"))
    rows = ChargeLine.objects.filter(
        charge__ended_at=None, charge__policy__in=list(policies), charge__day__in=bringing.days_of(file)
    ).annotate(claim=Subquery(live.values("claim__number")[:1]), born=Subquery(told.values("birth_date")[:1]))
    ordered = rows.select_related("charge__payer").order_by("charge__day", "number")
    return [_line(row, policies[row.charge.policy_id], row.born, row.claim or "") for row in ordered]


def _line(row: ChargeLine, member: str, born: date | None, claim: str) -> Standing:
    charge = row.charge
    return Standing(
        line_id=row.pk, client_id=charge.client_id, member=member, born=born, day=charge.day, code=row.code,
        together=(charge.client_id, charge.policy_id, charge.contract_id, charge.program_id),
        payer_number=charge.payer.payer_id if charge.payer else "", revenue=row.revenue_code,
        modifiers=frozenset(row.modifiers), units=row.units, cents=row.charged, claim=claim,
    )  # fmt: skip
