"""Certificates are shown to whoever plans and to whoever looks over it, and nobody changes them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.platform.walls.scope import acting
from stepwell.weekplans.models import Mending, ProposalResult
from tests import samples
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(clinic: Clinic) -> dict[str, str]:
    """The address of each certificate."""
    samples.fill(clinic)
    with acting(clinic.system()):
        return {
            "proposed": reverse("weekplans:certificate", args=[ProposalResult.objects.get().proposal_id]),
            "mended": reverse("weekplans:mended_certificate", args=[Mending.objects.get().pk]),
        }


def test_who_plans_and_who_reviews_sees_them_and_nobody_else(
    clinic: Clinic, kept: dict[str, str], sign_in: SignIn
) -> None:
    for who in ("director", "auditor"):
        web = sign_in(clinic[who])
        listed = web.get(reverse("weekplans:certificates")).text
        assert all(address in listed for address in kept.values())
        with CaptureQueriesContext(connection) as asked:
            page = web.get(kept["proposed"]).text
        assert len(asked) <= 12
        assert ["Hours ordered" in page, "has 0 of 540 minutes" in page] == [True, True]
        assert ("To the week" in page) is (who == "director")
        assert web.get(kept["mended"]).status_code == 200
    for who, status in (("facilitator", 404), ("biller", 404), ("director south", 404), ("administrator", 403)):
        assert [sign_in(clinic[who]).get(one).status_code for one in kept.values()] == [status] * 2


def test_a_hash_that_does_not_fit_is_said(clinic: Clinic, kept: dict[str, str], sign_in: SignIn) -> None:
    assert "do not have this hash" in sign_in(clinic["director"]).get(kept["mended"]).text


@pytest.mark.parametrize("table", ["weekplans_proposalresult", "weekplans_mending"])
@pytest.mark.parametrize("change", ["UPDATE {} SET certificate = '{{}}'", "DELETE FROM {}"])
@pytest.mark.usefixtures("kept")
def test_nobody_changes_a_certificate(clinic: Clinic, table: str, change: str) -> None:
    for scope in (clinic["director"].scope, clinic.system()):
        with (
            acting(scope),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format(table))
