"""Charges that wait for a claim, and what stands in the claims of them. The same few queries for one or thousands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from stepwell.billing.models import Charge, ChargeLine, ChargeSource
from stepwell.billing.rules.amounts import to_dollars
from stepwell.claims.models import ClaimLine, Rendering, Route
from stepwell.claims.queries.bills import Account, Earlier, earlier_bills
from stepwell.claims.queries.insured import Insured, people_of
from stepwell.claims.queries.routes import Routes, routes
from stepwell.claims.rules.composing import RESPONSIBILITY, Billed, Parties, line_of
from stepwell.claims.rules.cutting import Charged
from stepwell.claims.rules.interim import Course
from stepwell.claims.rules.scrubbing.facts import Clinician, Span
from stepwell.coverage.contracting import ClaimForm, ServiceUnit
from stepwell.coverage.models import Policy
from stepwell.coverage.queries import contracts
from stepwell.coverage.rules import names
from stepwell.coverage.rules.contracts import Contract, contract_for
from stepwell.coverage.vocabulary import Holder
from stepwell.people.models import Credential, Program
from stepwell.platform.tenancy.models import Membership, Organization, Site
from stepwell.privacy.rules.redisclosure import SHORT
from stepwell.x12.writing import parties
from stepwell.x12.writing.claims import BillingProvider
from stepwell.x12.writing.coverages import Coverage
from stepwell.x12.writing.parties import Address, Dependent, Member, Payer, Provider

_LICENSE, _NPI = "license", "npi"


def is_protected(program: Program) -> bool:
    """Return whether a program keeps records under 42 CFR Part 2: whether it treats addiction."""
    return program.kind != "mental_health"


@dataclass(frozen=True)
class Provided:
    """Clinicians by membership: as they stand on claims, and under which license."""

    providers: dict[UUID, Provider]
    licenses: dict[str, Clinician]


@dataclass(frozen=True)
class Ground:
    """What the claims of some charges are made from.

    lines      of charges, by their key
    contracts  and programs, by theirs
    terms      the same contracts by payer
    bills      of episodes that stand already, where payers want several
    """

    organization: Organization
    charges: dict[UUID, Charge]
    lines: dict[UUID, ChargeLine]
    contracts: dict[UUID, Contract]
    terms: dict[UUID | None, list[Contract]]
    programs: dict[UUID, Program]
    policies: dict[UUID, Policy]
    routes: Routes
    provided: Provided
    people: dict[UUID, Insured]
    rendering: dict[UUID, Provider]
    bills: dict[Account, list[Earlier]]

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which a day is a day."""
        return ZoneInfo(self.organization.time_zone)

    def charged(self, line: ChargeLine) -> Charged:
        """Return a line of a charge as the rule of cutting has it, under the key of the line."""
        charge = self.charges[line.charge_id]
        form = self.contracts[charge.contract_id].form
        billed = Billed(
            control=f"{line.number:03}:{line.pk}", day=charge.day, code=line.code, revenue=line.revenue_code,
            modifiers=tuple(line.modifiers), units=line.units, charge=to_dollars(line.charged),
        )  # fmt: skip
        return Charged(
            line=line_of(billed, form, len(charge.diagnoses)), client_id=charge.client_id, policy_id=charge.policy_id,
            level=charge.level, diagnoses=tuple(charge.diagnoses),
            authorization=charge.authorization.number or "" if charge.authorization else "",
            place=line.place if form is ClaimForm.PROFESSIONAL else "", rendering=self.rendering.get(line.pk),
        )  # fmt: skip

    def line_of(self, charged: Charged) -> ChargeLine:
        """Return the line of a charge that `charged` made another of."""
        return self.lines[UUID(charged.line.control_number.partition(":")[2])]

    def contract_with(self, policy: Policy, charge: Charge) -> Contract | None:
        """Return what holds with the payer of a policy for the day of a charge; None if nothing does."""
        program = self.programs[charge.program_id]
        terms = self.terms.get(policy.payer_id, [])
        return contract_for(terms, site_id=program.site_id, program_id=program.pk, on=charge.day)

    def parties(
        self, charge: Charge, *, policy_id: UUID, sequence: int = 1, contract_id: UUID | None = None
    ) -> Parties:
        """Return who stands in a claim of a charge to the payer of a policy.

        contract_id  with a later payer, if it is not the first; the form is that of the first claim all the same
        """
        contract, program = self.contracts[charge.contract_id], self.programs[charge.program_id]
        terms = self.contracts[contract_id] if contract_id else contract
        person, policy = self.people[charge.client_id], self.policies[policy_id]
        billing = _billing(self.organization, program.site, terms)
        facility = _facility(self.organization, program.site)
        route = self.route_of(policy)
        attending = self.provided.providers.get(route.attending_id) if route and route.attending_id else None
        admitted, is_there = person.episode_on(charge.day)
        coverage, dependent = _coverage(policy, person, terms, sequence)
        return Parties(
            billing=billing, coverage=coverage, contract=contract, dependent=dependent,
            facility=facility if facility.address != billing.address else None, attending=attending,
            admitted=admitted, is_there=is_there, note=SHORT if is_protected(program) else "",
        )  # fmt: skip

    def course_of(self, charge: Charge) -> Course | None:
        """Return the episode of a charge as bills by the month tell it; None where the payer does not want them."""
        route = self.route_of(self.policies[charge.policy_id])
        is_facility = self.contracts[charge.contract_id].form is ClaimForm.INSTITUTIONAL
        stay = self.people[charge.client_id].stay_on(charge.day)
        if not (route and route.is_interim and is_facility and stay):
            return None
        admitted, discharged = stay
        standing = self.bills.get((charge.client_id, charge.policy_id), [])
        told = [one.told for one in standing if admitted <= one.first]
        return Course(admitted, discharged, max(told, default=None))

    def route_of(self, policy: Policy) -> Route | None:
        """Return how claims reach the payer of a policy."""
        return self.routes.to(policy.payer_id) if policy.payer_id else None


def waiting(*, through: date) -> list[Charge]:
    """Return charges that stand and are on no claim, to a day. One query.

    A day that a claim billed before is left out although it was charged anew: that claim is to be corrected first.
    """
    billed = ClaimLine.objects.filter(
        is_live=True, client=OuterRef("client"), day=OuterRef("day"), claim__policy=OuterRef("policy")
    )
    found = Charge.objects.filter(~Exists(billed), ended_at=None, payer__isnull=False, day__lte=through)
    return list(found.select_related("authorization").order_by("client", "day"))


def ground(charges: Sequence[Charge], *, policies: Iterable[UUID] = ()) -> Ground:
    """Return everything that claims of some charges say. Fifteen queries, however many there are.

    policies  that are asked besides those of the charges
    """
    clients, days = {one.client_id for one in charges}, [one.day for one in charges]
    lines = ChargeLine.objects.filter(charge__in=[one.pk for one in charges]).order_by("charge", "number")
    by_key = {line.pk: line for line in lines}
    terms = contracts.in_force(min(days), max(days)) if days else {}
    wanted = {one.policy_id for one in charges} | set(policies)
    way, provided = routes(), _provided()
    return Ground(
        organization=Organization.objects.get(),
        charges={one.pk: one for one in charges},
        lines=by_key,
        contracts={one.id: one for each in terms.values() for one in each if one.id},
        terms=terms,
        programs={row.pk: row for row in Program.objects.select_related("site")},
        policies={row.pk: row for row in Policy.objects.filter(pk__in=wanted).select_related("payer")},
        routes=way,
        provided=provided,
        people=people_of(clients),
        rendering=_rendering(by_key, provided),
        bills=earlier_bills(clients) if any(one.is_interim for one in way.by_payer.values()) else {},
    )


def _billing(organization: Organization, site: Site, contract: Contract) -> BillingProvider:
    return BillingProvider(
        name=parties.Organization(organization.legal_name), npi=contract.npi or site.npi or organization.npi,
        taxonomy=contract.taxonomy, tax_id=organization.tax_id, address=_address(organization),
    )  # fmt: skip


def _facility(organization: Organization, site: Site) -> Provider:
    name = parties.Organization(organization.legal_name)
    return Provider(name=name, npi=site.npi or organization.npi, address=_address(site))


def _address(place: Organization | Site) -> Address:
    return Address(
        street=place.street, street_2=place.street_2, city=place.city, state=place.state, zip_code=place.postal_code
    )


def _coverage(policy: Policy, person: Insured, contract: Contract, sequence: int) -> tuple[Coverage, Dependent | None]:
    """Return the coverage that is asked, and the client as a dependent if somebody else holds the policy."""
    is_own, payer = policy.holder == Holder.SELF, policy.payer
    coverage = Coverage(
        responsibility=RESPONSIBILITY[sequence], member=_member(policy, person) if is_own else _holder(policy),
        payer=Payer(name=payer.name if payer else "", id=payer.payer_id if payer else ""),
        filing=contract.filing_indicator, group_number=policy.group_number,
        group_name="" if policy.group_number else policy.plan_name[:60],
    )  # fmt: skip
    if is_own:
        return coverage, None
    relationship = names.relationship_of(policy.holder_relation)
    return coverage, Dependent(
        name=person.name, birth_date=person.born, sex=person.sex, relationship=relationship, address=person.address
    )


def _member(policy: Policy, person: Insured) -> Member:
    return Member(
        name=person.name, member_id=policy.member_id or "", birth_date=person.born, sex=person.sex,
        address=person.address,
    )  # fmt: skip


def _holder(policy: Policy) -> Member:
    born = policy.holder_birth_date
    return Member(
        name=names.person_of(policy.holder_name or ""), member_id=policy.member_id or "",
        birth_date=date.fromisoformat(born) if born else None,
    )  # fmt: skip


def _provided() -> Provided:
    """Return clinicians with an NPI. Three queries."""
    taxonomies = dict(Rendering.objects.values_list("membership", "taxonomy"))
    held: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in Credential.objects.filter(Q(kind=_NPI) | Q(kind=_LICENSE)).order_by("issued_on", "title"):
        held[row.membership_id].setdefault(row.kind, row)
    providers, licenses = {}, {}
    named = {member: each for member, each in held.items() if _NPI in each}
    for membership in Membership.objects.filter(pk__in=named):
        npi, license_ = named[membership.pk][_NPI].number, named[membership.pk].get(_LICENSE)
        providers[membership.pk] = Provider(
            name=names.person_of(membership.name), npi=npi, taxonomy=taxonomies.get(membership.pk, "")
        )
        if license_:
            ends = license_.withdrawn_on or license_.expires_on
            licenses[npi] = Clinician(license=license_.title, span=Span(license_.issued_on, ends))
    return Provided(providers, licenses)


def _rendering(lines: dict[UUID, ChargeLine], provided: Provided) -> dict[UUID, Provider]:
    """Return who renders a single session: who signed its note, if they have NPI and taxonomy. One query.

    A day of the program is nobody's alone: the organization bills it.
    """
    named = {member: each for member, each in provided.providers.items() if each.taxonomy}
    single = [key for key, line in lines.items() if line.unit != ServiceUnit.DAY]
    authors: dict[UUID, set[UUID]] = defaultdict(set)
    rests = ChargeSource.objects.filter(line__in=single, note__isnull=False).values_list("line", "note__author")
    for line_id, author_id in rests:
        authors[line_id].add(author_id)
    return {
        line_id: named[next(iter(each))]
        for line_id, each in authors.items()
        if len(each) == 1 and next(iter(each)) in named
    }
