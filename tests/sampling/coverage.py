"""Sample coverage: a payer, Ana's policy, and what stands on her card."""

from datetime import date

from django.utils import timezone

from stepwell.coverage.models import BenefitCheck, Payer, Policy
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Write down a policy of Ana, whose mother holds it, and a check from the card."""
    admissions = clinic["admissions"]
    owned = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(admissions.scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial")
        policy = Policy.objects.create(
            **about, payer=payer, plan_type="ppo", member_id="W123", member_id_index=b"m" * 16, rank=1,
            from_on=date(2026, 1, 1), holder="other", holder_name="Rosa López", holder_relation="mother",
        )  # fmt: skip
        BenefitCheck.objects.create(
            **about, policy=policy, made_at=timezone.now(), checked_by=admissions.membership, way="card", copay=40,
            copay_unit="visit",
        )  # fmt: skip
