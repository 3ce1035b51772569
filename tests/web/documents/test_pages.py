"""Documents of a client: who may see, hand in, download and take out; each download leaves a trace."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from PIL import Image

from stepwell.platform.documents.models import Document
from stepwell.platform.documents.rules.files import MAX_BYTES
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nMARKER\n%%EOF\n"


def address(clinic: Clinic, client: str = "ana") -> str:
    return reverse("documents:of_client", args=[clinic.clients[client].pk])


def upload(web: Browser, clinic: Clinic, content: bytes = PDF, name: str = "Card.pdf", **said: str) -> HttpResponse:
    file = SimpleUploadedFile(name, content, "text/html")
    return web.post(address(clinic), {"file": file, "category": "demographics", "title": "", **said})


def stored(clinic: Clinic) -> list[Document]:
    with acting(clinic["admissions"].scope):
        return list(Document.objects.order_by("created_at"))


def events(clinic: Clinic, way: Way) -> int:
    with acting(clinic["privacy everywhere"].scope):
        return AccessEvent.objects.filter(way=way, client_id=clinic.clients["ana"].pk).count()


def test_a_file_is_handed_in_listed_and_downloaded(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])

    assert upload(web, clinic)["Location"] == address(clinic)
    [document] = stored(clinic)
    listed = web.get(address(clinic)).content.decode()
    answer = web.get(reverse("documents:download", args=[document.pk]))

    assert "Card" in listed
    assert answer.content == PDF


def test_a_download_cannot_be_opened_as_a_page(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    upload(web, clinic, title='Card "front"; x')

    answer = web.get(reverse("documents:download", args=[stored(clinic)[0].pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="Card \\"front\\"; x.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert {type(value) for value in answer.headers.values()} == {str}  # web servers take nothing else
    assert "no-store" in answer["Cache-Control"]


def test_page_and_download_leave_a_trace(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    upload(web, clinic)
    assert (events(clinic, Way.PAGE), events(clinic, Way.EXPORT)) == (0, 0)

    web.get(address(clinic))
    web.get(reverse("documents:download", args=[stored(clinic)[0].pk]))

    assert (events(clinic, Way.PAGE), events(clinic, Way.EXPORT)) == (1, 1)


def test_who_reads_but_does_not_write_gets_no_form(clinic: Clinic, sign_in: SignIn) -> None:
    upload(sign_in(clinic["admissions"]), clinic)
    web = sign_in(clinic["supervisor"])

    text = web.get(address(clinic)).content.decode()

    assert "Card" in text
    assert 'type="file"' not in text
    assert "Take out" not in text
    upload(web, clinic)
    assert len(stored(clinic)) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("facilitator", 200), ("collector", 403), ("administrator everywhere", 403), ("admissions south", 404)],
)
def test_a_colleague_sees_what_their_role_opens(clinic: Clinic, sign_in: SignIn, who: str, status: int) -> None:
    upload(sign_in(clinic["admissions"]), clinic)
    web = sign_in(clinic[who])

    answer = web.get(address(clinic))

    assert answer.status_code == status
    assert "Card" not in answer.content.decode()
    assert web.get(reverse("documents:download", args=[stored(clinic)[0].pk])).status_code in {403, 404}


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    upload(sign_in(clinic["admissions"]), clinic)
    key = stored(clinic)[0].pk
    web = sign_in(other["director everywhere"])

    addresses = [
        address(clinic),
        reverse("documents:download", args=[key]),
        reverse("documents:withdrawal", args=[key]),
    ]

    assert [web.get(page).status_code for page in addresses[:2]] == [404, 404]
    assert sign_in(other["admissions everywhere"]).get(addresses[2]).status_code == 404
    assert Browser().get(addresses[1]).status_code == 302


def test_a_category_that_one_may_not_write_is_not_offered_nor_taken(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    text = web.get(address(clinic)).content.decode()

    assert 'value="benefits"' in text
    assert 'value="chart"' not in text
    assert upload(web, clinic, category="chart").status_code == 422
    assert stored(clinic) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<html>", "not a PDF"),
        (PDF + b"/JavaScript", "script"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_cannot_be_kept_says_why_at_the_field(clinic: Clinic, sign_in: SignIn, content: bytes, said: str) -> None:
    answer = upload(sign_in(clinic["admissions"]), clinic, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_picture_is_kept_without_place_whatever_the_browser_calls_it(clinic: Clinic, sign_in: SignIn) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spy Camera"
    written = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, format="JPEG", exif=exif)

    upload(sign_in(clinic["admissions"]), clinic, written.getvalue(), name="front.html")

    [document] = stored(clinic)
    assert (document.media_type, document.title) == ("image/jpeg", "front")
    assert b"Spy" not in document.content


def test_no_upload_touches_the_disk(clinic: Clinic, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)

    large = PDF + b"0" * (MAX_BYTES - len(PDF))
    assert upload(sign_in(clinic["admissions"]), clinic, large).status_code == 302


def test_taken_out_it_stays_listed_and_opens_no_more(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    upload(web, clinic)
    key = stored(clinic)[0].pk
    page = reverse("documents:withdrawal", args=[key])

    assert web.post(page, {"reason": ""}).status_code == 422
    assert web.post(page, {"reason": "belongs to another person"})["Location"] == address(clinic)

    assert "Taken out: belongs to another person" in web.get(address(clinic)).content.decode()
    assert web.get(reverse("documents:download", args=[key])).status_code == 404
    assert web.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_many_as_for_one(
    clinic: Clinic, sign_in: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    web = sign_in(clinic["admissions"])
    for number in range(count):
        upload(web, clinic, PDF + bytes([65 + number]))
    web.get(address(clinic))

    with django_assert_num_queries(11):
        web.get(address(clinic))
