"""Sites, programs and rooms: what their pages have in common is told once, what differs stands here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stepwell.people.actions import programs, rooms, sites
from stepwell.people.forms import places as forms
from stepwell.people.models import Program, Room
from stepwell.people.queries import places as queries
from stepwell.platform.tenancy.models import Site
from stepwell.platform.ui import forms as ui
from stepwell.platform.walls.scope import Scope


@dataclass(frozen=True)
class Kind:
    """One kind of place.

    slug      in addresses
    one       what one is called in a sentence
    lead      what the list is for
    empty     what belongs into an empty list
    headings  of the columns after the name; the last is a number if `counts`
    """

    slug: str
    one: str
    icon: str
    lead: str
    empty: str
    headings: tuple[str, ...]
    model: type[Any]
    rows: Callable[[], list[queries.Row]]
    new_form: Callable[..., ui.Form]
    changed_form: Callable[..., ui.Form]
    add: Callable[[Scope, Any], object]
    change: Callable[[Scope, UUID, Any], object]
    close: Callable[[Scope, UUID, Any], object]
    reopen: Callable[[Scope, UUID], object]
    counts: bool = False

    @property
    def title(self) -> str:
        """The heading of its list."""
        return self.slug.capitalize()

    def fresh(self, typed: Any = None) -> ui.Form:
        """Return the form for a new one, which asks for an open site where it needs one."""
        return self.new_form(typed) if self.model is Site else self.new_form(typed, sites=queries.open_sites())

    def filled(self, row: Any) -> ui.Form:
        """Return the form of one that is there."""
        if self.model is Site:
            return forms.SiteForm.of(row)
        return self.changed_form(initial={name: getattr(row, name, "") for name in self.changed_form.base_fields})  # type: ignore[attr-defined]


SITES = Kind(
    slug="sites",
    one="site",
    icon="geo-alt",
    lead="Where people come. Clients, programs and rooms belong to one.",
    empty="A site is a place where you see people. The first one came with the organization.",
    headings=("Address", "Telephone", "Time zone"),
    model=Site,
    rows=queries.sites,
    new_form=forms.SiteForm,
    changed_form=forms.SiteForm,
    add=lambda actor, form: sites.add_site(actor=actor, record=form.record()),
    change=lambda actor, key, form: sites.change_site(actor=actor, site_id=key, record=form.record()),
    close=lambda actor, key, form: sites.close_site(
        actor=actor, site_id=key, closes_on=form.cleaned_data["closed_on"], reason=form.cleaned_data["reason"]
    ),
    reopen=lambda actor, key: sites.reopen_site(actor=actor, site_id=key),
)
PROGRAMS = Kind(
    slug="programs",
    one="program",
    icon="signpost-split",
    lead="What runs at a site, at one level of care.",
    empty="A program runs at one site and one level of care, such as Evening at level 2.1.",
    headings=("Site", "Level of care", "Treats"),
    model=Program,
    rows=queries.programs,
    new_form=forms.NewProgram,
    changed_form=forms.ChangedProgram,
    add=lambda actor, form: programs.add_program(actor=actor, site_id=form.cleaned_data["site"], record=form.record()),
    change=lambda actor, key, form: programs.change_program(
        actor=actor, program_id=key, record=form.record(), reason=form.cleaned_data["reason"]
    ),
    close=lambda actor, key, form: programs.close_program(
        actor=actor, program_id=key, closes_on=form.cleaned_data["closed_on"], reason=form.cleaned_data["reason"]
    ),
    reopen=lambda actor, key: programs.reopen_program(actor=actor, program_id=key),
)
ROOMS = Kind(
    slug="rooms",
    one="room",
    icon="door-open",
    lead="Where groups meet, and how many each seats.",
    empty="A room has a name and seats. A group takes one.",
    headings=("Site", "Seats"),
    model=Room,
    rows=queries.rooms,
    new_form=forms.NewRoom,
    changed_form=forms.ChangedRoom,
    add=lambda actor, form: rooms.add_room(actor=actor, site_id=form.cleaned_data["site"], record=form.record()),
    change=lambda actor, key, form: rooms.change_room(actor=actor, room_id=key, record=form.record()),
    close=lambda actor, key, form: rooms.close_room(
        actor=actor, room_id=key, closes_on=form.cleaned_data["closed_on"], reason=form.cleaned_data["reason"]
    ),
    reopen=lambda actor, key: rooms.reopen_room(actor=actor, room_id=key),
    counts=True,
)
KINDS = {kind.slug: kind for kind in (SITES, PROGRAMS, ROOMS)}
