"""The group note on its page: saved part by part, read once more, signed in one go; nothing typed is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.crisis.models import CrisisEvent
from stepwell.notes.models import GroupPart, Note
from stepwell.platform.walls.scope import acting
from tests.db.attendance.conftest import make_session
from tests.db.notes.conftest import ABSENT, WORDS, Ground, make_ground
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
READY = {"participation": "some", "response": ["example", "feedback"], "risk": "none"}
SHARED = {"topic": "Triggers", "intervention": "Led members through a chain."}


@pytest.fixture
def ground(clinic: Clinic) -> Ground:
    return make_ground(clinic)


def page(ground: Ground, name: str = "group") -> str:
    return reverse(f"notes:{name}", args=[ground.session])


def typed(ground: Ground, **parts: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{ground.client(name).hex}-{field}": value for name, fields in parts.items() for field, value in fields.items()
    }


def whole(ground: Ground) -> dict[str, Any]:
    ana = {**READY, "objective": str(ground.step), "progress": "2", "words": WORDS["ana"]}
    return {**SHARED, **typed(ground, ana=ana, bo={**READY, "words": WORDS["bo"]})}


def signature(web: Client, ground: Ground) -> dict[str, str]:
    """Return what the page for signing sends: what it showed, and a typed name."""
    form = web.get(page(ground, "group_sign")).context["form"]
    hidden = {f"{key.hex}-shown": digest for key, digest in form.digests.items()}
    return {**hidden, **{f"{key.hex}-sign": "on" for key in form.digests}, "signature_typed": "Fay Facilitator"}


def test_two_notes_from_the_roster_to_the_signature(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])

    saved = web.post(page(ground), {**whole(ground), "then": "sign"})
    shown = web.get(page(ground, "group_sign")).content.decode()
    signed = web.post(page(ground, "group_sign"), signature(web, ground))

    assert saved["Location"] == page(ground, "group_sign")
    assert "Named payday as her trigger" in shown
    assert "You hold no license in force" in shown
    assert signed.status_code == 302
    assert ground.note("ana").signed_at
    assert ground.note("bo", by="prescriber").signed_at
    assert "Signed by" in web.get(page(ground)).content.decode()


def test_the_roster_leads_to_the_note_once_somebody_was_there(ground: Ground, sign_in: SignIn) -> None:
    roster = reverse("attendance:roster", args=[ground.session])

    assert page(ground) in sign_in(ground.clinic["facilitator"]).get(roster).content.decode()
    assert page(ground) not in sign_in(ground.clinic["supervisor"]).get(roster).content.decode()


def test_what_is_missing_is_said_at_each_part_and_nothing_is_lost(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    web.post(page(ground), {**SHARED, **typed(ground, ana={"words": "She spoke."})})

    shown = web.get(page(ground)).content.decode()
    ready = web.get(page(ground, "group_sign")).content.decode()

    assert "Choose how they took part." in shown
    assert "She spoke." in shown
    assert "Not begun" in shown
    assert "Not ready: these stay drafts" in ready
    assert "Your signature" not in ready


def test_a_step_that_the_page_chose_begins_no_part(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    web.post(page(ground), {**SHARED, **typed(ground, ana={"objective": str(ground.step)})})

    with acting(ground.clinic["prescriber"].scope):
        assert not Note.objects.exists()
        assert GroupPart.objects.exists()


def test_the_shared_part_that_names_somebody_is_refused_and_the_rest_saved(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    answer = web.post(page(ground), {**whole(ground), "intervention": "Ana led the exercise."})
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "it names a client" in shown
    assert "It names “Ana”." in shown
    assert "Ana led the exercise." in shown
    assert ground.note("ana").said.words == WORDS["ana"]


def test_who_was_slower_keeps_what_they_typed_and_sees_what_is_there(ground: Ground, sign_in: SignIn) -> None:
    ground.save_both()
    web = sign_in(ground.clinic["facilitator"])
    late = web.post(page(ground), {**whole(ground), **typed(ground, bo={"words": "Another sentence of his."})})
    shown = late.content.decode()

    assert late.status_code == 422
    assert "Somebody changed this while you were writing" in shown
    assert "Another sentence of his." in shown
    assert f"Now there: {WORDS['bo']}" in shown


def test_a_high_risk_opens_a_crisis_from_the_note(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    danger = {"risk": "high", "risk_words": "Said he has a plan.", "opens_crisis": "on", "words": WORDS["bo"]}
    web.post(page(ground), {**SHARED, **typed(ground, bo=danger)})

    with acting(ground.clinic["prescriber"].scope):
        assert CrisisEvent.objects.get().client_id == ground.client("bo")


def test_the_absent_are_named_and_have_no_part(ground: Ground, sign_in: SignIn) -> None:
    ground.group.mark("bo", ABSENT, by="prescriber", version=1, why="was not there after all")
    web = sign_in(ground.clinic["facilitator"])
    shown = web.get(page(ground)).content.decode()
    web.post(page(ground), whole(ground))

    assert "Absent, so without a note: Bo O." in shown
    with acting(ground.clinic["prescriber"].scope):
        assert [note.client_id for note in Note.objects.all()] == [ground.client("ana")]


def test_only_ticked_notes_are_signed_and_none_without_a_signature(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    web.post(page(ground), whole(ground))
    sent = signature(web, ground)
    del sent[f"{ground.client('bo').hex}-sign"]

    unsigned = web.post(page(ground, "group_sign"), {**sent, "signature_typed": ""})
    web.post(page(ground, "group_sign"), sent)

    assert unsigned.status_code == 422
    assert "Sign here, or type your full name." in unsigned.content.decode()
    assert ground.note("ana").signed_at
    assert ground.note("bo", by="prescriber").signed_at is None


def test_what_changed_after_it_was_shown_is_not_signed(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["facilitator"])
    web.post(page(ground), whole(ground))
    sent = signature(web, ground)
    row = {"version": "1", "words": "Changed by a colleague meanwhile."}
    ana = {**READY, "objective": str(ground.step), "progress": "2", **row}
    sign_in(ground.clinic["clinician"]).post(page(ground), {**SHARED, "version": "1", **typed(ground, ana=ana)})
    answer = web.post(page(ground, "group_sign"), sent)

    assert answer.status_code == 422
    assert "changed while you were reading" in answer.content.decode()
    assert ground.note("ana").signed_at is None


@pytest.mark.parametrize(
    ("who", "status"), [("biller", 403), ("case_manager", 403), ("auditor", 403), ("supervisor", 403)]
)
def test_who_writes_no_session_notes_opens_no_sheet(ground: Ground, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(ground.clinic[who]).get(page(ground)).status_code == status


def test_a_stranger_finds_no_session(ground: Ground, other: Clinic, sign_in: SignIn) -> None:
    assert sign_in(other["clinician"]).get(page(ground)).status_code == 404


def test_somebody_elses_leader_sees_nobody(ground: Ground, sign_in: SignIn) -> None:
    shown = sign_in(ground.clinic["facilitator south"]).get(page(ground)).content.decode()

    assert "Nobody to write about" in shown
    assert "O'Neill" not in shown


@pytest.mark.parametrize("text", ["x" * 10_001, "<script>alert(1)</script>", "\x00", "é" * 3999])
def test_odd_and_long_input_has_an_answer(ground: Ground, sign_in: SignIn, text: str) -> None:
    web = sign_in(ground.clinic["facilitator"])
    answer = web.post(page(ground), {**SHARED, **typed(ground, ana={"words": text, "progress": "9"})})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


def test_the_page_asks_the_same_for_one_and_for_many(ground: Ground, sign_in: SignIn) -> None:
    web = sign_in(ground.clinic["prescriber"])
    web.get(page(ground))
    with CaptureQueriesContext(
        connection,
    ) as two:
        web.get(page(ground))
    lone = make_session(ground.clinic, ground.group.series, ground.group.after(-60 * 24))
    ground.group.mark("ana", by="clinician", session=lone)
    with CaptureQueriesContext(connection) as one:
        web.get(reverse("notes:group", args=[lone.pk]))

    assert len(one) == len(two)
    assert len(two) <= MOST_QUERIES, [query["sql"][:90] for query in two]
