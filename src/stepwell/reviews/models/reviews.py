"""Reviews of whether somebody stays, moves or leaves."""

from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.people.vocabulary import LEVELS
from stepwell.platform.crypto.fields import EncryptedJSONField, EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.reviews.models import guards
from stepwell.reviews.vocabulary import DECISION_LABELS, Decision

_REVIEW = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,))
_SIGNED = ("signed_at", "signed_on", "signed_by", "signature", "signed_text")


@recorded(_REVIEW)
class Review(Walled, Versioned, Voidable):
    """One review: a draft until it is signed with its placement, then carried out, and never changed.

    level           at which the client was when it was begun
    words           JSON: "discussed" and "plan", and the order wished for ("order")
    leaves, joins   memberships that end and groups that begin on `effective_on`
    signed_text     exactly what was signed
    carried_out_at  when level, order and groups were changed; empty if nothing was, or while it waits
    undo            ids and days as they were, for setting it aside
    """

    client = key("clients.Client", related_name="reviews")
    episode = key("clients.Episode")
    placement = key("placement.Placement", related_name="reviews")
    level = models.CharField("level of care until now", max_length=4, choices=LEVELS)
    decision = models.CharField("why", max_length=2, choices=DECISION_LABELS, blank=True)
    discussed = models.BooleanField("discussed with the client", null=True)
    plan_changed = models.BooleanField("the plan changes", null=True)
    words = EncryptedJSONField[Any, Any](aad="reviews.review.words", default=dict)
    next_review_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    leaves = ArrayField(models.UUIDField(), default=list)
    joins = ArrayField(models.UUIDField(), default=list)
    begun_at = models.DateTimeField()
    begun_by = key("tenancy.Membership")
    signed_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)
    signed_by = key("tenancy.Membership", null=True)
    credential = models.CharField("license of who signed, as it was", max_length=120, blank=True)
    signed_text = EncryptedTextField[str | None, str | None](aad="reviews.review.signed_text", null=True)
    signature = key("signatures.Signature", null=True)
    carried_out_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _REVIEW,
            VOID,
            *(
                SameOrganization(field=name)
                for name in ("voided_by", "client", "episode", "placement", "begun_by", "signed_by", "signature")
            ),
            TARGET,
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="review_level"),
            models.CheckConstraint(condition=Q(decision="") | Q(decision__in=list(Decision)), name="review_decision"),
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True for name in _SIGNED}, credential="")
                | (
                    Q(**{f"{name}__isnull": False for name in _SIGNED}, discussed__isnull=False)
                    & Q(plan_changed__isnull=False)
                    & ~Q(decision="")
                ),
                name="review_signed_wholly",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at=None) | Q(signed_at__isnull=False, effective_on__isnull=False),
                name="review_carried_out",
            ),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(voided_at=None), name="review_once_for_a_placement"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(signed_at=None, voided_at=None), name="review_one_draft"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-signed_at"], name="review_of_client"),
            models.Index(
                fields=["organization", "begun_by"], condition=Q(signed_at=None, voided_at=None), name="review_open"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.REVIEW_BEGINS, guards.REVIEW_STANDS]

    def __str__(self) -> str:
        return f"review {self.id}"
