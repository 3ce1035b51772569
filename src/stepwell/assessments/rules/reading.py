"""Reading an instrument from its file. A file that is not wholly right is refused."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stepwell.assessments.rules.definitions import (
    Band,
    ChangeRule,
    Critical,
    Definition,
    Item,
    Option,
    Remark,
    Scoring,
    Skip,
    Subscale,
)
from stepwell.kernel.shapes import Problem, problems


class BadDefinition(Exception):
    """A definition that cannot be used; `problems` say where and why."""

    def __init__(self, name: str, found: tuple[Problem, ...]) -> None:
        self.problems = found
        super().__init__(f"{name}: " + "; ".join(f"{p.position or '/'} {p.sentence}" for p in found))


def read(text: str, *, name: str, schema: Mapping[str, Any]) -> Definition:
    """Return the definition in a file's text.

    name    of the file, for the message
    schema  the published one; "#/$defs/definition" is asked for
    raises  BadDefinition with every problem: of shape (unknown keys, no licence), or of sense (ids twice, bands with
            gaps, options with one value)
    """
    try:
        raw = json.loads(text, object_pairs_hook=_no_key_twice)
    except ValueError as error:
        raise BadDefinition(name, (Problem("", f"is no JSON: {error}"),)) from error
    found = tuple(problems(raw, schema["$defs"]["definition"], root=schema))
    if not found:
        made = _made(raw)
        found = tuple(_senseless(made))
    if found:
        raise BadDefinition(name, found)
    return made


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        message = f"the key {twice[0]!r} stands twice"
        raise ValueError(message)
    return dict(pairs)


def _made(raw: Mapping[str, Any]) -> Definition:
    scoring = raw["scoring"]
    change = raw.get("change")
    plain = ("code", "version", "title", "short", "language", "licence", "source", "respondent", "lookback", "lead")
    return Definition(
        **{key: raw[key] for key in plain},
        about=raw.get("about", ""),
        items=tuple(_item(item) for item in raw["items"]),
        skips=tuple(Skip(skip["item"], skip["value"], tuple(skip["skips"])) for skip in raw.get("skips", ())),
        scoring=_scoring(scoring),
        critical=tuple(Critical(entry["item"], tuple(entry["when"]), entry["means"]) for entry in raw["critical"]),
        change=_change(change) if change else None,
        panel=raw["loinc"]["panel"],
        total=raw["loinc"].get("total", ""),
    )


def _item(raw: Mapping[str, Any]) -> Item:
    options = tuple(Option(option["value"], option["label"], option.get("loinc", "")) for option in raw["options"])
    texts = {key: raw.get(key, "") for key in ("help", "lead", "loinc")}
    return Item(raw["id"], raw["text"], options, **texts)


def _scoring(raw: Mapping[str, Any]) -> Scoring:
    return Scoring(
        method=raw["method"],
        algorithm=raw["algorithm"],
        items=tuple(raw.get("items", ())),
        reversed=tuple(raw.get("reversed", ())),
        may_miss=raw.get("may_miss", 0),
        bands=tuple(Band(**band) for band in raw.get("bands", ())),
        subscales=tuple(Subscale(scale["name"], tuple(scale["items"])) for scale in raw.get("subscales", ())),
        remarks=tuple(Remark(tuple(one["all_points_from"]), one["says"]) for one in raw.get("remarks", ())),
    )


def _change(raw: Mapping[str, Any]) -> ChangeRule:
    return ChangeRule(
        raw["points"], raw["source"], raw.get("response_percent"), raw.get("remission_below"), raw.get("from", 0)
    )


def _senseless(made: Definition) -> Iterator[Problem]:
    yield from _items_once(made)
    yield from _unknown_items(made)
    places = {item.id: index for index, item in enumerate(made.items)}
    if set(_named(made)) - places.keys():
        return  # what follows asks the items
    for index, skip in enumerate(made.skips):
        if skip.value not in made.item(skip.item).values:
            yield Problem(f"/skips/{index}/value", f"is no answer to {skip.item}")
        if any(places[name] <= places[skip.item] for name in skip.skips):
            yield Problem(f"/skips/{index}/skips", "must come after the item that skips them")
    for index, critical in enumerate(made.critical):
        if set(critical.when) - set(made.item(critical.item).values):
            yield Problem(f"/critical/{index}/when", f"names a value that is no answer to {critical.item}")
    yield from _totals(made)


def _items_once(made: Definition) -> Iterator[Problem]:
    for name, count in Counter(item.id for item in made.items).items():
        if count > 1:
            yield Problem("/items", f"has {name!r} {count} times")
    for index, item in enumerate(made.items):
        if len(set(item.values)) < len(item.values):
            yield Problem(f"/items/{index}/options", "has two options with one value")
        if len({option.label for option in item.options}) < len(item.options):
            yield Problem(f"/items/{index}/options", "has two options with one label")


def _named(made: Definition) -> Iterator[str]:
    """Yield every id that some part of the definition names."""
    scoring = made.scoring
    yield from (*scoring.items, *scoring.reversed)
    for group in (*(scale.items for scale in scoring.subscales), *(one.all_points_from for one in scoring.remarks)):
        yield from group
    for skip in made.skips:
        yield from (skip.item, *skip.skips)
    yield from (critical.item for critical in made.critical)


def _unknown_items(made: Definition) -> Iterator[Problem]:
    known = {item.id for item in made.items}
    for name in sorted(set(_named(made)) - known):
        yield Problem("", f"names {name!r}, which is no item")
    scored: Iterable[str] = made.scoring.items
    parts = {*made.scoring.reversed, *(name for scale in made.scoring.subscales for name in scale.items)}
    for name in sorted((parts & known) - set(scored)):
        yield Problem("/scoring", f"uses {name!r}, which is not scored")


def _totals(made: Definition) -> Iterator[Problem]:
    scoring = made.scoring
    if scoring.method == "none":
        if scoring.items or scoring.bands or made.change or made.total:
            yield Problem("/scoring", "has no total, so no items, bands, change or code of a total")
    elif not scoring.items or not scoring.bands:
        yield Problem("/scoring", "needs items and bands")
    else:
        if len(set(scoring.items)) < len(scoring.items):
            yield Problem("/scoring/items", "counts an item twice")
        if scoring.may_miss >= len(scoring.items):
            yield Problem("/scoring/may_miss", "leaves nothing to score")
        yield from _bands(made)


def _bands(made: Definition) -> Iterator[Problem]:
    expected = made.low
    for index, band in enumerate(made.scoring.bands):
        if band.low != expected or band.high < band.low:
            yield Problem(f"/scoring/bands/{index}", f"must begin at {expected}: no gap, no overlap")
            return
        expected = band.high + 1
    if expected != made.high + 1:
        yield Problem("/scoring/bands", f"must end at {made.high}, the greatest total")
