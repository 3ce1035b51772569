"""Papers about money as a client reads and signs them: plain words, one paragraph a line.

Source: docs/sources.md#good-faith, #instalments, #sliding-fee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.coverage.rules.payment_plans import Instalment
from stepwell.kernel.money import ZERO, dollars, total


@dataclass(frozen=True)
class Head:
    """Who writes to whom."""

    clinic: str
    address: str
    client: str
    born: date | None
    on: date


_ESTIMATE = {
    "en": (
        "This is what your plan told us. It is no promise to pay. If the sum changes, you get a new letter.",
        (
            "If the bill is $400 or more above this estimate, you may dispute it within 120 days:"
            " www.cms.gov/nosurprises. A dispute does not affect your care."
        ),
        "This is an estimate and not a contract. Your team may recommend other services that are not on this list.",
        "Tell us if you cannot pay this. You can ask to pay in parts or for help. Your care goes on.",
        "I read this letter and could ask questions.",
    ),
    "es": (
        "Esto es lo que nos dijo su plan. No es una promesa de pago. Si la suma cambia, recibirá otra carta.",
        (
            "Si la cuenta supera este presupuesto en $400 o más, puede impugnarla dentro de 120 días:"
            " www.cms.gov/nosurprises. Impugnarla no afecta su atención."
        ),
        "Esto es un presupuesto y no un contrato. Su equipo puede recomendar otros servicios que no están en la lista.",
        "Díganos si no puede pagar esto. Puede pedir pagar en partes o pedir ayuda. Su atención no se detiene.",
        "Leí esta carta y pude hacer preguntas.",
    ),
}


def _headed(head: Head, title: str) -> list[str]:
    born = f", born {head.born:%m/%d/%Y}" if head.born else ""
    return [title, f"{head.clinic}. {head.address}", f"{head.client}{born}. {head.on:%m/%d/%Y}."]


def estimate(
    head: Head, *, days: str, sentences: Sequence[str], items: Sequence[tuple[str, int, Decimal, Decimal]],
    provider: str, good_faith: bool, language: str, discount: Decimal = ZERO,
) -> str:  # fmt: skip
    """Return the letter of an estimate.

    days      how many days of care, from when to when
    items     of a good-faith estimate: service, how often, dollars each, dollars in all
    provider  name, NPI, tax number and state, and the diagnosis as far as it is known
    discount  dollars that the sliding fee takes off
    """
    title = {"en": "What your care will cost", "es": "Lo que costará su atención"}[language]
    fee = {"en": "sliding fee", "es": "tarifa según ingresos"}[language]
    by_plan, dispute, no_contract, ask, read = _ESTIMATE[language]
    said = [days, *sentences]
    if good_faith:
        lines = [f"{service}: {count} × {dollars(each)} = {dollars(sum_)}" for service, count, each, sum_ in items]
        in_all = total(sum_ for *_, sum_ in items)
        due = f"= {dollars(in_all)}"
        if discount:
            due = f"{dollars(in_all)} − {dollars(discount)} ({fee}) = {dollars(in_all - discount)}"
        said += [*lines, due, provider, dispute, no_contract]
    else:
        said.append(by_plan)
    return "\n".join([*_headed(head, title), *said, ask, read])


def plan(head: Head, due: Sequence[Instalment]) -> str:
    """Return the agreement on a payment plan."""
    lines = [f"{one.due_on:%m/%d/%Y}: {dollars(one.amount)}" for one in due]
    return "\n".join(
        [
            *_headed(head, "Payment plan"),
            f"I owe {dollars(total(one.amount for one in due))} and pay it in {len(due)} parts, without interest:",
            *lines,
            "I may pay more or earlier at any time. If I cannot pay a part, I call: we pause, or make parts smaller.",
            "If I miss parts, the clinic calls me to talk about it. My care does not depend on it.",
            "The clinic does not send this balance to a collection agency.",
            "I read this and could ask questions.",
        ]
    )


def affording(head: Head, ways: Sequence[str]) -> str:
    """Return the agreement on how care is paid."""
    return "\n".join(
        [
            *_headed(head, "How your care is paid"),
            *ways,
            "If something changes (my plan, my income, my days of care), I tell the clinic and we look at this again.",
            "I may ask for a new estimate, for the sliding fee, for a payment plan or for help of a fund at any time.",
            "I read this and could ask questions.",
        ]
    )


def assignment(head: Head, payer: str, member_id: str) -> str:
    """Return the assignment of benefits, for a plan that the clinic has no contract with."""
    return "\n".join(
        [
            *_headed(head, "Assignment of benefits"),
            f"I ask {payer} (member {member_id}) to pay {head.clinic} directly for my care here.",
            "If the plan sends the money to me all the same, I bring it or tell the clinic.",
            "I owe what the plan does not pay, as the estimate says, and nothing that the law forbids to ask of me.",
            "The clinic may send the plan what it needs to decide on payment, as far as my consent allows.",
            "I may take this back in writing for care that comes after.",
        ]
    )
