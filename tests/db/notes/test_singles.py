"""Notes of one client, what follows a signature, and counseling notes that nobody else reads."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.notes.actions import counseling, following, singles
from stepwell.notes.actions.drafting import Written
from stepwell.notes.actions.singles import When
from stepwell.notes.models import Addendum, CoSignature, CounselingNote, Note, NoteReturn, NoteWords
from stepwell.notes.queries import single
from stepwell.notes.rules.writing import Part
from stepwell.notes.vocabulary import NoteKind, Risk, Stage, Way
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from tests.db.notes.conftest import MARK, Ground
from tests.db.treatmentplans.conftest import license_

pytestmark = pytest.mark.django_db
CALL = Part(words="Called; she is well and comes tomorrow.", risk=Risk.NONE)


def codes(refused: Any) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def call(ground: Ground, *, by: str = "clinician", kind: NoteKind = NoteKind.CONTACT, name: str = "ana") -> Note:
    now = timezone.now()
    when = When(now - timedelta(minutes=20), now - timedelta(minutes=5), Way.AUDIO)
    with acting(ground.clinic[by].scope):
        return singles.save_note_draft(
            actor=ground.who(by), at=now, client_id=ground.client(name), kind=kind, written=Written(CALL), when=when
        )


def sign(ground: Ground, note: Note, *, by: str = "clinician") -> None:
    with acting(ground.clinic[by].scope):
        singles.sign_note(actor=ground.who(by), at=timezone.now(), note_id=note.pk, mark=MARK)


def unlicensed(ground: Ground) -> Note:
    """Sign the group note of Ana as the facilitator, who has no license."""
    ground.save_both()
    ground.sign()
    return ground.note("ana")


@pytest.mark.parametrize("kind", ["individual", "family"])
def test_a_session_is_written_and_signed_under_a_license(ground: Ground, kind: str) -> None:
    note = ground.individual(kind=kind)
    sign(ground, note)

    with acting(ground.clinic["clinician"].scope):
        signed = single.notes().get(pk=note.pk)
        assert (signed.minutes, signed.credential) == (50, "LPC, OH E.1")
        assert single.stage_of(signed) is Stage.SIGNED
        assert "50 minutes, in person" in (signed.said.text or "")
    with acting(ground.clinic["facilitator"].scope):
        assert not NoteWords.objects.filter(pk=note.pk).exists()
        assert not Note.objects.filter(pk=note.pk).exists()
    with acting(ground.clinic["biller"].scope):
        assert Note.objects.filter(pk=note.pk).exists()
        assert not NoteWords.objects.exists()


def test_what_is_missing_is_named(ground: Ground) -> None:
    note = ground.individual(part=Part(words="She came."))

    with pytest.raises(Refused) as refused:
        sign(ground, note)
    assert codes(refused) == ["NOTE-002", "NOTE-006", "NOTE-008"]


def test_a_draft_is_one_for_a_session_and_carries_its_version(ground: Ground) -> None:
    note = ground.individual()
    changed = replace(ground.part("ana"), words="Another look at it.")

    with acting(ground.clinic["clinician"].scope):
        about: dict[str, Any] = {
            "actor": ground.who("clinician"), "at": timezone.now(), "client_id": ground.client("ana"),
            "kind": NoteKind.INDIVIDUAL, "session_id": note.session_id,
        }  # fmt: skip
        with pytest.raises(Refused) as refused:
            singles.save_note_draft(**about, written=Written(changed))
        singles.save_note_draft(**about, written=Written(changed, 1))
    assert codes(refused) == ["EDIT-001"]


def test_each_kind_asks_for_its_own_session(ground: Ground) -> None:
    now = timezone.now()
    with acting(ground.clinic["clinician"].scope):
        about: dict[str, Any] = {
            "actor": ground.who("clinician"), "at": now, "client_id": ground.client("ana"), "written": Written(CALL),
        }  # fmt: skip
        for kind, session, when, code in (
            (NoteKind.INDIVIDUAL, ground.session, None, "NOTE-028"),
            (NoteKind.FAMILY, None, None, "NOTE-027"),
            (NoteKind.CONTACT, None, None, "NOTE-029"),
            (NoteKind.CONTACT, None, When(now, now + timedelta(hours=1), Way.AUDIO), "NOTE-020"),
            (NoteKind.CASE, ground.client("bo"), None, "NOTE-012"),
        ):
            with pytest.raises(Refused) as refused:
                singles.save_note_draft(**about, kind=kind, session_id=session, when=when)
            assert codes(refused) == [code]


def test_case_notes_are_their_authors_and_the_charts(ground: Ground) -> None:
    note = call(ground, by="case_manager", kind=NoteKind.CASE)
    sign(ground, note, by="case_manager")

    with acting(ground.clinic["clinician"].scope):
        assert NoteWords.objects.get(pk=note.pk).words == CALL.words
    other = call(ground, by="clinician", kind=NoteKind.CASE)
    with acting(ground.clinic["case_manager"].scope):
        assert [row.pk for row in NoteWords.objects.all()] == [note.pk]
        assert not Note.objects.filter(pk=other.pk).exists()


def test_a_case_manager_writes_no_chart(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        call(ground, by="case_manager")
    assert codes(refused) == ["NOTE-030"]


def test_a_licensed_supervisor_cosigns_who_has_no_license(ground: Ground) -> None:
    note = unlicensed(ground)
    with acting(ground.clinic["supervisor"].scope):
        asked: dict[str, Any] = {"actor": ground.who("supervisor"), "at": timezone.now(), "note_id": note.pk}
        with pytest.raises(Refused) as refused:
            following.cosign_note(**asked, mark=MARK)
    license_(ground.clinic, ground.clinic["supervisor"])
    with acting(ground.clinic["supervisor"].scope):
        asked["at"] = timezone.now()
        following.cosign_note(**asked, mark=MARK)
        assert single.stage_of(single.notes().get(pk=note.pk)) is Stage.SIGNED
        with pytest.raises(Refused) as again:
            following.cosign_note(**asked, mark=MARK)

    assert codes(refused) == ["NOTE-034"]
    assert codes(again) == ["NOTE-035"]


def test_a_returned_note_comes_back_with_an_addendum_and_both_are_cosigned(ground: Ground) -> None:
    note = unlicensed(ground)
    license_(ground.clinic, ground.clinic["supervisor"])
    with acting(ground.clinic["supervisor"].scope):
        asked: dict[str, Any] = {"actor": ground.who("supervisor"), "note_id": note.pk}
        following.return_note(**asked, at=timezone.now(), words="Say how she left.")
        assert single.stage_of(single.notes().get(pk=note.pk)) is Stage.RETURNED
        with pytest.raises(Refused) as refused:
            following.cosign_note(**asked, at=timezone.now(), mark=MARK)
    with acting(ground.clinic["facilitator"].scope):
        assert NoteReturn.objects.get().words == "Say how she left."
        following.add_addendum(
            actor=ground.who("facilitator"), at=timezone.now(), note_id=note.pk, words="She left calm.", mark=MARK
        )
    with acting(ground.clinic["supervisor"].scope):
        text = following.text_to_cosign(single.notes().get(pk=note.pk))
        following.cosign_note(**asked, at=timezone.now(), mark=MARK)

    assert codes(refused) == ["NOTE-036"]
    assert "She left calm." in text


def test_nobody_cosigns_their_own_nor_what_a_license_stands_behind(ground: Ground) -> None:
    note = ground.individual()
    sign(ground, note)
    license_(ground.clinic, ground.clinic["supervisor"])

    with acting(ground.clinic["supervisor"].scope), pytest.raises(Refused) as refused:
        following.cosign_note(actor=ground.who("supervisor"), at=timezone.now(), note_id=note.pk, mark=MARK)
    assert codes(refused) == ["NOTE-035"]


@pytest.mark.parametrize("who", ["director", "auditor", "biller", "case_manager", "supervisor"])
def test_who_only_reads_adds_nothing_and_sets_nothing_aside(ground: Ground, who: str) -> None:
    note = unlicensed(ground)
    with acting(ground.clinic[who].scope):
        about: dict[str, Any] = {"actor": ground.who(who), "at": timezone.now(), "note_id": note.pk}
        for act in (
            lambda: following.add_addendum(**about, words="Something more to say.", mark=MARK),
            lambda: following.void_note(**about, reason="Because I can do so"),
        ):
            with pytest.raises(Refused):
                act()
    with acting(ground.clinic["clinician"].scope):
        assert not Addendum.objects.exists()
        assert ground.note("ana").voided_at is None


def test_the_database_cosigns_only_what_waits(ground: Ground) -> None:
    note = ground.individual()
    sign(ground, note)
    with (
        acting(ground.clinic["clinician"].scope),
        pytest.raises(IntegrityError, match="waits for one"),
        transaction.atomic(),
    ):
        CoSignature.objects.create(
            id=note.pk, organization=ground.clinic.organization, note=note, client_id=note.client_id,
            membership=ground.clinic["clinician"].membership, account=ground.clinic["clinician"].account,
            at=timezone.now(), credential="LPC", signature=Signature.objects.get(label="Individual note"),
        )  # fmt: skip


def test_counseling_notes_are_read_by_their_author_alone(ground: Ground) -> None:
    with acting(ground.clinic["clinician"].scope):
        about: dict[str, Any] = {"actor": ground.who("clinician"), "at": timezone.now()}
        made = counseling.write_counseling(
            **about, client_id=ground.client("ana"), day=timezone.now().date() - timedelta(days=1), words="My thoughts"
        )
    for who in ("prescriber", "supervisor", "director", "auditor", "case_manager", "biller", "privacy everywhere"):
        with acting(ground.clinic[who].scope):
            assert not CounselingNote.objects.exists(), who
    with acting(ground.clinic["clinician"].scope), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="only ever set aside"), transaction.atomic():
            cursor.execute("UPDATE notes_counselingnote SET day = day - 1")
        counseling.void_counseling(**about, counseling_id=made.pk, reason="Of another conversation")
        assert CounselingNote.objects.get().voided_at is not None


@pytest.mark.parametrize("who", ["prescriber", "facilitator", "case_manager", "supervisor"])
def test_only_clinicians_of_the_client_write_counseling_notes(ground: Ground, who: str) -> None:
    with acting(ground.clinic[who].scope), pytest.raises(Refused) as refused:
        counseling.write_counseling(
            actor=ground.who(who),
            at=timezone.now(),
            client_id=ground.client("ana"),
            day=timezone.now().date(),
            words="x",
        )
    assert codes(refused) == ["NOTE-040"]
