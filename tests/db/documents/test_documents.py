"""A document is kept encrypted, seen by whoever may see its category, and never changed."""

import io
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone
from PIL import Image

from stepwell.kernel.findings import Refused
from stepwell.platform.documents import actions, queries
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.documents.rules import files
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n(MARKER of the letter)\n%%EOF\n"


def picture() -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Spy Camera"
    Image.new("RGB", (20, 10), "red").save(written, format="JPEG", exif=exif)
    return written.getvalue()


def add(clinic: Clinic, content: bytes = PDF, who: str = "admissions", **options: Any) -> Document:
    said = {"category": Category.DEMOGRAPHICS, "client": clinic.clients["ana"].pk, **options}
    with acting(clinic[who].scope) as scope:
        upload = Upload("scan/Card front.pdf", content, len(content))
        return actions.add_document(actor=scope, at=timezone.now(), upload=upload, **said)


def seen_by(clinic: Clinic, who: str, client: str = "ana") -> list[str]:
    with acting(clinic[who].scope) as scope:
        return [line.title for line in queries.documents_of(scope, clinic.clients[client].pk)]


def test_what_comes_out_is_what_went_in(clinic: Clinic) -> None:
    document = add(clinic)

    with acting(clinic["admissions"].scope) as scope:
        found = queries.open_document(scope, document.pk)
    assert found is not None
    assert (found.content, found.title, found.media_type, found.size) == (
        PDF,
        "Card front",
        "application/pdf",
        len(PDF),
    )


def test_the_database_holds_no_clear_byte_of_it(clinic: Clinic) -> None:
    add(clinic)

    with acting(clinic["admissions"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM documents_document")
        [(content,)] = cursor.fetchall()
    assert b"MARKER" not in bytes(content)
    assert b"%PDF" not in bytes(content)


def test_a_picture_is_kept_without_its_metadata(clinic: Clinic) -> None:
    document = add(clinic, picture())

    assert document.media_type == "image/jpeg"
    assert b"Spy" not in document.content
    assert document.size == len(document.content)


@pytest.mark.parametrize(
    ("content", "finding"),
    [(b"", files.EMPTY), (b"MZ", files.WRONG_KIND), (PDF + b"/JavaScript", files.ACTIVE)],
)
def test_what_the_rule_refuses_is_not_kept(clinic: Clinic, content: bytes, finding: object) -> None:
    with pytest.raises(Refused) as refusal:
        add(clinic, content)

    assert refusal.value.findings == (finding,)
    assert seen_by(clinic, "admissions") == []


def test_too_large_is_known_from_what_was_sent_not_from_what_was_kept(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope) as scope, pytest.raises(Refused) as refusal:
        actions.add_document(
            actor=scope, at=timezone.now(), upload=Upload("x", PDF, files.MAX_BYTES + 1), category=Category.DEMOGRAPHICS
        )

    assert refusal.value.findings == (files.TOO_LARGE,)


@pytest.mark.parametrize(
    ("category", "writer", "readers", "others"),
    [
        (Category.DEMOGRAPHICS, "admissions", ["admissions", "clinician", "biller"], ["facilitator", "collector"]),
        (Category.CHART, "clinician", ["clinician", "supervisor", "director"], ["admissions", "biller", "facilitator"]),
        (Category.BENEFITS, "admissions", ["admissions", "biller", "utilization"], ["clinician", "supervisor"]),
        (Category.BILLING, "biller", ["biller", "director"], ["clinician", "admissions"]),
        (Category.CONSENTS, "clinician", ["privacy", "facilitator", "biller"], ["collector"]),
    ],
)
def test_who_sees_it_follows_from_what_it_is(
    clinic: Clinic, other: Clinic, category: Category, writer: str, readers: list[str], others: list[str]
) -> None:
    document = add(clinic, who=writer, category=category)

    assert {role: seen_by(clinic, role) for role in readers} == {role: ["Card front"] for role in readers}
    outside = [*others, "administrator everywhere", "admissions south", "clinician south"]
    assert {role: seen_by(clinic, role) for role in outside} == {role: [] for role in outside}
    with acting(other["director everywhere"].scope) as scope:
        assert queries.open_document(scope, document.pk) is None


@pytest.mark.parametrize(
    ("who", "category"),
    [
        ("admissions", Category.CHART),
        ("biller", Category.DEMOGRAPHICS),
        ("administrator everywhere", Category.DEMOGRAPHICS),
        ("admissions south", Category.DEMOGRAPHICS),
        ("director", Category.CHART),
    ],
)
def test_nobody_files_what_they_may_not_write(clinic: Clinic, who: str, category: Category) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        add(clinic, who=who, category=category)


def test_the_clinics_own_documents_are_written_by_administrators(clinic: Clinic, other: Clinic) -> None:
    document = add(clinic, who="administrator everywhere", category=Category.CONFIGURATION, client=None)

    for person, found in ((clinic["facilitator"], True), (clinic["biller"], True), (other["director"], False)):
        with acting(person.scope) as scope:
            assert (queries.open_document(scope, document.pk) is not None) is found
    with pytest.raises(ProgrammingError):
        add(clinic, who="admissions", category=Category.CONFIGURATION, client=None)


@pytest.mark.parametrize("options", [{"category": Category.CONFIGURATION}, {"client": None}])
def test_what_belongs_to_a_client_is_never_the_clinics_own(clinic: Clinic, options: dict[str, Any]) -> None:
    with pytest.raises((DatabaseError, Refused)):
        add(clinic, who="administrator everywhere", **options)


def test_a_new_version_takes_the_place_of_the_old_one_which_stays(clinic: Clinic) -> None:
    first = add(clinic)
    second = add(clinic, PDF + b"2", previous=first)
    add(clinic, PDF + b"3", previous=second)

    with acting(clinic["admissions"].scope) as scope:
        [line] = queries.documents_of(scope, clinic.clients["ana"].pk)
        assert queries.open_document(scope, first.pk) is not None
    assert line.older == 2


def test_a_version_has_one_successor(clinic: Clinic) -> None:
    first = add(clinic)
    add(clinic, PDF + b"2", previous=first)

    with pytest.raises(Refused) as refusal:
        add(clinic, PDF + b"3", previous=first)
    assert refusal.value.findings == (actions.REPLACED,)


def test_taken_out_it_stays_in_the_list_with_the_reason_and_cannot_be_opened(clinic: Clinic) -> None:
    document = add(clinic)
    with acting(clinic["admissions"].scope) as scope:
        actions.withdraw_document(actor=scope, at=timezone.now(), document=document, reason=" another person ")
        [line] = queries.documents_of(scope, clinic.clients["ana"].pk)
        assert line.withdrawn == "another person"
        assert queries.open_document(scope, document.pk) is None
        with pytest.raises(Refused) as refusal:
            actions.withdraw_document(actor=scope, at=timezone.now(), document=document, reason="again")
    assert refusal.value.findings == (actions.WITHDRAWN,)


def test_without_a_reason_nothing_is_taken_out(clinic: Clinic) -> None:
    document = add(clinic)
    with acting(clinic["admissions"].scope) as scope, pytest.raises(Refused) as refusal:
        actions.withdraw_document(actor=scope, at=timezone.now(), document=document, reason="  ")

    assert refusal.value.findings == (actions.NO_REASON,)


@pytest.mark.parametrize("sql", ["UPDATE documents_document SET title = 'x'", "DELETE FROM documents_document",
                                 "DELETE FROM documents_documentwithdrawal"])  # fmt: skip
def test_the_application_changes_and_deletes_nothing(clinic: Clinic, sql: str) -> None:
    add(clinic)

    with acting(clinic["admissions"].scope), pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_list_does_not_load_content_and_takes_three_queries(clinic: Clinic, django_assert_num_queries: Any) -> None:
    for number in range(3):
        add(clinic, PDF + bytes([65 + number]))

    with acting(clinic["admissions"].scope) as scope:
        Document.objects.values_list("pk").first()
        with django_assert_num_queries(3) as captured:
            lines = queries.documents_of(scope, clinic.clients["ana"].pk)

    assert [line.by for line in lines] == ["Admissions"] * 3
    assert not any('"content"' in query["sql"] for query in captured.captured_queries)
