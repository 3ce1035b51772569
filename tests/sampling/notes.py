"""Sample rows of notes: Ana's group note begun, a telephone contact signed, returned, added to and co-signed."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from stepwell.attendance.models import Attendance
from stepwell.notes.models import Addendum, CoSignature, CounselingNote, GroupPart, Note, NoteReturn, NoteWords
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person


def fill(clinic: Clinic) -> None:
    """Write Ana's notes."""
    now = timezone.now()
    clinician, supervisor = clinic["clinician"], clinic["supervisor"]
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    by = {"author": clinician.membership, "account": clinician.account, "drafted_at": now, "day": now.date()}
    with acting(clinician.scope):
        attendance = Attendance.objects.select_related("session").get()
        session = attendance.session
        GroupPart.objects.create(
            organization=clinic.organization, id=session.pk, session=session, site=session.site, topic="Sleep",
            intervention="Taught", present=1, written_at=now, written_by=clinician.membership,
        )  # fmt: skip
        draft = Note.objects.create(
            **about, **by, kind="group", category="sessions", session=session, attendance=attendance,
            starts_at=session.starts_at, ends_at=session.ends_at, minutes=165, way="video",
        )  # fmt: skip
        _words(clinic, clinician, draft, words="Spoke of her nights.")
        note = Note.objects.create(
            **about, **by, kind="contact", category="chart", starts_at=now - timedelta(hours=2),
            ends_at=now - timedelta(hours=1), minutes=60, way="audio",
        )  # fmt: skip
        _words(clinic, clinician, note, words="Called.", text="# Called")
        case = Note.objects.create(
            **about, **by, kind="case", category="case_notes", starts_at=now - timedelta(hours=2), ends_at=now,
            minutes=120, way="in_person",
        )  # fmt: skip
        _words(clinic, clinician, case, words="Went to the housing office.")
        signature = _signature(clinic, clinician)
        Note.objects.filter(pk=note.pk).update(signed_at=now - timedelta(minutes=30), signature=signature)
        CounselingNote.objects.create(
            **about, author=clinician.membership, account=clinician.account, day=now.date(), at=now, words="Thoughts"
        )
    with acting(supervisor.scope):
        beside = {**about, "note": note, "membership": supervisor.membership, "account": supervisor.account}
        NoteReturn.objects.create(**beside, at=now - timedelta(minutes=20), words="Say how long.")
    with acting(clinician.scope):
        Addendum.objects.create(
            **about, note=note, category="chart", membership=clinician.membership, account=clinician.account,
            at=now - timedelta(minutes=10), words="An hour.", signature=signature,
        )  # fmt: skip
    with acting(supervisor.scope):
        CoSignature.objects.create(
            **beside, id=note.pk, at=now, credential="LPC", signature=_signature(clinic, supervisor)
        )


def _words(clinic: Clinic, who: Person, note: Note, **said: str) -> None:
    NoteWords.objects.create(
        organization=clinic.organization, client=clinic.clients["ana"], id=note.pk, note=note, category=note.category,
        account=who.account, **said,
    )  # fmt: skip


def _signature(clinic: Clinic, who: Person) -> Signature:
    return Signature.objects.create(
        id=uuid4(), organization=clinic.organization, client=clinic.clients["ana"], category="chart", label="Note",
        digest="0" * 64, signer="Clinician", account=who.account, way="typed", mark=b"C", signed_at=timezone.now(),
        seal="0" * 64,
    )  # fmt: skip
