"""Pictures are decoded and written anew: what comes out has pixels and nothing else of what came in."""

import io
import warnings
from enum import StrEnum

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from stepwell.kernel.findings import Finding, Refused

MAX_PIXELS = 40_000_000  # a page at 600 dots an inch is 34 million
JPEG_QUALITY = 88

BROKEN = Finding("IMG-001", "The picture cannot be read. It may be damaged: take or save it again.", "file")
TOO_MANY_PIXELS = Finding("IMG-002", "The picture has too many pixels. Make it smaller and try again.", "file")


class Kind(StrEnum):
    """The kinds of picture there are here; the names are Pillow's."""

    PNG = "PNG"
    JPEG = "JPEG"


def rewritten(content: bytes, kind: Kind, *, max_pixels: int = MAX_PIXELS) -> bytes:
    """Return a picture of the same kind with the same pixels, upright, without metadata, comments and further frames.

    content     a PNG or JPEG file
    max_pixels  width times height; checked before anything is decoded
    raises      Refused (IMG-001, IMG-002)
    """
    with _opened(content, kind, max_pixels) as picture:
        upright = ImageOps.exif_transpose(picture)
        plain = _plain(upright, kind)
    written = io.BytesIO()
    plain.save(written, format=kind, optimize=True, quality=JPEG_QUALITY)
    return written.getvalue()


def _opened(content: bytes, kind: Kind, max_pixels: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is checked below
            picture = Image.open(io.BytesIO(content), formats=[kind])
        if picture.width * picture.height > max_pixels:
            raise Refused(TOO_MANY_PIXELS)
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process when it is imported
        picture.load()
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
        raise Refused(BROKEN) from error
    return picture


def _plain(picture: Image.Image, kind: Kind) -> Image.Image:
    """Return a copy that carries nothing over: `info` holds metadata that Pillow would write again."""
    see_through = kind is Kind.PNG and picture.has_transparency_data
    grey = picture.mode in {"1", "L"} and not see_through
    converted = picture.convert("L" if grey else "RGBA" if see_through else "RGB")
    fresh = Image.new(converted.mode, converted.size)
    fresh.paste(converted)
    return fresh


def is_blank(content: bytes) -> bool:
    """Return whether a picture that was rewritten has one color only."""
    with Image.open(io.BytesIO(content)) as picture:
        return len(picture.convert("RGBA").getcolors(maxcolors=1) or []) == 1
