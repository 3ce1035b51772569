"""A field for signing: draw with a finger, a pen or the mouse, or type the full name, which needs no JavaScript."""

from typing import Any

from django import forms

from stepwell.kernel.findings import Refused
from stepwell.platform.images import rewriting
from stepwell.platform.signatures.rules.marks import MAX_DRAWN_PIXELS, Mark, Way, drawn_bytes, typed

UNREADABLE = "The drawing could not be read. Draw it again, or type your full name."


class SignatureWidget(forms.Widget):
    """The pad and the box for a typed name; its value is a pair of both."""

    template_name = "signatures/widget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """Return what was drawn, as a data address, and what was typed."""
        del files
        return data.get(name, ""), data.get(f"{name}_typed", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether neither was sent."""
        del files
        return name not in data and f"{name}_typed" not in data

    def format_value(self, value: Any) -> str:
        """Return the typed name, which a form with mistakes shows again; a drawing is drawn again."""
        return value[1] if isinstance(value, tuple) else ""

    def id_for_label(self, id_: str) -> str:
        """Return the id of the box, which an error jumps to."""
        return f"{id_}_typed" if id_ else ""


class SignatureField(forms.Field):
    """A signature; cleans to a Mark, or None if it is optional and empty."""

    widget = SignatureWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Signature")
        options.setdefault("error_messages", {"required": "Sign here, or type your full name."})
        super().__init__(**options)

    def clean(self, value: Any) -> Mark | None:
        """Return the mark: the drawing if there is one, else the typed name; raises ValidationError."""
        drawing, name = value if isinstance(value, tuple) else ("", "")
        if drawing:
            return _drawn(drawing)
        mark = typed(name)
        if mark is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return mark


def _drawn(address: str) -> Mark:
    content = drawn_bytes(address)
    if content is None:
        raise forms.ValidationError(UNREADABLE)
    try:
        rewritten = rewriting.rewritten(content, rewriting.Kind.PNG, max_pixels=MAX_DRAWN_PIXELS)
    except Refused as refusal:
        raise forms.ValidationError(UNREADABLE) from refusal
    if rewriting.is_blank(rewritten):
        raise forms.ValidationError(UNREADABLE)
    return Mark(Way.DRAWN, rewritten)
