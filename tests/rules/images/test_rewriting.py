"""A picture that comes out has pixels and nothing else of what came in."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from stepwell.kernel.findings import Refused
from stepwell.platform.images import rewriting
from stepwell.platform.images.rewriting import Kind


def file(picture: Image.Image, kind: Kind, **options: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, format=kind, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def test_place_and_camera_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spy Camera"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (45.0, 30.0, 0.0)
    came = file(Image.new("RGB", (40, 20), "red"), Kind.JPEG, exif=exif, comment=b"taken at home")

    kept = rewriting.rewritten(came, Kind.JPEG)

    assert b"Spy" not in kept
    assert b"taken at home" not in kept
    assert opened(kept).size == (20, 40)
    assert dict(opened(kept).getexif()) == {}


def test_text_hidden_in_a_png_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "for nobody")
    came = file(Image.new("RGBA", (5, 5), (1, 2, 3, 4)), Kind.PNG, pnginfo=notes) + b"<script>after the end</script>"

    kept = rewriting.rewritten(came, Kind.PNG)

    assert b"for nobody" not in kept
    assert b"script" not in kept
    assert opened(kept).getpixel((0, 0)) == (1, 2, 3, 4)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_comes_out(mode: str) -> None:
    came = file(Image.new(mode, (6, 4)), Kind.PNG)

    assert opened(rewriting.rewritten(came, Kind.PNG)).size == (6, 4)


def test_a_picture_of_four_inks_becomes_one_of_three_lights() -> None:
    came = file(Image.new("CMYK", (6, 4)), Kind.JPEG)

    assert opened(rewriting.rewritten(came, Kind.JPEG)).mode == "RGB"


def test_too_many_pixels_are_refused_before_anything_is_decoded() -> None:
    header = b"\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0"  # 20,000 by 20,000
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))

    with pytest.raises(Refused) as refusal:
        rewriting.rewritten(bomb, Kind.PNG)

    assert refusal.value.findings == (rewriting.TOO_MANY_PIXELS,)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\nrubbish", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_damaged_pictures_are_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        rewriting.rewritten(content, Kind.PNG)

    assert refusal.value.findings == (rewriting.BROKEN,)


@pytest.mark.parametrize("is_lenient", [False, True])
def test_a_picture_cut_off_is_refused(monkeypatch: pytest.MonkeyPatch, is_lenient: bool) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", is_lenient)  # as an import of WeasyPrint leaves it
    whole = file(Image.effect_noise((80, 80), 50), Kind.JPEG)

    with pytest.raises(Refused) as refusal:
        rewriting.rewritten(whole[: len(whole) // 2], Kind.JPEG)

    assert refusal.value.findings == (rewriting.BROKEN,)


def test_another_kind_than_said_is_refused() -> None:
    with pytest.raises(Refused):
        rewriting.rewritten(file(Image.new("RGB", (5, 5)), Kind.PNG), Kind.JPEG)


def test_one_color_is_blank() -> None:
    picture = Image.new("RGB", (30, 30), "white")
    assert rewriting.is_blank(file(picture, Kind.PNG))

    picture.putpixel((3, 3), (0, 0, 0))
    assert not rewriting.is_blank(file(picture, Kind.PNG))
