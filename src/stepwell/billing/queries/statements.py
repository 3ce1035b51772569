"""What stands on a client's statement, and who sends it to whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules import statements
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.rules.statements import Day, Move
from stepwell.billing.vocabulary import Account, Kind
from stepwell.clients.models import Client, Demographics
from stepwell.kernel import phones


@dataclass(frozen=True)
class Line:
    """One amount in words."""

    words: str
    amount: str


@dataclass(frozen=True)
class ShownDay:
    """A day of care in words."""

    day: date
    lines: tuple[Line, ...]
    yours: str


@dataclass(frozen=True)
class Letter:
    """A statement as it is printed.

    sender  street and town only: the outside of an envelope says nothing of treatment
    closing what is owed, what is paid ahead, what comes back
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    clinic: str
    phone: str
    number: str
    on: date
    owes: str
    days: tuple[ShownDay, ...]
    paid: tuple[tuple[date, str, bool], ...]
    closing: tuple[Line, ...]


def letter_of(client: Client, *, on: date, clinic: str) -> Letter:
    """Return the statement of a client as of now."""
    found = statements.statement(_moves(client.pk))
    site = client.site
    person = Demographics.objects.filter(client=client).first()
    address = (person.address or "").splitlines() if person else []
    return Letter(
        sender=(site.street, f"{site.city}, {site.state} {site.postal_code}"),
        to=(client.legal_name, *address),
        clinic=clinic,
        phone=phones.written(site.phone),
        number=client.record_number,
        on=on,
        owes=in_words(found.owed) if found.owed > 0 else "",
        days=tuple(_shown(day) for day in found.days),
        paid=tuple((each.day, in_words(each.cents), each.by_fund) for each in found.paid),
        closing=tuple(
            Line(words, in_words(cents))
            for words, cents in (
                ("You paid more than you owed. We keep it for you, or pay it back if you ask.", max(-found.owed, 0)),
                ("You paid ahead. We use it for what you owe next.", found.prepaid),
                ("We are paying this back to you.", found.to_refund),
            )
            if cents
        ),
    )


def _shown(day: Day) -> ShownDay:
    lines = [Line("What we charged.", in_words(day.charged))] if day.charged else []
    lines += [Line("Your plan paid.", in_words(day.paid_by_plan))] if day.paid_by_plan else []
    lines += [Line(words, in_words(cents)) for words, cents in day.taken_off]
    lines += [Line("Your plan has not answered for this yet. Please do not pay it.", in_words(day.waits))] * bool(
        day.waits
    )
    return ShownDay(day.day, tuple(lines), in_words(day.yours))


def _moves(client_id: UUID) -> list[Move]:
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    rows = Entry.objects.filter(client=client_id, transaction__reverses=None).exclude(Exists(undone))
    return [
        Move(Kind(kind), day, service_day, Account(account), cents)
        for kind, day, service_day, account, cents in rows.order_by("transaction__posted_at", "pk").values_list(
            "transaction__kind", "transaction__day", "transaction__service_day", "account", "cents"
        )
    ]
