"""Who goes through the tracks of an organization: the people of the script first, then strangers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from stepwell.clients.models import Client
from stepwell.demo.cast import Insurer, Level, Office, Script, Served, Track
from stepwell.demo.fates import Fate, days_of, fates, never
from stepwell.demo.names import strangers
from stepwell.privacy.models import Consent

LOST = 2  # for each place: people who are registered and never begin
_NUMBERS = 200  # of the range kept for fiction, for the strangers of a site


@dataclass
class Life:
    """A client's way through a track. What the stories make on the way is kept here for the steps that come later.

    level    where they are now, or were last
    aims     steps of their plan
    is_open  whether they are in care; sees_alone whether the clinician books sessions alone
    """

    served: Served
    fate: Fate
    track: Track
    office: Office
    insurer: Insurer
    rng: Random
    client: Client | None = None
    level: Level | None = None
    aims: tuple[UUID, ...] = ()
    consents: list[Consent] = field(default_factory=list)
    is_open: bool = False
    sees_alone: bool = True

    @property
    def name(self) -> str:
        """The name that the client signs with."""
        return f"{self.served.first} {self.served.last}"

    @property
    def codes(self) -> tuple[str, ...]:
        """What will be diagnosed, the first of them ranked first."""
        return self.track.codes[sum(map(ord, self.served.last)) % len(self.track.codes)]

    @property
    def who(self) -> Client:
        """The client, once registered."""
        if self.client is None:
            message = "Nobody is registered yet: the story goes on before its first step."
            raise LookupError(message)
        return self.client


def lives(script: Script) -> list[Life]:
    """Return everybody's life, those in care at present first among the people of the script."""
    found: list[tuple[Track, int, Fate]] = []
    for number, track in enumerate(script.tracks):
        rng = Random(f"{script.organization.name} {number}")
        each = fates(rng, places=track.places, has_above=track.above is not None)
        found += [(track, count, fate) for count, fate in enumerate(each)]
        lost = (never(rng, day) for day in days_of(rng, count=LOST * track.places))
        found += [(track, count, fate) for count, fate in enumerate(lost)]
    found.sort(key=lambda one: not one[2].is_here)
    known = {place.record.name: iter(_of(script, place.record.name)) for place in script.places}
    made = []
    for number, (track, count, fate) in enumerate(found):
        rng = Random(f"{script.organization.name} life {number}")
        made.append(
            Life(
                served=next(known[track.site]),
                fate=fate,
                track=track,
                office=track.offices[count % len(track.offices)],
                insurer=rng.choice(script.insurers),
                rng=rng,
            )
        )
    return sorted(made, key=lambda life: life.fate.begins)


def _of(script: Script, site: str) -> Iterator[Served]:
    yield from (served for served in script.clients if served.site == site)
    place = [place.record.name for place in script.places].index(site)
    skips = script.numbers + _NUMBERS * place
    yield from strangers(Random(f"{script.organization.name} {site}"), site=site, skips=skips)
