"""Forms as a page draws them, filled in as anybody would who only wants to get on."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TYPED = {
    "date": "2026-03-16",
    "time": "10:00",
    "number": "1",
    "email": "ivy@new.example",
    "tel": "6145550100",
}
_TICKED = frozenset({"checkbox", "radio"})
_NOT_SENT = frozenset({"csrfmiddlewaretoken"})


@dataclass
class DrawnForm:
    """A form that is sent by POST.

    action  where to; empty for the page itself
    fields  what stands in each field, or was put there
    """

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


def forms_of(page: str) -> list[DrawnForm]:
    """Return the forms of a page that change something."""
    parser = _Forms()
    parser.feed(page)
    return parser.found


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[DrawnForm] = []
        self._form: DrawnForm | None = None
        self._name = ""  # of the select or textarea that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = DrawnForm(said.get("action", "")) if said.get("method", "").lower() == "post" else None
            self.found += [self._form] if self._form else []
        elif tag in {"input", "button"}:
            self._put(said.get("name", ""), said)
        elif tag in {"select", "textarea"}:
            self._name = said.get("name", "")
            self._put(self._name, {"type": tag})
        elif tag == "option" and self._form and said.get("value"):
            values = self._form.fields.get(self._name, [])
            if "selected" in said or not values[:1]:
                values[:] = [said["value"]]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _put(self, name: str, said: dict[str, str]) -> None:
        if self._form is None or not name or name in _NOT_SENT:
            return
        kind = said.get("type", "text")
        if kind in _TICKED:
            self._form.fields.setdefault(name, [said.get("value", "on")])
        elif kind == "select":
            self._form.fields[name] = []
        elif kind == "textarea":
            self._form.fields[name] = ["Something to say."]
        elif kind != "file":
            self._form.fields.setdefault(name, [said.get("value") or _TYPED.get(kind, "1")])
