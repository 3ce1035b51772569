"""Sample rows of notes: of Ana a group note begun, and a telephone contact signed, returned, added to and co-signed; of
Dee one that is signed, so that whoever led her session reaches her no more.
"""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.attendance.models import Attendance
from stepwell.notes.models import Addendum, CoSignature, CounselingNote, GroupPart, Note, NoteReturn, NoteWords
from stepwell.people.models import Program
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Seat, Session, SessionStaff
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
    _sign_for_dee(clinic)


def _sign_for_dee(clinic: Clinic) -> None:
    """Sign the note of an appointment of last week: it is neither near any more, nor is its note open."""
    owned, dee, by = {"organization": clinic.organization}, clinic.clients["dee"], clinic["prescriber"]
    starts = timezone.now() - timedelta(days=6)
    ends = starts + timedelta(minutes=50)
    when = {"starts_at": starts, "ends_at": ends, "day": starts.date()}
    with acting(clinic["director"].scope):
        program = Program.objects.get(name="Evening")
        here = {**owned, "site": clinic.north}
        session = Session.objects.create(
            **here, **when, program=program, kind="individual", title="Individual session", capacity=1
        )
        seated = {**here, "session": session, "slot": TimestamptzRange(starts, ends)}
        SessionStaff.objects.create(**seated, membership=clinic["facilitator"].membership, role="leader")
        Seat.objects.create(**seated, client=dee)
    with acting(by.scope):
        attendance = Attendance.objects.create(
            **owned, client=dee, session=session, status="present", mode="in_person", arrived_at=starts, left_at=ends,
            minutes=50, taken_at=ends, taken_by=by.membership,
        )  # fmt: skip
        note = Note.objects.create(
            **owned, **when, client=dee, kind="individual", category="chart", session=session, attendance=attendance,
            minutes=50, way="in_person", drafted_at=ends, author=by.membership, account=by.account,
        )  # fmt: skip
        _words(clinic, by, note, words="Came.", text="# Came")
        Note.objects.filter(pk=note.pk).update(
            signed_at=timezone.now(), credential="NP", signature=_signature(clinic, by, "dee")
        )


def _words(clinic: Clinic, who: Person, note: Note, **said: str) -> None:
    NoteWords.objects.create(
        organization=clinic.organization, client_id=note.client_id, id=note.pk, note=note, category=note.category,
        account=who.account, **said,
    )  # fmt: skip


def _signature(clinic: Clinic, who: Person, name: str = "ana") -> Signature:
    return Signature.objects.create(
        id=uuid4(), organization=clinic.organization, client=clinic.clients[name], category="chart", label="Note",
        digest="0" * 64, signer="Clinician", account=who.account, way="typed", mark=b"C", signed_at=timezone.now(),
        seal="0" * 64,
    )  # fmt: skip
