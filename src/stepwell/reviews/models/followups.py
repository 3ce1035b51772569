"""Calls after care, and what came of them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.clients.vocabulary import ANSWER_LABELS, Answer
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.reviews.models import guards
from stepwell.reviews.vocabulary import FOLLOW_UP_DAYS, REACHED_LABELS, WAY_LABELS, Reached, Way

# Who looks after somebody's safety calls; that somebody agreed to be called is no more than that.
_TASK = Wall(client="client_id", readers=(Category.CHART, Category.SAFETY, "system"), writers=(Category.CHART,))
_ATTEMPT = Wall(
    client="client_id",
    readers=(Category.CHART, Category.SAFETY, "system"),
    writers=(Category.CHART, Category.SAFETY),
    append_only=True,
)


@recorded(_TASK)
class FollowUpTask(Walled):
    """A call that somebody agreed to, so many days after the last day."""

    client = key("clients.Client")
    discharge = key("reviews.Discharge", related_name="calls")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _TASK,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="discharge"),
            models.CheckConstraint(condition=Q(days__in=FOLLOW_UP_DAYS), name="follow_up_days"),
            models.UniqueConstraint(fields=["discharge", "days"], name="follow_up_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "due_on"], name="follow_up_by_day"),
            models.Index(fields=["client", "due_on"], name="follow_up_of_client"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.TASK_OF_DISCHARGE]

    def __str__(self) -> str:
        return f"follow-up {self.id}"


class FollowUpAttempt(Walled):
    """One attempt, and how the person is if they were reached. Only ever added.

    abstinent    free of what they were treated for since the last day, as they say
    in_care      in treatment or a support group
    wants_back   asks to come back
    """

    client = key("clients.Client")
    task = key("reviews.FollowUpTask", related_name="attempts")
    at = models.DateTimeField()
    day = models.DateField()
    by = key("tenancy.Membership")
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    outcome = models.CharField(max_length=10, choices=REACHED_LABELS)
    abstinent = models.CharField(max_length=10, choices=ANSWER_LABELS, blank=True)
    in_care = models.CharField(max_length=10, choices=ANSWER_LABELS, blank=True)
    wants_back = models.BooleanField(default=False)
    words = EncryptedTextField[str, str](aad="reviews.follow_up_attempt.words", default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ATTEMPT,
            SameOrganization(field="client"),
            SameOrganization(field="task"),
            SameOrganization(field="by"),
            models.CheckConstraint(
                condition=Q(way__in=list(Way), outcome__in=list(Reached)), name="follow_up_attempt_choices"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Reached.REACHED, abstinent__in=list(Answer), in_care__in=list(Answer))
                | (~Q(outcome=Reached.REACHED) & Q(abstinent="", in_care="", wants_back=False)),
                name="follow_up_attempt_reached",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "task"], name="attempt_of_task")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ATTEMPT_OF_TASK]

    def __str__(self) -> str:
        return f"attempt {self.id}"
