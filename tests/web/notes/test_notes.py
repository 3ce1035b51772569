"""Notes in the chart, in queues and on Today: who may, who may not, and what each sees."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.notes.actions import counseling
from stepwell.notes.models import CounselingNote, Note
from stepwell.notes.queries import exports, services
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.notes.conftest import WORDS, Ground, make_appointment, make_ground
from tests.db.treatmentplans.conftest import license_
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
SIGNED = {"signature_typed": "Casey Clinician"}
WHOLE = {"intervention": "Reviewed the week.", "words": "She slept better.", "risk": "none"}


@pytest.fixture
def ground(clinic: Clinic) -> Ground:
    return make_ground(clinic)


@pytest.fixture
def signed(ground: Ground) -> Note:
    ground.save_both()
    ground.sign()
    return ground.note("ana")


def of_ana(ground: Ground, name: str, *more: Any) -> str:
    return reverse(f"notes:{name}", args=[ground.client("ana"), *more])


def shown_digest(web: Any, url: str) -> str:
    value: str = web.get(url).context["form"]["shown"].value()
    return value


@pytest.mark.parametrize("kind", ["individual", "family"])
def test_a_session_is_written_read_and_signed(ground: Ground, sign_in: SignIn, kind: str) -> None:
    session = make_appointment(ground.clinic, ground.group, kind)
    ground.group.mark("ana", by="clinician", session=session)
    web = sign_in(ground.clinic["clinician"])
    first = web.get(of_ana(ground, "of_session", session.pk)).content.decode()
    sent: dict[str, Any] = {**WHOLE, "objective": str(ground.step), "progress": "3"}
    sent |= {"guests": ["partner"]} if kind == "family" else {}
    saved = web.post(of_ana(ground, "of_session", session.pk), sent)
    answer = web.post(saved["Location"], {**SIGNED, "shown": shown_digest(web, saved["Location"])})
    with acting(ground.clinic["clinician"].scope):
        note = Note.objects.select_related("said").get(kind=kind)

    assert "Will stay free of alcohol" in first
    assert "I want to stop" in first
    assert answer.status_code == 302
    assert note.signed_at
    assert ("There with them: partner." in (note.said.text or "")) == (kind == "family")
    assert web.get(of_ana(ground, "of_session", session.pk))["Location"] == of_ana(ground, "note", note.pk)


def test_an_unready_draft_is_kept_and_says_what_it_needs(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["clinician"])
    now = timezone.now().astimezone(ground.group.session.starts_at.tzinfo)
    yesterday = {"day": (now - timedelta(days=1)).date(), "starts": "10:00", "ends": "10:15", "way": "audio"}
    saved = web.post(of_ana(ground, "contact"), {**yesterday, "words": "Called."})
    shown = web.get(saved["Location"]).content.decode()
    backward = web.post(of_ana(ground, "contact"), {**yesterday, "ends": "09:00", "words": "Called."})

    assert "Say whether you saw any danger." in shown
    assert "Your full name" not in shown
    assert backward.status_code == 422
    assert "It ends before it begins." in backward.content.decode()


def test_the_absent_and_the_unmarked_are_refused_in_words(ground: Ground, sign_in: SignIn) -> None:
    session = make_appointment(ground.clinic, ground.group, "individual")
    answer = sign_in(ground.clinic["clinician"]).post(of_ana(ground, "of_session", session.pk), WHOLE)

    assert answer.status_code == 422
    assert "Attendance was not taken for them." in answer.content.decode()


def test_the_chart_lists_notes_to_who_reads_them(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    url = of_ana(ground, "client")

    for who in ("clinician", "supervisor", "director", "auditor"):
        page = sign_in(ground.clinic[who]).get(url).content.decode()
        assert WORDS["ana"] in page, who
    biller = sign_in(ground.clinic["biller"])
    assert WORDS["ana"] not in biller.get(url).content.decode()
    assert "Skills" in biller.get(url).content.decode()
    assert "not what it says" in biller.get(of_ana(ground, "note", signed.pk)).content.decode()
    assert biller.get(of_ana(ground, "json")).status_code == 403
    assert sign_in(ground.clinic["admissions"]).get(url).status_code == 403
    assert sign_in(ground.clinic["clinician south"]).get(url).status_code == 404


def test_a_facilitator_reads_group_notes_and_no_others(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    other = ground.individual(part=ground.part("ana", words="Told in confidence.", intervention="x"))
    web = sign_in(ground.clinic["facilitator"])
    shown = web.get(of_ana(ground, "client")).content.decode()

    assert WORDS["ana"] in shown
    assert "Told in confidence." not in shown
    assert web.get(of_ana(ground, "note", other.pk)).status_code == 404


def test_json_holds_all_that_is_read_and_is_recorded_as_an_export(
    ground: Ground, signed: Note, sign_in: SignIn
) -> None:
    with acting(ground.clinic["clinician"].scope):
        counseling.write_counseling(
            actor=ground.who("clinician"), at=timezone.now(), client_id=ground.client("ana"),
            day=timezone.now().date() - timedelta(days=1), words="Mine alone",
        )  # fmt: skip
    with acting(ground.clinic["auditor"].scope), CaptureQueriesContext(connection) as asked:
        exports.as_json(ground.client("ana"))
    many = sum("FROM" in query["sql"] and "notes_" in query["sql"] for query in asked)
    web = sign_in(ground.clinic["clinician"])
    web.post(of_ana(ground, "addendum", signed.pk), {**SIGNED, "words": "She left calm and rested."})
    answer = web.get(of_ana(ground, "json"))
    notes = json.loads(answer.content)["notes"]
    with acting(ground.clinic["privacy everywhere"].scope):
        assert AccessEvent.objects.filter(page="notes:json", way="export").count() == 1

    assert [note["id"] for note in notes] == [str(signed.pk)]
    assert notes[0]["words"] == WORDS["ana"]
    assert notes[0]["author"] == "Facilitator"
    assert [(added["by"], added["words"]) for added in notes[0]["addenda"]] == [
        ("Clinician", "She left calm and rested.")
    ]
    assert "Mine alone" not in answer.content.decode()
    assert many == 1


def test_the_queue_of_a_licensed_supervisor(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["supervisor"])
    before = web.get(reverse("notes:index")).content.decode()
    license_(ground.clinic, ground.clinic["supervisor"])
    url = of_ana(ground, "cosign", signed.pk)
    listed = web.get(reverse("notes:index")).content.decode()
    answer = web.post(url, {**SIGNED, "shown": shown_digest(web, url)})
    after = web.get(reverse("notes:index")).content.decode()

    assert "No license of yours is in force" in before
    assert url in listed
    assert answer["Location"] == reverse("notes:index")
    assert url not in after
    assert "Not to be co-signed by you" in web.get(url).content.decode()


def test_a_return_is_answered_with_an_addendum(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    license_(ground.clinic, ground.clinic["supervisor"])
    supervisor, author = sign_in(ground.clinic["supervisor"]), sign_in(ground.clinic["facilitator"])
    supervisor.post(of_ana(ground, "give_back", signed.pk), {"words": "Say how she left the group."})
    told = author.get(reverse("notes:index")).content.decode()
    note = author.get(of_ana(ground, "note", signed.pk)).content.decode()
    added = author.post(of_ana(ground, "addendum", signed.pk), {**SIGNED, "words": "She left calm and rested."})
    after = author.get(reverse("notes:index")).content.decode()

    assert "Returned to you" in told
    assert "Say how she left the group." in note
    assert added.status_code == 302
    assert "Returned to you" not in after
    assert "She left calm and rested." in supervisor.get(of_ana(ground, "cosign", signed.pk)).content.decode()


def test_a_voided_note_stays_struck_through_and_its_service_is_gone(
    ground: Ground, signed: Note, sign_in: SignIn
) -> None:
    day = signed.day
    with acting(ground.clinic["biller"].scope):
        assert [row.note_id for row in services.services(day, day, client_id=ground.client("ana"))] == [signed.pk]
    web = sign_in(ground.clinic["clinician"])
    short = web.post(of_ana(ground, "void", signed.pk), {"reason": "oops"})
    web.post(of_ana(ground, "void", signed.pk), {"reason": "Written for the wrong client"})
    shown = web.get(of_ana(ground, "client")).content.decode()

    assert short.status_code == 422
    assert "Written for the wrong client" in shown
    assert 'class="struck"' in shown
    with acting(ground.clinic["biller"].scope):
        assert services.services(day, day, client_id=ground.client("ana")) == []


def test_unsigned_notes_age_on_today(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    shown = web.get("/").content.decode()
    ground.save_both()
    ground.sign()

    assert "2 unsigned notes" in shown
    assert "unsigned-notes" not in web.get("/").content.decode()


def test_a_supervisor_sees_how_others_stand(ground: Ground, sign_in: SignIn) -> None:
    shown = sign_in(ground.clinic["supervisor"]).get(reverse("notes:index")).content.decode()

    assert "Not signed by others yet" in shown
    assert "Facilitator" in shown


def test_counseling_notes_have_a_page_of_their_own(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["clinician"])
    url = of_ana(ground, "counseling")
    web.post(url, {"day": timezone.now().date() - timedelta(days=1), "words": "What I make of it"})
    with acting(ground.clinic["clinician"].scope):
        row = CounselingNote.objects.get()
    voided = web.post(of_ana(ground, "counseling_void", row.pk), {"reason": "Of another conversation"})

    assert voided.status_code == 302
    assert "What I make of it" in web.get(url).content.decode()
    assert "What I make of it" not in web.get(of_ana(ground, "client")).content.decode()
    assert sign_in(ground.clinic["prescriber"]).get(url).status_code == 403
    assert "What I make of it" not in sign_in(ground.clinic["supervisor"]).get(url).content.decode()


def test_one_note_as_pdf(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["clinician"])
    answer = web.get(of_ana(ground, "pdf", signed.pk))

    assert answer.status_code in {200, 302}  # 302: this machine makes no PDF, and says so
    if answer.status_code == 200:
        assert answer.content.startswith(b"%PDF")


def test_the_list_asks_the_same_for_one_and_for_three(ground: Ground, signed: Note, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["clinician"])
    web.get(of_ana(ground, "client"))
    with CaptureQueriesContext(connection) as one:
        web.get(of_ana(ground, "client"))
    ground.individual()
    with CaptureQueriesContext(connection) as two:
        web.get(of_ana(ground, "client"))

    assert len(one) == len(two)
    assert len(two) <= 12, [query["sql"][:90] for query in two]
