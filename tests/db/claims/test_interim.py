"""A facility bills an episode by the month where the payer wants it, and in their order."""

from datetime import timedelta

from stepwell.claims.actions.cutting import cut_claims
from stepwell.claims.models import Claim, ClaimVersion, Route
from stepwell.claims.rules.interim import end_of_month
from stepwell.claims.rules.packing import unpacked
from stepwell.clients.models import Episode
from stepwell.platform.walls.scope import acting
from stepwell.x12.writing.set_837i import InstitutionalClaim
from tests.db.claims.conftest import Claiming


def test_a_month_of_an_episode_is_one_bill_that_says_which_it_is(claiming: Claiming) -> None:
    day, biller = claiming.charging.day, claiming.clinic["biller"].scope
    with acting(biller):
        contract, service = claiming.charging.contract, claiming.charging.contract.services.get()
        contract.form, contract.type_of_bill = "837I", "89"
        contract.save(update_fields=["form", "type_of_bill"])
        service.revenue_code = "0906"
        service.save(update_fields=["revenue_code"])
        Route.objects.update(is_interim=True)
        episode = Episode.objects.get(client=claiming.clinic.clients["ana"])
    claiming.charging.charge()

    assert claiming.charging.reasons() == []
    assert claiming.do(cut_claims, through=end_of_month(day) - timedelta(days=1)).cut == 0
    assert claiming.do(cut_claims, through=end_of_month(day)).cut == 1

    with acting(biller):
        claim, version = Claim.objects.get(), ClaimVersion.objects.get()
        said = unpacked(version.said)
        assert isinstance(said, InstitutionalClaim)
        assert (claim.frequency, claim.get_frequency_display()) == ("2", "First bill of the episode")
        assert (said.frequency, said.status, said.admitted) == ("2", "30", episode.opened_on)
        assert (said.first, said.last) == (max(episode.opened_on, day.replace(day=1)), end_of_month(day))
