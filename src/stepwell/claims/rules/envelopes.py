"""The envelope of claims that another program sent."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A set of claims as it lay in a file of another program. `sent_at` is when its interchange was made.

    interchange, group_number, set_number  ISA13, GS06, ST02, of which answers name one
    content  the bytes of the whole file
    """

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    receiver_name: str
    production: bool
    interchange: int
    group_number: int
    set_number: int
    reference: str
    sent_at: datetime
    content: bytes
