"""The field takes a drawing or a typed name, and nothing that only looks like one."""

import io
from base64 import b64encode

import pytest
from PIL import Image, ImageDraw

from stepwell.platform.signatures.forms import UNREADABLE, SignatureField
from stepwell.platform.signatures.rules.marks import DRAWN_PREFIX, Mark, Way
from stepwell.platform.ui.forms import Form


class Signing(Form):
    signature = SignatureField()


class Optional(Form):
    signature = SignatureField(required=False)


def address(picture: Image.Image, kind: str = "PNG") -> str:
    written = io.BytesIO()
    picture.save(written, format=kind)
    return DRAWN_PREFIX + b64encode(written.getvalue()).decode()


def scribble(size: tuple[int, int] = (300, 120)) -> Image.Image:
    picture = Image.new("RGBA", size, "white")
    ImageDraw.Draw(picture).line([(20, 60), (80, 20), (140, 70)], fill="black", width=3)
    return picture


def errors(**said: str) -> list[str]:
    return list(Signing(said).errors.get("signature", []))


def test_a_drawing_is_written_anew() -> None:
    form = Signing({"signature": address(scribble()), "signature_typed": "Ana"})

    assert form.is_valid()
    mark = form.cleaned_data["signature"]
    assert mark.way is Way.DRAWN
    assert Image.open(io.BytesIO(mark.content)).size == (300, 120)


def test_a_typed_name_needs_no_script() -> None:
    form = Signing({"signature_typed": " Ana  López "})

    assert form.is_valid()
    assert form.cleaned_data["signature"] == Mark(Way.TYPED, "Ana López".encode())


@pytest.mark.parametrize("said", [{}, {"signature": "", "signature_typed": "  "}, {"signature_typed": "123"}])
def test_without_either_it_says_what_to_do(said: dict[str, str]) -> None:
    assert errors(**said) == ["Sign here, or type your full name."]


def test_an_optional_one_may_stay_empty() -> None:
    form = Optional({"signature_typed": ""})

    assert form.is_valid()
    assert form.cleaned_data["signature"] is None


@pytest.mark.parametrize(
    "drawing",
    [
        "data:image/svg+xml;base64,PHN2Zz4=",
        DRAWN_PREFIX + "bm90IGEgcGljdHVyZQ==",
        address(Image.new("RGB", (300, 120), "white")),
        address(scribble((300, 120)).convert("RGB"), "JPEG"),
        address(scribble((2100, 2000))),
    ],
)
def test_what_is_no_drawing_is_refused_even_beside_a_name(drawing: str) -> None:
    assert errors(signature=drawing, signature_typed="Ana López") == [UNREADABLE]


def test_with_a_mistake_the_name_is_kept_and_the_error_leads_to_its_box() -> None:
    form = Signing({"signature": "rubbish", "signature_typed": 'Ana "A" <b>'})
    html = str(form)

    assert 'value="Ana &quot;A&quot; &lt;b&gt;"' in html
    assert 'href="#id_signature_typed"' in html
    assert 'id="id_signature_typed"' in html
    assert "rubbish" not in html
    assert html.count('aria-invalid="true"') == 1
