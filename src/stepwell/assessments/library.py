"""The instruments that come along: every file of the folder, each version for itself."""

import json
from functools import cache
from importlib import resources
from typing import Any

from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.reading import BadDefinition, read
from stepwell.kernel.shapes import Problem

SCHEMA = "schema.json"
_FOLDER = resources.files(__package__).joinpath("instruments")


class NoInstrument(LookupError):
    """No file defines this version of this instrument."""


@cache
def schema() -> dict[str, Any]:
    """Return the published schema: of a definition, and of what `stepwell score` reads and writes."""
    loaded: dict[str, Any] = json.loads(_FOLDER.joinpath(SCHEMA).read_text(encoding="utf-8"))
    return loaded


@cache
def shipped() -> dict[tuple[str, str], Definition]:
    """Return every definition by code and version; raises BadDefinition for the first that cannot be used."""
    found: dict[tuple[str, str], Definition] = {}
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json") and file.name != SCHEMA:
            made = read(file.read_text(encoding="utf-8"), name=file.name, schema=schema())
            if file.name != f"{made.code}-{made.version}.json":
                raise BadDefinition(file.name, (Problem("/code", f"and version belong to {made.code}-{made.version}"),))
            found[made.code, made.version] = made
    return found


def definition(code: str, version: str) -> Definition:
    """Return one version of an instrument; raises NoInstrument that names what there is."""
    try:
        return shipped()[code, version]
    except KeyError:
        there = ", ".join(f"{name} {number}" for name, number in sorted(shipped()))
        message = f"There is no instrument {code!r} in version {version!r}. There are: {there}."
        raise NoInstrument(message) from None


def newest(code: str) -> Definition:
    """Return the newest version of an instrument; raises NoInstrument."""
    versions = [int(version) for name, version in shipped() if name == code]
    return definition(code, str(max(versions)) if versions else "")


def offered() -> list[Definition]:
    """Return the newest version of every instrument, by short name."""
    return sorted((newest(code) for code in {code for code, _ in shipped()}), key=lambda one: one.short)
