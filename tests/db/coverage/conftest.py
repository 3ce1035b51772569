"""A payer, a policy, and somebody who writes them down."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from stepwell.coverage.actions.payers import PayerFacts, add_payer
from stepwell.coverage.actions.policies import add_policy
from stepwell.coverage.models import Payer, Policy
from stepwell.coverage.rules.policies import Terms
from stepwell.coverage.vocabulary import PayerKind, PlanType
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Consent
from stepwell.privacy.rules.elements import statements_needed
from stepwell.privacy.vocabulary import Kind
from tests.sampling.privacy import signed_consent
from tests.worlds import Clinic

AT = timezone.now()
PPO = Terms(PlanType.PPO, 1, date(2026, 1, 1), member_id="W-123 45")


@pytest.fixture
def coordinator(clinic: Clinic) -> Iterator[Member]:
    """The admissions coordinator of the north site, whose scope is the current one."""
    scope = clinic["admissions"].scope
    with acting(scope):
        found = member_of(scope)
        assert found is not None
        yield found


@pytest.fixture
def payer(coordinator: Member) -> Payer:
    """An insurer."""
    return add_payer(actor=coordinator, at=AT, facts=PayerFacts("Buckeye Mutual", PayerKind.COMMERCIAL))


@pytest.fixture
def policy(clinic: Clinic, coordinator: Member, payer: Payer) -> Policy:
    """Ana's policy."""
    return add_policy(actor=coordinator, at=AT, client_id=clinic.clients["ana"].pk, payer_id=payer.pk, terms=PPO)


def may_ask(clinic: Clinic, name: str = "Buckeye Mutual", **changes: Any) -> Consent:
    """Return Ana's consent to ask a payer, signed three days ago; in the current scope."""
    terms: dict[str, Any] = {
        "kind": "contact_payer", "recipient_kind": "payer", "recipient": name, "purpose": "benefits",
        "categories": ["coverage", "identity", "presence"], "statements": sorted(statements_needed(Kind.CONTACT_PAYER)),
    }  # fmt: skip
    return signed_consent(clinic, "ana", **(terms | changes))
