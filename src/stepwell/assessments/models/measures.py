"""What was answered, as it was answered and as it was scored then; and what was made of it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.assessments.models import guards
from stepwell.assessments.vocabulary import CODE_LETTERS, OUTCOME_LABELS, WAY_LABELS, Outcome, Way
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

# "linked": whoever holds an open link writes what names that link, and reads it again; nothing else of the client.
_ANSWER = Wall(client="client_id", readers=(Category.CHART, "linked", "system"), writers=("linked",), append_only=True)
_RESPONSE = Wall(client="client_id", readers=(Category.CHART, "linked", "system"), writers=(Category.CHART, "linked"))
_DISCUSSION = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,), append_only=True)


class Answer(Walled):
    """One tap of somebody who answers alone. Kept at once: they may stop, and go on; the newest of an item counts."""

    client = key("clients.Client")
    request = key("assessments.MeasureRequest", related_name="answers")
    link = key("links.OneTimeLink")
    instrument = models.CharField(max_length=CODE_LETTERS)
    version = models.CharField(max_length=10)
    item = models.CharField(max_length=CODE_LETTERS)
    value = models.SmallIntegerField(null=True)  # empty: preferred not to answer
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ANSWER,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="request"),
            SameOrganization(field="link"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "request", "answered_at"], name="answer_of_request")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ANSWER_OF_REQUEST]

    def __str__(self) -> str:
        return f"answer to {self.item}"


@recorded(_RESPONSE)
class Response(Walled, Voidable):
    """An instrument answered once. It is never changed and never scored anew; set aside if it was made by mistake.

    answers   id of an item to the value chosen
    critical  answers that somebody must look at: item, value, what it means
    missing   ids of items that were asked and not answered
    """

    client = key("clients.Client")
    instrument = models.CharField(max_length=CODE_LETTERS)
    version = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    answers = models.JSONField()
    total = models.SmallIntegerField(null=True)
    band = models.CharField(max_length=60, blank=True)
    subscores = models.JSONField()
    critical = models.JSONField()
    missing = models.JSONField()
    remarks = models.JSONField()
    algorithm = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    taken_at = models.DateTimeField()
    given_by = key("tenancy.Membership", null=True)
    request = key("assessments.MeasureRequest", null=True, related_name="responses")
    link = key("links.OneTimeLink", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _RESPONSE,
            TARGET,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="given_by"),
            SameOrganization(field="request"),
            SameOrganization(field="link"),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="response_way"),
            models.CheckConstraint(
                condition=Q(way=Way.LINK, given_by=None, link__isnull=False, request__isnull=False)
                | (~Q(way=Way.LINK) & Q(given_by__isnull=False, link=None, request=None)),
                name="response_by_somebody",
            ),
            models.CheckConstraint(condition=Q(band="") | Q(total__isnull=False), name="response_band_of_a_total"),
            models.CheckConstraint(condition=~Q(algorithm="") & ~Q(instrument=""), name="response_says_how"),
            models.UniqueConstraint(fields=["request", "instrument"], name="response_once_a_request"),
            models.UniqueConstraint(fields=["organization", "client", "id"], name="response_of_its_client"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "instrument", "taken_at"], name="response_course"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.RESPONSE_OF_REQUEST, guards.RESPONSE_STANDS]

    def __str__(self) -> str:
        return f"{self.instrument} {self.id}"


class Discussion(Walled):
    """A result was talked over with the client, and what became of the plan.

    Source: docs/sources.md#measurement-based-care
    """

    client = key("clients.Client")
    response = key("assessments.Response", related_name="discussions")
    discussed_on = models.DateField()
    words = EncryptedTextField[str, str](aad="assessments.discussion.words")
    outcome = models.CharField(max_length=10, choices=OUTCOME_LABELS)
    because = EncryptedTextField[str, str](aad="assessments.discussion.because")
    written_by = key("tenancy.Membership")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _DISCUSSION,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="response"),
            SameOrganization(field="written_by"),
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="discussion_outcome"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "response"], name="discussion_of_response")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.DISCUSSION_OF_CLIENT]

    def __str__(self) -> str:
        return f"discussion of {self.response_id}"
