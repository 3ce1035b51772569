"""Who is in care at a site in a week, and what is known of them: orders, times, needs, payers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stepwell.clients.models import CareAssignment, Demographics, Episode
from stepwell.clients.vocabulary import CareKind
from stepwell.platform.tenancy.models import Site
from stepwell.platform.walls.together import Reading, Steps, asking, side_by_side
from stepwell.scheduling.ordered import reading_orders
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.weeks import Week
from stepwell.weekplans.models import ClientNeeds, ClientTime
from stepwell.weekplans.queries import paying
from stepwell.weekplans.queries.paying import Paying
from stepwell.weekplans.queries.staffing import weekly
from stepwell.weekplans.rules.facts import ClientFacts
from stepwell.weekplans.rules.times import Weekly, away_times, come_times

_ENGLISH = "en"


@dataclass(frozen=True)
class InCare:
    """Clients in care, with the program of their latest episode, and what is known of each; by client."""

    programs: Mapping[UUID, UUID]
    times: Mapping[UUID, list[Weekly]]
    wishes: Mapping[UUID, list[Weekly]]
    needs: Mapping[UUID, ClientNeeds]
    spoken: Mapping[UUID, Demographics]
    therapists: Mapping[UUID, UUID]
    orders: Mapping[UUID, OrderFacts]
    paying: Paying

    def facts(self, site: Site, week: Week, *, strictest: bool) -> Iterator[ClientFacts]:
        """Yield what a week is planned from, by id, without where anybody sits.

        strictest  of a client whose payer the actor does not see, a day of the strictest contract is asked
        """
        days = paying.day_minutes(self.paying, site, week, self.programs, self.orders, strictest=strictest)
        for key in sorted(self.programs):
            need, therapist = self.needs.get(key, ClientNeeds()), self.therapists.get(key)
            yield ClientFacts(
                id=str(key),
                order=self.orders.get(key),
                free=come_times(week, self.times.get(key, [])),
                programs=(str(self.programs[key]),),
                languages=_languages(self.spoken.get(key)),
                on_site=need.on_site,
                by_video=need.by_video,
                state=need.state,
                group_for=need.group_for,
                therapist=str(therapist) if therapist else None,
                day_minutes=days.get(key),
                prefers=away_times(week, self.wishes.get(key, [])),
            )


def in_care(site: Site, week: Week) -> QuerySet[Episode, Any]:
    """Return the query for clients in care at the site in the week with their program, the latest episode last."""
    episodes = Episode.objects.filter(
        Q(closed_on=None) | Q(closed_on__gte=week.first),
        program__site=site.pk,
        opened_on__lte=week.last,
        voided_at=None,
    )
    return episodes.order_by("opened_on").values_list("client_id", "program_id")


def keys_of(found: QuerySet[Episode, Any]) -> QuerySet[Episode, Any]:
    """Return the query for their keys alone."""
    return found.order_by().values("client_id")


def reading_known(programs: Mapping[UUID, UUID], week: Week) -> Steps[InCare]:
    """Read what is known of clients in care, in one step."""
    ids = sorted(programs)
    times = ClientTime.objects.filter(client__in=ids, voided_at=None)
    needs = ClientNeeds.objects.filter(client__in=ids)
    spoken = Demographics.objects.filter(client__in=ids).only("client_id", "language", "needs_interpreter")
    primary = CareAssignment.objects.filter(client__in=ids, kind=CareKind.PRIMARY, ends_at=None)
    therapists = primary.values_list("client_id", "membership_id")
    ordered = Reading(reading_orders(dict.fromkeys(ids, week)))
    paid = Reading(paying.reading_paying(ids, week))
    yield from side_by_side(Reading(asking(times, needs, spoken, therapists)), ordered, paid)
    cannot: dict[UUID, list[Weekly]] = defaultdict(list)
    wishes: dict[UUID, list[Weekly]] = defaultdict(list)
    for row in times:
        (wishes if row.is_wish else cannot)[row.client_id].append(weekly(row, adds=row.can_come and not row.is_wish))
    return InCare(
        programs,
        cannot,
        wishes,
        {row.client_id: row for row in needs},
        {row.client_id: row for row in spoken},
        dict(therapists),
        ordered.result,
        paid.result,
    )


def _languages(spoken: Demographics | None) -> frozenset[str]:
    """Return what a client speaks: their language, and English unless they need an interpreter."""
    if spoken is None:
        return frozenset({_ENGLISH})
    return frozenset({spoken.language} if spoken.needs_interpreter else {spoken.language, _ENGLISH})
