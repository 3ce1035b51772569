"""What counts as a mark."""

from base64 import b64encode

import pytest

from stepwell.platform.signatures.rules import marks


def test_a_typed_name_is_kept_as_typed_but_for_space() -> None:
    mark = marks.typed("  Ana   López ")

    assert mark == marks.Mark(marks.Way.TYPED, "Ana López".encode())


@pytest.mark.parametrize("name", ["", "   ", "123", "--"])
def test_without_a_letter_there_is_no_name(name: str) -> None:
    assert marks.typed(name) is None


def test_a_drawing_comes_as_a_data_address() -> None:
    address = marks.DRAWN_PREFIX + b64encode(b"png").decode()

    assert marks.drawn_bytes(address) == b"png"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "data:image/svg+xml;base64,AAAA",
        "https://x.example/a.png",
        marks.DRAWN_PREFIX + "not base64!",
        marks.DRAWN_PREFIX + "A" * (marks.MAX_DRAWN_BYTES * 2),
    ],
)
def test_anything_else_is_no_drawing(address: str) -> None:
    assert marks.drawn_bytes(address) is None
