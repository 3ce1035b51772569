"""A row of every walled table for each organization: without one, nobody can tell whether its wall stands."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from stepwell.clients.models import ContactMethod, EmergencyContact
from stepwell.people.models import Credential, Program, Room
from stepwell.platform.trail.models import Seal
from stepwell.platform.trail.recording import record
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import EmergencyAccess, EmergencyReview
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Add what `make_clinic` does not make."""
    owned = {"organization": clinic.organization}
    ana = clinic.clients["ana"]
    with acting(clinic["administrator everywhere"].scope):
        Program.objects.create(**owned, site=clinic.north, name="Evening", level="2.1", kind="addiction")
        Room.objects.create(**owned, site=clinic.north, name="Room 2", seats=12)
        Credential.objects.create(**owned, membership=clinic["clinician"].membership, kind="license", title="LPC")
    with acting(clinic["admissions"].scope):
        ContactMethod.objects.create(**owned, client=ana, kind="mobile", value="+19375550111", value_index=b"x" * 16)
        EmergencyContact.objects.create(**owned, client=ana, name="Sam López", relation="brother", phone="+19375550112")
    with acting(clinic["clinician"].scope):
        record(page="sample", way=Way.PAGE, request_id=uuid4(), roles="clinician", client_id=ana.pk)
        EmergencyAccess.objects.create(
            **owned, account=clinic["clinician"].account, client=clinic.clients["dee"], reason="did not answer"
        )
    with acting(clinic["privacy everywhere"].scope):
        access = EmergencyAccess.objects.get()
        EmergencyReview.objects.create(
            **owned, access=access, account=clinic["privacy everywhere"].account, justified=True
        )
    with acting(clinic.system()):
        Seal.objects.create(**owned, number=1, last_transaction="3", count=1, digest="0" * 64, made_at=timezone.now() - timedelta(days=1))
