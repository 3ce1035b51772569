"""Sample rows of reminders: Ana confirmed hers by the link, and one was written."""

from datetime import timedelta

from django.utils import timezone

from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.reminders.models import Reminder, ReminderRequest
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Let Ana want reminders, and write one of tomorrow."""
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    clinician, now = clinic["clinician"], timezone.now()
    with acting(clinician.scope):
        request = ReminderRequest.objects.create(
            **owned, address_index=b"r" * 16, lead="evening", told_how="phone", asked_at=now,
            asked_by=clinician.membership,
        )  # fmt: skip
        OneTimeLink.objects.create(
            **owned, purpose="reminders stop", subject=request.pk, category="consents", token_hash=_token(clinic),
            expires_at=now + timedelta(days=7),
        )  # fmt: skip
    with acting(holder(clinic)):
        ReminderRequest.objects.filter(pk=request.pk).update(confirmed_at=now)
    with acting(clinic.system()):
        message = OutboxMessage.objects.create(
            **owned, category="consents", template="reminder", recipient="ana@mail.example", link="", not_after=now
        )
        Reminder.objects.create(**owned, request=request, starts_at=now + timedelta(days=1), message=message)


def holder(clinic: Clinic) -> Scope:
    """Whoever holds the sample link that ends Ana's reminders."""
    return Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{_token(clinic)}.", purpose="sample")


def _token(clinic: Clinic) -> str:
    return digest(f"reminders of {clinic.organization.name}")
