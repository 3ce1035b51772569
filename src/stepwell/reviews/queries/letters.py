"""The letter that a client is given at the end of care: plain words, and outside nothing that names the program."""

from dataclasses import dataclass
from datetime import date

from stepwell.clients.models import Demographics
from stepwell.kernel import phones
from stepwell.reviews.models import Discharge, DischargeSummary
from stepwell.reviews.queries.discharges import (
    appointment_in_words,
    appointments_of,
    medication_in_words,
    medications_of,
    parts_of,
)
from stepwell.reviews.vocabulary import PART_LABELS, Naloxone, Part, Reason

_NALOXONE = {
    Naloxone.GIVEN: "You have naloxone at home. Tell the people you live with where it is.",
    Naloxone.HAS: "You have naloxone at home. Tell the people you live with where it is.",
    Naloxone.PRESCRIBED: "Get naloxone at the drugstore as we talked about. Keep it where others can find it.",
}
_OPENINGS = {
    Reason.COMPLETED: "You have finished your program with us. That took work, and you did it.",
    Reason.TRANSFERRED: "You are going on with your care at another place. Here is what you need for the way.",
    Reason.BY_PROGRAM: "Your time in our program has ended. Here is what can help you now, and how to object.",
}
_OPENING = "Your time in our program has ended. Here is what can help you now."


@dataclass(frozen=True)
class Letter:
    """A letter: who sends it, to whom, and what it says, section by section.

    sender  street and town only: the outside of an envelope says nothing of treatment
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    clinic: str
    phone: str
    name: str
    on: date
    opening: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def letter_of(discharge: Discharge, *, clinic: str) -> Letter | None:
    """Return the letter of a discharge, for who reads the chart; None if it is not to be seen or nobody gets one."""
    summary = DischargeSummary.objects.filter(pk=discharge.summary_id).first()
    if summary is None or discharge.reason == Reason.DIED:
        return None
    client, site = discharge.client, discharge.client.site
    person = Demographics.objects.filter(client=client).first()
    address = (person.address or "").splitlines() if person else []
    return Letter(
        sender=(site.street, f"{site.city}, {site.state} {site.postal_code}"),
        to=(client.display_name, *address),
        clinic=clinic,
        phone=phones.written(site.phone),
        name=client.preferred_name or client.first_name,
        on=discharge.last_day,
        opening=_OPENINGS.get(Reason(discharge.reason), _OPENING),
        sections=tuple(section for section in _sections(summary) if section[1]),
    )


def _sections(summary: DischargeSummary) -> list[tuple[str, tuple[str, ...]]]:
    parts = parts_of(summary.pk)
    medicines = [medication_in_words(row) for row in medications_of(summary.pk)]
    medicines += [_NALOXONE[Naloxone(summary.naloxone)]] if summary.naloxone in _NALOXONE else []
    called = ("We will call you after 7, 30 and 90 days to ask how you are. You can say no at any time.",)
    objecting = (summary.words.get("notice", ""),) if summary.reason == Reason.BY_PROGRAM else ()
    return [
        ("What comes next", tuple(appointment_in_words(row) for row in appointments_of(summary.pk))),
        ("Your medicines", tuple(medicines)),
        *((PART_LABELS[part][0], parts.get(part, ())) for part in Part),
        ("How to object", tuple(words for words in objecting if words)),
        ("After you leave", called if summary.follow_up else ()),
    ]
