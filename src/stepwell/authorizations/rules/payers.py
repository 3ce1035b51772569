"""Which payers a client's policies name, and whether an authorization is of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.clients.rules.enrollment import Span


@dataclass(frozen=True)
class Insured:
    """A policy, in the order in which it pays.

    decides  who decides on this care for the payer, if that is somebody else; "" if not
    """

    payer: str
    decides: str
    span: Span

    @property
    def names(self) -> tuple[str, ...]:
        """Whoever may have decided, the likeliest first."""
        return (self.decides, self.payer) if self.decides else (self.payer,)


def offered(policies: Iterable[Insured], *, on: date) -> list[str]:
    """Return the payers of the policies in force on a day, each once, the likeliest first."""
    return list(dict.fromkeys(name for policy in policies if policy.span.holds(on) for name in policy.names))


def remark(payer: str, span: Span, policies: Iterable[Insured]) -> str:
    """Return what does not fit between the payer of an authorization and the policies of its client; "" if it fits.

    span  the days of the authorization
    """
    known = list(policies)
    same = [policy for policy in known if any(_key(name) == _key(payer) for name in policy.names)]
    if any(policy.span.meets(span) for policy in same):
        return ""
    if same:
        return f"The policy with {payer.strip()} covers none of these days."
    there = list(dict.fromkeys(policy.payer for policy in known if policy.span.meets(span)))
    if there:
        return f"Not a payer of the client’s policies on these days, which are with {' and '.join(there)}."
    return "No policy of the client on these days is on record."


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
