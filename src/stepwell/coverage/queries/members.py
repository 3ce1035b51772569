"""Policies by the member numbers that payers and other programs name them with."""

from collections.abc import Iterable

from django.db.models import QuerySet

from stepwell.coverage.models import Policy
from stepwell.coverage.vocabulary import MEMBER_LABEL
from stepwell.platform.crypto.blind import Form, blind_index


def with_member_numbers(numbers: Iterable[str]) -> QuerySet[Policy]:
    """Return the policies that have one of some member numbers, however they are punctuated."""
    told = {number for number in numbers if any(letter.isalnum() for letter in number)}
    indexes = [blind_index(number, MEMBER_LABEL, Form.CODE) for number in told]
    return Policy.objects.filter(member_id_index__in=indexes, voided_at=None)
