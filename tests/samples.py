"""A row of every walled table for each organization: without one, nobody can tell whether its wall stands."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from stepwell.clients.models import ContactMethod, EmergencyContact, RecordCounter
from stepwell.people.models import Credential, Program, Room
from stepwell.platform.documents.models import Document, DocumentWithdrawal
from stepwell.platform.drafts.models import KEY_LENGTH, Draft
from stepwell.platform.links.models import LinkEnd, OneTimeLink
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.signatures.models import Signature
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.trail.models import Seal, SealCheck
from stepwell.platform.trail.recording import record
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.privacy.models import EmergencyAccess, EmergencyReview
from tests.sampling import admissions as sampling_admissions
from tests.sampling import assessments as sampling_assessments
from tests.sampling import attendance as sampling_attendance
from tests.sampling import authorizations as sampling_authorizations
from tests.sampling import billing as sampling_billing
from tests.sampling import carryover as sampling_carryover
from tests.sampling import charges as sampling_charges
from tests.sampling import claims as sampling_claims
from tests.sampling import clients as sampling_clients
from tests.sampling import coverage as sampling_coverage
from tests.sampling import crisis as sampling_crisis
from tests.sampling import funding as sampling_funding
from tests.sampling import inquiries as sampling_inquiries
from tests.sampling import notes as sampling_notes
from tests.sampling import placement as sampling_placement
from tests.sampling import privacy as sampling_privacy
from tests.sampling import reminders as sampling_reminders
from tests.sampling import remittances as sampling_remittances
from tests.sampling import reviews as sampling_reviews
from tests.sampling import scheduling as sampling_scheduling
from tests.sampling import treatmentplans as sampling_treatmentplans
from tests.sampling import weekplans as sampling_weekplans
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
        made = {"number": 1, "epoch": 1, "last_transaction": "3", "last_event": 1, "leaves": b"", "digest": "0" * 64}
        Seal.objects.create(**owned, **made, made_at=timezone.now() - timedelta(days=1))
        SealCheck.objects.create(**owned, checked_at=timezone.now(), number=1)
    with acting(clinic["biller"].scope):
        Draft.objects.create(
            **owned, account=clinic["biller"].account, page="0" * 32, content={"note": "x"}, updated_at=timezone.now()
        )
        RecordCounter.objects.create(**owned, last=20_421)
    _fill_links(clinic)
    _fill_papers(clinic)
    for room in (
        sampling_clients,
        sampling_carryover,
        sampling_authorizations,
        sampling_placement,
        sampling_scheduling,
        sampling_weekplans,
        sampling_attendance,
        sampling_reminders,
        sampling_inquiries,
        sampling_coverage,
        sampling_crisis,
        sampling_assessments,
        sampling_privacy,
        sampling_treatmentplans,
        sampling_admissions,
        sampling_notes,
        sampling_reviews,
        sampling_billing,
        sampling_charges,
        sampling_funding,
        sampling_claims,
        sampling_remittances,
    ):
        room.fill(clinic)


def join_both(clinic: Clinic, other: Clinic) -> None:
    """Let the biller of one organization work for the other too, and leave a draft there."""
    biller = clinic["biller"].account
    owned = {"organization": other.organization}
    with acting(other["administrator everywhere"].scope):
        Membership.objects.create(
            **owned, account=biller, name=biller.name, email=biller.email, joined_at=timezone.now()
        )
    there = Scope(actor=biller.pk, organization=other.organization.pk, kind=Kind.STAFF, purpose="sample")
    with acting(there):
        typed = {"account": biller, "page": "1" * KEY_LENGTH, "updated_at": timezone.now()}
        Draft.objects.create(**owned, **typed, content={"note": "y"})


def visitor(clinic: Clinic) -> Scope:
    """The holder of the sample link, which opens the membership of somebody invited."""
    return Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{_token(clinic)}.", purpose="sample")


def late_visitor(clinic: Clinic) -> Scope:
    """The holder of a link that was revoked."""
    return Scope(
        organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{_token(clinic, 'ended')}.", purpose="sample"
    )


def _token(clinic: Clinic, state: str = "open") -> str:
    return digest(f"{state} sample of {clinic.organization.name}")


def _fill_links(clinic: Clinic) -> None:
    owned = {"organization": clinic.organization}
    link = {**owned, "purpose": "sample", "category": "configuration", "expires_at": timezone.now() + timedelta(days=1)}
    with acting(clinic["administrator everywhere"].scope):
        invited = Membership.objects.create(**owned, name="Ivy Invited", email="ivy@new.example")
        OneTimeLink.objects.create(**link, subject=invited.pk, token_hash=_token(clinic))
        ended = OneTimeLink.objects.create(**link, subject=invited.pk, token_hash=_token(clinic, "ended"))
        LinkEnd.objects.create(**owned, link=ended, kind="revoked")
    with acting(visitor(clinic)), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO links_linkattempt (id, organization_id, link_id, proof, browser)"
            " SELECT gen_random_uuid(), organization_id, link_id, 'wrong', 'x' FROM stepwell.visited()"
        )


def _fill_papers(clinic: Clinic) -> None:
    about = {"organization": clinic.organization, "client": clinic.clients["ana"], "category": "demographics"}
    admissions = clinic["admissions"]
    with acting(admissions.scope):
        document = Document.objects.create(
            **about, title="Card", media_type="application/pdf", size=3, sha256="0" * 64, content=b"pdf"
        )
        DocumentWithdrawal.objects.create(**about, document=document, reason="another person")
        Signature.objects.create(
            **about, label="Rules", digest="0" * 64, signer="Ana", account=admissions.account, way="typed", mark=b"Ana",
            signed_at=timezone.now(), seal="0" * 64,
        )  # fmt: skip
        message = OutboxMessage.objects.create(
            **about, template="link", recipient="ana@mail.example", link="x", made_by=admissions.account
        )
    with acting(clinic.system()):
        OutboxEvent.objects.create(organization=clinic.organization, message=message, kind="sent")
