"""Ana's day of yesterday, charged, with everything that its claim needs; and who acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from stepwell.claims.actions.cutting import Counts, cut_claims
from stepwell.claims.models import Claim, ClientOnFile, Route
from stepwell.platform.walls.scope import acting
from tests.db.billing.charging import Charging, make_charging
from tests.db.treatmentplans.conftest import member
from tests.worlds import Clinic


@dataclass
class Claiming:
    """The clinic with a charged day that waits for its claim."""

    clinic: Clinic
    charging: Charging

    def do(self, action: Callable[..., Any], *, by: str = "biller", at: datetime | None = None, **facts: Any) -> Any:
        """Call an action as somebody."""
        with acting(self.clinic[by].scope):
            return action(actor=member(self.clinic[by]), at=at or timezone.now(), **facts)

    def cut(self, *, by: str = "biller") -> Counts:
        """Cut what is charged through yesterday."""
        counts: Counts = self.do(cut_claims, by=by, through=self.charging.day)
        return counts

    def charge_anew(self) -> None:
        """Have the contract's price changed, so that the charge of the day ends and another takes its place."""
        with acting(self.clinic["biller"].scope):
            service = self.charging.contract.services.get()
            service.charge += 1
            service.save(update_fields=["charge"])
        self.charging.charge()

    def claims(self) -> list[Claim]:
        with acting(self.clinic["biller"].scope):
            return list(Claim.objects.order_by("number"))

    def codes(self, claim: Claim) -> list[str]:
        return [one["code"] for one in claim.findings if one["gravity"] == "error"]


def make_claiming(clinic: Clinic) -> Claiming:
    """Return the clinic with everything in place, as far as charging Ana's day."""
    charging = make_charging(clinic)
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(clinic["administrator everywhere"].scope):
        clinic.organization.postal_code = "45501-1234"
        clinic.organization.save(update_fields=["postal_code"])
        clinic.north.postal_code = "45501-1234"
        clinic.north.save(update_fields=["postal_code"])
    with acting(clinic["admissions"].scope):
        charging.payer.payer_id = "BUCK1"
        charging.payer.save(update_fields=["payer_id"])
    with acting(clinic["biller"].scope):
        Route.objects.create(
            **owned, receiver_name="Ohio Clearing", receiver_id="OHCLEAR", submitter_id="RIVER01",
            contact_name="Billing", contact_phone="9375550100",
        )  # fmt: skip
        ClientOnFile.objects.create(
            **owned, client=clinic.clients["ana"], sex="F", street="1 River Rd", city="Springfield", state="OH",
            postal_code="45501",
        )  # fmt: skip
    charging.charge()
    return Claiming(clinic, charging)


@pytest.fixture
def claiming(clinic: Clinic) -> Claiming:
    return make_claiming(clinic)
