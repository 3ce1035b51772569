"""Waiting for a full group: in order, until a place is given."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from stepwell.kernel.findings import Refused
from stepwell.scheduling.actions import memberships, waiting
from stepwell.scheduling.models import Waiting
from stepwell.scheduling.queries import waiting as waiters
from tests.db.scheduling.conftest import AT, MONDAY, Plan


def test_who_waits_is_listed_in_order_until_a_place_is_given(plan: Plan) -> None:
    group = plan.group(capacity=1, minimum=1)
    row = plan.join(group, "bo")
    for number, name in enumerate(("ana", "dee")):
        with plan.as_("director") as member:
            made = waiting.wait(actor=member, at=AT, client_id=plan.client(name), series_id=group.pk)
            Waiting.objects.filter(pk=made.pk).update(created_at=AT + timedelta(hours=number))
            with pytest.raises(Refused) as refused, transaction.atomic():
                waiting.wait(actor=member, at=AT, client_id=plan.client(name), series_id=group.pk)
            assert refused.value.findings[0].code == "SCH-070"
    with plan.as_("director") as member:
        assert [(one.place, one.is_next) for one in waiters.of_group(group.pk, on=MONDAY)] == [(1, False), (2, False)]
        assert waiters.of_client(plan.client("dee"), on=MONDAY)[0].place == 2
        memberships.leave_group(actor=member, at=AT, membership_id=row.pk, to_on=MONDAY)
        tomorrow = MONDAY + timedelta(days=1)
        first = waiters.places_for_who_waits(on=tomorrow, most=5)
        assert [one.client_id for one in first] == [plan.client("ana")]
        memberships.join_group(actor=member, at=AT, client_id=plan.client("ana"), series_id=group.pk, from_on=tomorrow)
        left = waiters.of_group(group.pk, on=tomorrow)
        assert [(one.client_id, one.is_next) for one in left] == [(plan.client("dee"), False)]
        with pytest.raises(Refused) as belongs:
            waiting.wait(actor=member, at=AT, client_id=plan.client("ana"), series_id=group.pk)
        waiting.wait_no_longer(actor=member, at=AT, waiting_id=left[0].id)
        with pytest.raises(Refused) as gone:
            waiting.wait_no_longer(actor=member, at=AT, waiting_id=left[0].id)
        assert [one.value.findings[0].code for one in (belongs, gone)] == ["SCH-071", "SCH-072"]
        with pytest.raises(IntegrityError), transaction.atomic():
            Waiting.objects.update(ended_at=None, client=plan.client("dee"), series=group)
    with plan.as_("director south"):
        assert waiters.of_group(group.pk, on=MONDAY) == []
