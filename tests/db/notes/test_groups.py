"""The group note: part by part, nothing lost; ready parts are signed, the others named; and what is signed stands."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.attendance.models import Attendance
from stepwell.crisis.models import CrisisEvent
from stepwell.kernel.findings import Refused
from stepwell.notes.actions import following, groups
from stepwell.notes.actions.drafting import Written
from stepwell.notes.models import GroupPart, Note, NoteWords
from stepwell.notes.rules.writing import Shared
from stepwell.notes.vocabulary import Risk
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.queries import verify
from stepwell.platform.walls.scope import acting
from stepwell.treatmentplans.models import ObjectiveEntry
from tests.db.notes.conftest import ABSENT, SHARED, Ground, make_ground
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def codes(refused: Any) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_all_ready_parts_are_signed_at_once_over_their_very_text(ground: Ground) -> None:
    saved = ground.save_both()
    done = ground.sign()

    assert saved.written == {None, ground.client("ana"), ground.client("bo")}
    assert set(done.signed) == {ground.client("ana"), ground.client("bo")}
    note = ground.note("ana")
    assert note.signature_id
    assert note.attendance_id
    with acting(ground.clinic["clinician"].scope):
        signature = Signature.objects.get(pk=note.signature_id)
        text = note.said.text or ""
        assert verify(signature, text.encode()) == []
        assert "2 people were in the group." in text
        assert "Topic: Triggers" in text
        assert "Ana López" in text
        assert "O'Neill" not in text
        entry = ObjectiveEntry.objects.get()
        assert (entry.progress, entry.words, entry.seen_on) == (2, "", ground.group.session.day)
        assert Attendance.objects.get(pk=note.attendance_id).signed_at == note.signed_at
    assert note.account_id == ground.clinic["facilitator"].account.pk


def test_parts_that_are_not_ready_are_named_and_stay_drafts(ground: Ground) -> None:
    ground.save(ana=Written(ground.part("ana")), bo=Written(replace(ground.part("bo"), risk=None)))
    done = ground.sign()

    assert done.signed == (ground.client("ana"),)
    assert [finding.code for finding in done.left[ground.client("bo")]] == ["NOTE-008"]
    assert ground.note("bo", by="prescriber").signed_at is None


def test_each_part_is_its_own_when_two_write_at_once(ground: Ground) -> None:
    ground.save_both()
    late = ground.save(
        by="prescriber",
        shared=Shared("Sleep", "Taught"),
        ana=Written(ground.part("ana", words="Another version of her words."), 1),
        bo=Written(ground.part("bo", words="Something else entirely here.")),
    )

    assert late.written == {ground.client("ana")}
    assert {key: [finding.code for finding in found] for key, found in late.refused.items()} == {
        ground.client("bo"): ["EDIT-001"],
        None: ["EDIT-001"],
    }
    assert ground.note("ana").said.words == "Another version of her words."


def test_saving_the_same_again_changes_nothing(ground: Ground) -> None:
    ground.save_both()
    again = ground.save_both()

    assert again.written == frozenset()
    assert again.refused == {}


def test_the_absent_have_no_note(ground: Ground) -> None:
    ground.save(shared=None, bo=Written(ground.part("bo")))
    taken = ground.note("bo", by="prescriber").attendance
    assert taken
    ground.group.mark("bo", ABSENT, by="prescriber", version=taken.version, why="was not there after all")
    refused = ground.save(shared=None, bo=Written(ground.part("bo", words="Something new about the day."), 1)).refused

    assert [finding.code for finding in refused[ground.client("bo")]] == ["NOTE-011"]
    ground.save(ana=Written(ground.part("ana")))
    assert ground.sign().signed == (ground.client("ana"),)


def test_the_shared_part_names_nobody_and_the_parts_are_saved_all_the_same(ground: Ground) -> None:
    saved = ground.save(shared=Shared("Triggers", "O’Neill led the exercise."), ana=Written(ground.part("ana")))

    assert [finding.code for finding in saved.refused[None]] == ["NOTE-015"]
    assert saved.written == {ground.client("ana")}
    with pytest.raises(Refused) as refused:
        ground.sign()
    assert codes(refused) == ["NOTE-001", "NOTE-002"]


def test_parts_that_read_alike_wait_for_a_word(ground: Ground) -> None:
    words = "Named three triggers and planned a way out of each."
    ground.save(ana=Written(ground.part("ana", words=words)), bo=Written(ground.part("bo", words=words)))
    with pytest.raises(Refused) as refused:
        ground.sign()
    ground.save(shared=None, bo=Written(ground.part("bo", words=words, is_meant=True), 1))

    assert codes(refused) == ["NOTE-022"]
    assert ground.sign().signed == (ground.client("bo"),)


def test_a_high_risk_opens_a_crisis_once(ground: Ground) -> None:
    high = ground.part("ana", risk=Risk.HIGH, risk_words="Said that he has a plan.")
    ground.save(ana=Written(high, opens_crisis=True))
    ground.save(shared=None, ana=Written(replace(high, plan="Stays with us."), 1, opens_crisis=True))

    with acting(ground.clinic["clinician"].scope):
        assert CrisisEvent.objects.count() == 1
    assert ground.sign().signed == (ground.client("ana"),)


def test_nothing_is_signed_before_the_session_is_over(clinic: Clinic) -> None:
    ground = make_ground(clinic, days_ago=0)
    ground.save_both()

    with pytest.raises(Refused) as refused:
        ground.sign()
    assert codes(refused) == ["NOTE-017"]


def test_only_what_was_shown_is_signed_and_only_if_it_did_not_change(ground: Ground) -> None:
    ground.save_both()

    with pytest.raises(Refused) as refused:
        ground.sign(shown={ground.client("ana"): "0" * 64})
    assert codes(refused) == ["NOTE-023"]
    with acting(ground.clinic["clinician"].scope):
        assert not Note.objects.filter(signed_at__isnull=False).exists()


@pytest.mark.parametrize("who", ["biller", "case_manager", "facilitator south", "admissions", "supervisor", "auditor"])
def test_who_neither_leads_nor_cares_writes_nothing(ground: Ground, who: str) -> None:
    saved = ground.save(by=who, ana=Written(ground.part("ana")))

    assert saved.written == frozenset()
    with acting(ground.clinic["prescriber"].scope):
        assert not Note.objects.exists()
        assert not GroupPart.objects.exists()


def test_who_leads_reaches_whoever_has_no_signed_note_for_two_weeks(clinic: Clinic) -> None:
    ground = make_ground(clinic, days_ago=8)  # Ana is cared for by the facilitator anyhow; Bo is on the roster only
    bo = ground.client("bo")

    assert bo in ground.save_both().written
    assert ground.sign(only=[bo]).signed == (bo,)
    with acting(clinic["facilitator"].scope):
        assert bo not in NoteWords.objects.values_list("client", flat=True)


def test_nobody_is_reached_by_an_open_note_after_two_weeks(clinic: Clinic) -> None:
    ground = make_ground(clinic, days_ago=15)

    assert ground.client("bo") not in ground.save_both().written


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes_note SET minutes = 1 WHERE id = %s",
        "UPDATE notes_note SET signed_at = NULL, signature_id = NULL WHERE id = %s",
        "UPDATE notes_note SET voided_at = now(), voided_by_id = author_id, void_reason = 'x', minutes = 1",
        "UPDATE notes_notewords SET risk = 'none', progress = 4 WHERE id = %s",
        "UPDATE notes_notewords SET text = NULL WHERE id = %s",
    ],
)
def test_the_database_changes_no_signed_note(ground: Ground, statement: str) -> None:
    ground.save_both()
    ground.sign()
    note = ground.note("ana")

    with (
        acting(ground.clinic["clinician"].scope),
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("%s", f"'{note.pk}'"))


def test_the_database_keeps_the_shared_part_and_every_row(ground: Ground) -> None:
    ground.save_both()
    ground.sign()

    with acting(ground.clinic["prescriber"].scope), connection.cursor() as cursor:
        for statement in (
            "UPDATE notes_grouppart SET present = 9",
            "DELETE FROM notes_note",
            "DELETE FROM notes_notewords",
            "DELETE FROM notes_grouppart",
        ):
            with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
                cursor.execute(statement)


def test_the_database_refuses_a_note_of_the_absent_a_second_note_and_one_signed_from_nothing(ground: Ground) -> None:
    ground.save(shared=None, ana=Written(ground.part("ana")))
    first = ground.note("ana")
    copied = (
        "INSERT INTO notes_note (id, organization_id, client_id, kind, category, session_id, attendance_id, day,"
        " starts_at, ends_at, minutes, way, drafted_at, author_id, account_id, credential, version, void_reason)"
        " SELECT gen_random_uuid(), organization_id, client_id, kind, category, session_id, attendance_id, day,"
        " starts_at, ends_at, minutes, way, drafted_at, author_id, account_id, '', 1, '' FROM notes_note"
    )
    with acting(ground.clinic["clinician"].scope), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="note_once"), transaction.atomic():
            cursor.execute(copied)
        with pytest.raises(IntegrityError, match="with its text"), transaction.atomic():
            Note.objects.filter(pk=first.pk).update(
                signed_at=timezone.now(),
                signature=Signature.objects.create(
                    organization=ground.clinic.organization, client_id=first.client_id, category="sessions", label="x",
                    digest="0" * 64, signer="x", account=ground.clinic["clinician"].account, way="typed", mark=b"x",
                    signed_at=timezone.now(), seal="0" * 64,
                ),
            )  # fmt: skip
    taken = first.attendance
    assert taken
    ground.group.mark("ana", ABSENT, by="clinician", version=taken.version, why="was not there after all")
    with acting(ground.clinic["clinician"].scope), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notes_note SET voided_at = now(), voided_by_id = author_id, void_reason = 'absent' WHERE id = %s",
            [first.pk],
        )
        with pytest.raises(IntegrityError, match="not there"), transaction.atomic():
            cursor.execute(copied + " WHERE id = %s", [first.pk])


def test_a_note_of_the_wrong_client_is_set_aside_with_its_rating_and_written_anew(ground: Ground) -> None:
    ground.save_both()
    ground.sign()
    note = ground.note("ana")

    with acting(ground.clinic["clinician"].scope):
        following.void_note(
            actor=ground.who("clinician"), at=timezone.now(), note_id=note.pk, reason="Written for the wrong client"
        )
        assert ObjectiveEntry.objects.get().voided_at is not None
        assert NoteWords.objects.get(pk=note.pk).text
    again = ground.save(shared=None, by="clinician", ana=Written(ground.part("ana")))
    assert again.written == {ground.client("ana")}


def test_attendance_under_a_signed_note_changes_with_a_reason_only(ground: Ground) -> None:
    ground.save_both()
    ground.sign()
    taken = ground.note("ana").attendance
    assert taken

    with pytest.raises(Refused) as refused:
        ground.group.mark("ana", ABSENT, by="clinician", version=taken.version)
    assert codes(refused) == ["ATT-017"]


def test_no_such_group(ground: Ground) -> None:
    with acting(ground.clinic["facilitator"].scope), pytest.raises(Refused) as refused:
        groups.save_group_draft(
            actor=ground.who("facilitator"), at=timezone.now(), session_id=ground.client("ana"), shared=SHARED, parts={}
        )
    assert codes(refused) == ["NOTE-016"]
