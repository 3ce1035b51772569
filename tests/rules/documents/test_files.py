"""What may be kept is decided by bytes."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.platform.documents.rules import files
from stepwell.platform.documents.vocabulary import MediaType

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n...."
JPEG = b"\xff\xd8\xff\xe0...."


def compressed(inside: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 >>\nstream\n" + zlib.compress(inside) + b"\nendstream\n"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, MediaType.PDF),
        (b"\n\n" + PDF, MediaType.PDF),
        (PNG, MediaType.PNG),
        (JPEG, MediaType.JPEG),
        (b"GIF89a", None),
        (b"<html>%PDF", None),
        (b"x" * 2000 + PDF, None),
        (b"", None),
    ],
)
def test_the_kind_of_a_file_is_read_from_its_bytes(content: bytes, media_type: MediaType | None) -> None:
    assert files.media_type_of(content) is media_type


@pytest.mark.parametrize(
    "content", [PDF, PNG, JPEG, compressed(b"<< /Type /Page >>"), PDF + b"/JSON /Launcher /Soundtrack"]
)
def test_an_ordinary_file_is_kept(content: bytes) -> None:
    assert files.findings_for(content) == []


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"", files.EMPTY),
        (b"MZ\x90\x00", files.WRONG_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", files.WRONG_KIND),
        (PDF + b"0" * files.MAX_BYTES, files.TOO_LARGE),
        (PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>", files.ACTIVE),
        (PDF + b"<< /S /#4aava#53cript >>", files.ACTIVE),
        (PDF + b"<< /S /Launch /F (cmd.exe) >>", files.ACTIVE),
        (PDF + b"<< /Names << /EmbeddedFiles 3 0 R >> >>", files.ACTIVE),
        (PDF + b"<< /Type /RichMedia>>", files.ACTIVE),
        (compressed(b"<< /S /JavaScript >>"), files.ACTIVE),
        (compressed(b"<< /S /J#61vaScript >>"), files.ACTIVE),
        (PDF + b"trailer << /Encrypt 5 0 R >>", files.LOCKED),
    ],
)
def test_anything_else_is_refused_and_says_why(content: bytes, finding: object) -> None:
    assert files.findings_for(content) == [finding]


def test_a_compressed_bomb_is_opened_within_bounds_only() -> None:
    bomb = compressed(b"\0" * 200_000_000)

    assert files.findings_for(bomb) == []


@given(st.binary(max_size=400))
def test_no_bytes_make_the_rule_fail(content: bytes) -> None:
    files.findings_for(b"%PDF-" + content)
    files.findings_for(content)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("card.png", "card"),
        ("C:\\scans\\Insurance card.PDF", "Insurance card"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x"),
        ("", "Document"),
        (".pdf", "Document"),
        ("Dr. Lee 2026.03.01", "Dr. Lee 2026.03"),
        ("x" * 300, "x" * 120),
        ("Ingreso de José.jpeg", "Ingreso de José"),
    ],
)
def test_a_title_is_made_of_a_name(name: str, title: str) -> None:
    assert files.tidy_name(name) == title
