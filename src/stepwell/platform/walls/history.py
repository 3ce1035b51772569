"""History: each insert, update and delete of a tracked table leaves a row, by a trigger, walled like its model."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models

from stepwell.platform.walls.constraints import Wall

PASSING = {"founder", "visitor", "guest", "carrying", "discharger"}  # who acts here for a moment reads no history

Model = TypeVar("Model", bound=type[models.Model])


def recorded(wall: Wall, *, exclude: list[str] | None = None) -> Callable[[Model], Model]:
    """Return a decorator that keeps the history of a model, with actor, purpose and reason in each row.

    wall     the model's own wall: its readers read the history; whoever acts may add to it
    exclude  fields that change all the time and matter to nobody
    """
    # A client's history belongs to the site where the client is now, whatever the row said then.
    names = ("client", "author", "organization") if wall.arguments["client"] else ("site", "author", "organization")
    asked: dict[str, Any] = {name: wall.arguments[name] for name in names if wall.arguments[name]}
    readers = tuple(dict.fromkeys(wall.arguments["readers"] + wall.arguments["writers"]))
    walled = Wall(
        readers=tuple(reader for reader in readers if reader not in PASSING),
        writers=("recorder",),
        append_only=True,
        **asked,
    )
    track: Callable[[Model], Model] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        context_field=pghistory.ContextJSONField(),
        exclude=exclude,
        meta={"constraints": [walled]},
    )
    return track
