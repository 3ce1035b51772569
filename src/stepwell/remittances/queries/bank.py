"""Deposits, what they hold, and the payments that the bank has not shown."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from stepwell.billing.models import Payment, Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import WAY_LABELS, Way
from stepwell.platform.questions import Question
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models import BankFile, BankMatch, Deposit, Remittance
from stepwell.remittances.queries.by_hand import standing
from stepwell.remittances.rules.banking import matching
from stepwell.remittances.rules.banking.matching import Expected
from stepwell.remittances.rules.banking.statements import Bad, Row, Statement

MOST = 60  # of each list on a page
OPEN = Question(
    "deposits to match",
    lambda who: who.may(Category.BILLING, writes=True),
    "SELECT json_build_array(count(*), coalesce(sum(d.cents - d.matched), 0)) FROM remittances_deposit d"
    " WHERE d.voided_at IS NULL AND d.matched <> d.cents",
)


@dataclass(frozen=True)
class Compared:
    """The rows of a bank's file beside what is here: new ones, those taken before, those entered by hand before."""

    new: tuple[Row, ...]
    known: tuple[Row, ...]
    by_hand: tuple[Row, ...]
    bad: tuple[Bad, ...]
    out: int


@dataclass(frozen=True)
class PartRow:
    """A payment that a deposit holds or may hold. Amounts in dollars.

    what  whose payment, in words; a client is named to those who may see them
    """

    id: UUID
    what: str
    number: str
    day: date
    amount: str
    remittance_id: UUID | None = None
    client_id: UUID | None = None
    payment_id: UUID | None = None


@dataclass(frozen=True)
class MatchRow:
    """What a deposit holds, and how that came; `by` is "" where number and amount agreed by themselves."""

    id: UUID
    part: PartRow
    by: str
    is_undone: bool
    why: str

    @property
    def parts(self) -> tuple[PartRow]:
        """It alone, as a list of parts is drawn."""
        return (self.part,)


@dataclass(frozen=True)
class SuggestedRow:
    """Payments that a deposit may hold, and why."""

    parts: tuple[PartRow, ...]
    why: str


@dataclass(frozen=True)
class DepositRow:
    """A deposit. Amounts in dollars; `left` is "" once a payment is known for all of it."""

    id: UUID
    day: date
    amount: str
    left: str
    text: str
    by: str
    is_set_aside: bool


def compared(found: Statement, *, today: date) -> Compared:
    """Return what of a bank's file is new. Two queries."""
    known = set(Deposit.objects.filter(fact__in=[row.fact for row in found.rows]).values_list("fact", flat=True))
    entered = Deposit.objects.filter(file=None, voided_at=None, day__in={row.day for row in found.rows})
    hands = Counter(entered.values_list("day", "cents"))
    new, before, by_hand, bad = [], [], [], list(found.bad)
    for row in found.rows:
        if row.fact in known:
            before.append(row)
        elif row.day > today:
            bad.append(Bad(row.line, "Its day is still to come. Correct it, or wait until the bank has booked it."))
        elif hands[row.day, row.cents]:
            hands[row.day, row.cents] -= 1
            by_hand.append(row)
        else:
            new.append(row)
    return Compared(tuple(new), tuple(before), tuple(by_hand), tuple(sorted(bad, key=lambda one: one.line)), found.out)


def bank_file(file_id: UUID) -> BankFile | None:
    """Return a file of the bank. One query."""
    return BankFile.objects.select_related("added_by").filter(pk=file_id).first()


def open_deposits(*, cents: Collection[int] | None = None) -> list[Deposit]:
    """Return the deposits of which not everything is known, the oldest first; of some amounts only. One query."""
    found = Deposit.objects.filter(voided_at=None).exclude(matched=F("cents"))
    found = found if cents is None else found.filter(cents__in=cents)
    return list(found.select_related("added_by").order_by("day", "cents", "id"))


def latest_deposits() -> list[Deposit]:
    """Return the deposits that are settled, the latest first. One query."""
    found = Deposit.objects.exclude(voided_at=None, matched__lt=F("cents"))
    return list(found.select_related("added_by").order_by("-day", "-cents", "id")[:MOST])


def deposit(deposit_id: UUID) -> Deposit | None:
    """Return a deposit. One query."""
    return Deposit.objects.select_related("added_by", "file").filter(pk=deposit_id).first()


def expected_remittances(*, only: Collection[UUID] | None = None) -> list[Remittance]:
    """Return the payments of payers that stand and that no deposit holds, the oldest first. One query."""
    live = BankMatch.objects.filter(remittance=OuterRef("pk"), undone_at=None)
    found = standing().filter(~Exists(live), cents__gt=0)
    found = found if only is None else found.filter(pk__in=only)
    return list(found.select_related("payer").order_by("day", "number", "id"))


def expected_payments(*, only: Collection[UUID] | None = None, since: date | None = None) -> list[Payment]:
    """Return the payments of clients that stand and that no deposit holds, as far as the actor sees them. One query."""
    live = BankMatch.objects.filter(payment=OuterRef("pk"), undone_at=None)
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    found = Payment.objects.filter(~Exists(live), ~Exists(undone))
    found = found if only is None else found.filter(pk__in=only)
    found = found if since is None else found.filter(day__gte=since)
    return list(found.select_related("client").order_by("day", "way", "id"))


def as_open(row: Deposit) -> matching.Deposit:
    """Return a deposit as the rules want it: with what of it is not known."""
    return matching.Deposit(row.pk, row.day, row.cents - row.matched, text_of(row))


def as_expected(one: Remittance | Payment) -> Expected:
    """Return a payment as the rules want it."""
    if isinstance(one, Remittance):
        return Expected(one.pk, one.day, one.cents, one.number, "check" if one.method == "CHK" else "")
    return Expected(one.pk, one.day, one.cents, one.check_number, one.way)


def text_of(row: Deposit) -> str:
    """Return all that the bank says of a deposit."""
    return " ".join(part for part in (row.number, row.words or "") if part)


def row(one: Deposit) -> DepositRow:
    """Return a deposit as a list shows it."""
    left = one.cents - one.matched
    return DepositRow(
        one.pk, one.day, in_words(one.cents), in_words(left) if left else "", text_of(one),
        "from the bank’s list" if one.file_id else f"entered by {one.added_by}", one.voided_at is not None,
    )  # fmt: skip


def part(one: Remittance | Payment) -> PartRow:
    """Return a payment as a list shows it."""
    if isinstance(one, Remittance):
        what = str(one.payer) if one.payer else one.payer_name or "A payer"
        return PartRow(one.pk, what, one.number, one.day, in_words(one.cents), remittance_id=one.pk)
    what = f"{one.client.display_name}, {WAY_LABELS[Way(one.way)].lower()}"
    return PartRow(
        one.pk, what, one.check_number or (f"ending in {one.last_four}" if one.last_four else ""), one.day,
        in_words(one.cents), client_id=one.client_id, payment_id=one.pk,
    )  # fmt: skip


def parts(remittances: Iterable[Remittance], payments: Iterable[Payment]) -> list[PartRow]:
    """Return payments as a list shows them."""
    return [*map(part, remittances), *map(part, payments)]


def suggestions(
    deposits: Iterable[Deposit], remittances: Collection[Remittance], payments: Collection[Payment]
) -> dict[UUID, list[SuggestedRow]]:
    """Return what each deposit may hold, the likeliest first; one that others may hold too is offered to each."""
    by_id = {one.id: one for one in parts(remittances, payments)}
    expected = [*map(as_expected, remittances), *map(as_expected, payments)]
    return {
        each.pk: [
            SuggestedRow(tuple(by_id[one.id] for one in found.parts), found.why)
            for found in matching.suggested(as_open(each), expected)
        ]
        for each in deposits
    }


def matches_of(deposit_id: UUID) -> list[MatchRow]:
    """Return what a deposit holds or held, in the order it was written down. Three queries at most."""
    rows = list(
        BankMatch.objects.filter(deposit=deposit_id)
        .select_related("remittance__payer", "made_by")
        .order_by("made_at", "-cents", "id")
    )
    seen = Payment.objects.filter(pk__in=[one.payment_id for one in rows if one.payment_id]).select_related("client")
    payments = {one.pk: one for one in seen} if any(one.payment_id for one in rows) else {}
    return [
        MatchRow(
            one.pk, _held(one, payments), str(one.made_by) if one.made_by else "", one.undone_at is not None,
            one.undone_why or "",
        )
        for one in rows
    ]  # fmt: skip


def match_row(match_id: UUID) -> BankMatch | None:
    """Return a match that stands. One query."""
    return BankMatch.objects.filter(pk=match_id, undone_at=None).first()


def _held(one: BankMatch, payments: dict[UUID, Payment]) -> PartRow:
    if one.remittance:
        return part(one.remittance)
    if one.payment_id and one.payment_id in payments:
        return part(payments[one.payment_id])
    what = one.words or "A payment of a client of another site"
    return PartRow(one.pk, what, "", one.made_at.date(), in_words(one.cents))


def times_undone(ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how often a match of some deposits and payments was undone: each time the work about it is new."""
    counted: dict[UUID, int] = defaultdict(int)
    rows = BankMatch.objects.filter(undone_at__isnull=False)
    for name in ("deposit", "remittance"):
        for key in rows.filter(**{f"{name}__in": ids}).values_list(name, flat=True):
            counted[key] += 1
    return counted
