"""What came of looking at many days, until it is written: a statement for each table, however many they are."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from stepwell.billing.actions.posting import Draft, post_all
from stepwell.billing.actions.stopping import Looked, keep_stops
from stepwell.billing.models import Charge, ChargeLine, ChargeSource, HeldDay
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.bulk import insert
from stepwell.platform.walls.scope import Scope


@dataclass(frozen=True)
class Made:
    """A charge with its parts and its posting."""

    charge: Charge
    lines: list[ChargeLine]
    sources: list[ChargeSource]
    draft: Draft


@dataclass(frozen=True)
class Batch:
    """What is to be written.

    made      charges
    held      days that come on the list of days not billed
    same      days on it of which nothing changed
    resolved  days that leave it
    looked    what rules say of days on it, of which something changed
    """

    made: list[Made] = field(default_factory=list)
    held: list[HeldDay] = field(default_factory=list)
    same: list[UUID] = field(default_factory=list)
    resolved: list[UUID] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)

    def write(self, *, actor: Member | Scope, at: datetime) -> None:
        """Write what is in it, with its postings; then it is empty."""
        insert([each.charge for each in self.made])
        insert([line for each in self.made for line in each.lines])
        insert([source for each in self.made for source in each.sources])
        if self.made:
            post_all(actor=actor, at=at, drafts=[each.draft for each in self.made])
        insert(self.held)
        if self.same:
            HeldDay.objects.filter(pk__in=self.same).update(looked_at=at)
        if self.resolved:
            HeldDay.objects.filter(pk__in=self.resolved).update(resolved_at=at, looked_at=at)
        keep_stops(self.looked, at=at)
        for each in (self.made, self.held, self.same, self.resolved, self.looked):
            each.clear()
