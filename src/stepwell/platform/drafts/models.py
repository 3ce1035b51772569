"""One form that somebody began to fill in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedJSONField
from stepwell.platform.drafts.rules.content import KEY_LENGTH
from stepwell.platform.walls.constraints import Wall
from stepwell.platform.walls.models import Walled

# No history: a draft is nobody's record, and what was discarded is to be gone.
_WALL = Wall(author="account_id", readers=("writer",), writers=("writer", "sweeper"), deletable=True)


class Draft(Walled):
    """The fields of one form on one page, as one member typed them.

    page     hash of the page and the form on it: the page's address would name a client
    content  field name -> texts, as a browser sends them
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=KEY_LENGTH)
    content = EncryptedJSONField(aad="drafts.draft.content")
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _WALL,
            models.UniqueConstraint(fields=["organization", "account", "page"], name="draft_once"),
            models.CheckConstraint(condition=Q(page__regex=rf"^[0-9a-f]{{{KEY_LENGTH}}}$"), name="draft_page"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "updated_at"], name="draft_age")]

    def __str__(self) -> str:
        return f"draft {self.id}"
