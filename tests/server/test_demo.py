"""`stepwell demo` in a new home: tables and keys come before the clinic, and keys that were lost are not replaced."""

from argparse import Namespace

import pytest

from stepwell.cli.commands import demo


@pytest.mark.parametrize(("standing", "done"), [((0, 0), ["tables", "keys", "clinic"]), ((2, 2), ["tables", "clinic"])])
def test_what_comes_first(monkeypatch: pytest.MonkeyPatch, standing: tuple[int, int], done: list[str]) -> None:
    said: list[str] = []

    def made(**_: object) -> demo.demo.Outcome:
        said.append("clinic")
        return demo.demo.Outcome.MADE

    monkeypatch.setattr(demo.preparation, "prepare", lambda **_: said.append("tables"))
    monkeypatch.setattr(demo.preparation, "organizations", lambda: standing)
    monkeypatch.setattr(demo.keyring, "create_if_missing", lambda: said.append("keys"))
    monkeypatch.setattr(demo.demo, "make", made)

    assert demo.run(Namespace()) == 0
    assert said == done
