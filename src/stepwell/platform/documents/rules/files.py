"""What a file is and whether it may be kept: by its bytes, never by its name or by what the browser says.

PDF, PNG and JPEG up to 10 MB. A PDF is kept as it is, so one with something to run, to open or to hide is refused:
scripts, launch actions, embedded files, media players, encryption. Names of PDF can be written in several ways; escaped
names are unescaped first, and compressed object streams, where modern PDFs keep their names, are opened within bounds.
This is no virus scanner: what passes is still sent as an attachment under a sandbox, never shown inside a page.
Source: docs/sources.md#pdf (ISO 32000-2: 7.3.5 names, 7.5.7 object streams, 12.6 actions), #png, #jpeg.
"""

import re
import zlib

from stepwell.kernel.findings import Finding
from stepwell.platform.documents.vocabulary import MediaType

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
NAME_LETTERS = 120

EMPTY = Finding("DOC-001", "The file is empty. Choose another one.", "file")
TOO_LARGE = Finding("DOC-002", "The file is larger than 10 MB. Scan it at a lower resolution, or in parts.", "file")
WRONG_KIND = Finding("DOC-003", "This is not a PDF, PNG or JPEG file. Save it as one of these and try again.", "file")
ACTIVE = Finding(
    "DOC-004", "This PDF holds a script, a program or another file. Print it to a new PDF and upload that.", "file"
)
LOCKED = Finding("DOC-005", "This PDF is protected by a password. Save it without one and upload that.", "file")

_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", MediaType.PNG), (b"\xff\xd8\xff", MediaType.JPEG))
_PDF_WITHIN = 1024  # readers accept the mark within the first kilobyte
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|Movie|Sound|XFA)(?![A-Za-z0-9])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
_INFLATED_BYTES = 4 * MEGABYTE  # of one stream
_STREAMS = 2000


def media_type_of(content: bytes) -> MediaType | None:
    """Return what a file is, or None if it is nothing that is kept."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    return MediaType.PDF if b"%PDF-" in content[:_PDF_WITHIN] else None


def findings_for(content: bytes) -> list[Finding]:
    """Return why a file is not kept; empty if it may be.

    content  all of the file, or its first MAX_BYTES + 1 bytes
    """
    if not content:
        return [EMPTY]
    if len(content) > MAX_BYTES:
        return [TOO_LARGE]
    media_type = media_type_of(content)
    if media_type is None:
        return [WRONG_KIND]
    return _findings_for_pdf(content) if media_type is MediaType.PDF else []


def tidy_name(name: str) -> str:
    """Return the name of a file as a title: without folders, ending and control characters, 120 letters at most."""
    last = re.split(r"[\\/]", name)[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last)
    readable = "".join(letter if letter.isprintable() else " " for letter in stem)
    return " ".join(readable.split())[:NAME_LETTERS] or "Document"


def _findings_for_pdf(content: bytes) -> list[Finding]:
    plain = [_unescaped(content), *map(_unescaped, _object_streams(content))]
    if any(_ENCRYPTED.search(part) for part in plain):
        return [LOCKED]
    return [ACTIVE] if any(_ACTIVE.search(part) for part in plain) else []


def _unescaped(part: bytes) -> bytes:
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), part)


def _object_streams(content: bytes) -> list[bytes]:
    found = []
    for number, match in enumerate(_STREAM.finditer(content)):
        if number == _STREAMS:
            break
        try:
            found.append(zlib.decompressobj().decompress(content[match.end() :], _INFLATED_BYTES))
        except zlib.error:
            continue  # not deflated: its names were seen in the file itself
    return found
