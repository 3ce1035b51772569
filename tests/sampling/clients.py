"""Sample rows of the course of care."""

from datetime import date

from stepwell.clients.models import Diagnosis, Episode, LevelOfCareStay, LivingSituation
from stepwell.people.models import Program
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

DAY = date(2026, 3, 2)


def fill(clinic: Clinic) -> None:
    """Admit Ana, say where she lives and what she is treated for."""
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    clinician = clinic["clinician"]
    program = Program.objects
    with acting(clinic["admissions"].scope):
        episode = Episode.objects.create(
            **owned, program=program.get(), opened_on=DAY, opened_by=clinic["admissions"].membership
        )
    with acting(clinician.scope):
        LevelOfCareStay.objects.create(
            **owned, episode=episode, program=program.get(), level="2.1", starts_on=DAY, reason="placed",
            decided_by=clinician.membership,
        )  # fmt: skip
        LivingSituation.objects.create(
            **owned, kind="own", safety="yes", use_at_home="no", from_on=DAY, asked_by=clinician.membership
        )
        Diagnosis.objects.create(
            **owned, code_id="F10.20", rank=1, from_on=DAY, diagnosed_by=clinician.membership, credential="LPC"
        )
