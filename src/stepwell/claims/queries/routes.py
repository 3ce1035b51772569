"""How claims reach a payer."""

from dataclasses import dataclass
from uuid import UUID

from stepwell.claims.models import Rendering, Route
from stepwell.claims.rules.writing import Ends
from stepwell.coverage.rules.contracts import Contract
from stepwell.people.models import Credential
from stepwell.platform.tenancy.models import Organization
from stepwell.x12.writing import parties
from stepwell.x12.writing.envelope import Mailbox
from stepwell.x12.writing.parties import Contact
from stepwell.x12.writing.set_837 import Receiver, Submitter


@dataclass(frozen=True)
class Routes:
    """The organization's routes: by payer, and None for all that have none of their own."""

    by_payer: dict[UUID | None, Route]

    def to(self, payer_id: UUID) -> Route | None:
        """Return the route to a payer, or None if nobody wrote one down."""
        return self.by_payer.get(payer_id) or self.by_payer.get(None)


def routes() -> Routes:
    """Return how claims go. One query."""
    return Routes({row.payer_id: row for row in Route.objects.select_related("payer", "attending")})


def numbered_clinicians() -> list[tuple[UUID, str, str, str]]:
    """Return who has an NPI: key, name, the NPI and their taxonomy, "" for none written down. Two queries."""
    taxonomies = dict(Rendering.objects.values_list("membership", "taxonomy"))
    rows = Credential.objects.filter(kind="npi", withdrawn_on=None).order_by("membership__name", "membership")
    found = {
        key: (key, name, number) for key, name, number in rows.values_list("membership", "membership__name", "number")
    }
    return [(*one, taxonomies.get(one[0], "")) for one in found.values()]


def ends_of(route: Route, contract: Contract, organization: Organization) -> Ends:
    """Return who sends and who gets a file; what a contract says about it comes first."""
    submitter_id, receiver_id = contract.submitter_id or route.submitter_id, contract.receiver_id or route.receiver_id
    sender = contract.submitter_qualifier if contract.submitter_id else route.submitter_qualifier
    receiver = contract.receiver_qualifier if contract.receiver_id else route.receiver_qualifier
    return Ends(
        sender=Mailbox(id=submitter_id, qualifier=sender, group_id=route.submitter_group_id),
        receiver=Mailbox(id=receiver_id, qualifier=receiver, group_id=route.receiver_group_id),
        submitter=Submitter(
            name=parties.Organization(organization.legal_name), id=submitter_id,
            contact=Contact(name=route.contact_name, phone=route.contact_phone, email=route.contact_email),
        ),
        received_by=Receiver(name=parties.Organization(route.receiver_name), id=receiver_id),
        production=route.production,
    )  # fmt: skip
