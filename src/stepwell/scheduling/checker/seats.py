"""The rules of a single seat: whether this client may sit in this session."""

from collections import Counter
from collections.abc import Iterator

from stepwell.scheduling.checker.facts import Instance
from stepwell.scheduling.checker.plan import Check, Plan, Rule, Seat
from stepwell.scheduling.checker.times import covers


def checks(_: Instance, plan: Plan) -> Iterator[Check]:
    """Yield what each rule says of each seat."""
    for client, session in plan.nowhere:
        yield Check(Rule.OFFERED, f"{client} has a seat in {session}, which does not meet.", client, session)
    for seat in plan.seats:
        for rule, sentence in _RULES:
            yield Check(rule, sentence(seat), seat.client.id, seat.held.offer.id)
    for client, seats in plan.of_client.items():
        yield from _curriculum(client, seats)


def _offered(seat: Seat) -> str:
    offer = seat.held.offer
    return "" if seat.kind in offer.kinds else f"{offer.id} is not offered as {seat.kind}."


def _availability(seat: Seat) -> str:
    if covers(seat.client.available, seat.held.span):
        return ""
    return f"{seat.client.id} cannot come to {seat.held.offer.id} at {seat.held.span}."


def _site(seat: Seat) -> str:
    client, offer = seat.client, seat.held.offer
    if offer.site not in client.sites and not (offer.video and offer.shared_with & client.sites):
        return f"{client.id} does not belong to site {offer.site}, whose session {offer.id} is."
    return "" if offer.video or client.on_site else f"{client.id} does not come in person, and {offer.id} is on site."


def _telehealth(seat: Seat) -> str:
    client, held = seat.client, seat.held
    if not held.offer.video:
        return ""
    if not client.telehealth:
        return f"{client.id} does not take part by video, and {held.offer.id} is by video."
    if client.state is None or client.state not in held.member.states:
        return f"{held.member.id}, who holds {held.offer.id}, has no license in {client.state}, where {client.id} is."
    return ""


def _language(seat: Seat) -> str:
    wanted = seat.held.offer.language
    if wanted is None or wanted in seat.client.languages:
        return ""
    return f"{seat.held.offer.id} is held in {wanted}, which {seat.client.id} does not speak."


def _gender(seat: Seat) -> str:
    wanted = seat.held.offer.gender
    if wanted is None or wanted == seat.client.gender:
        return ""
    return f"{seat.held.offer.id} is for {wanted} only, and {seat.client.id} has a seat."


def _curriculum(client: str, seats: list[Seat]) -> Iterator[Check]:
    times = Counter(seat.held.offer.curriculum for seat in seats if seat.held.offer.curriculum)
    for seat in seats:
        lesson = seat.held.offer.curriculum
        if lesson is None:
            continue
        sentence = f"{client} has taken {lesson} before." if lesson in seat.client.taken else ""
        if times[lesson] > 1:
            sentence = f"{client} would take {lesson} {times[lesson]} times this week."
        yield Check(Rule.CURRICULUM, sentence, client, seat.held.offer.id)


_RULES = (
    (Rule.OFFERED, _offered),
    (Rule.AVAILABILITY, _availability),
    (Rule.SITE, _site),
    (Rule.TELEHEALTH, _telehealth),
    (Rule.LANGUAGE, _language),
    (Rule.GENDER, _gender),
)
