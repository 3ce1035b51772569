"""Signatures as they are looked up and checked."""

from uuid import UUID

from django.db.models import QuerySet

from stepwell.kernel.findings import Finding
from stepwell.platform.signatures.models import Signature, seal_secret
from stepwell.platform.signatures.rules import verification
from stepwell.platform.walls.scope import Scope


def signatures_of(scope: Scope, client_id: UUID) -> QuerySet[Signature]:
    """Return a client's signatures that the current scope may see, newest first, without their marks."""
    mine = Signature.objects.filter(organization_id=scope.tenant, client_id=client_id)
    return mine.defer("mark").order_by("-signed_at", "id")


def signatures_over(scope: Scope, content: bytes) -> QuerySet[Signature]:
    """Return the signatures of exactly these bytes that the current scope may see, oldest first."""
    digest = verification.digest_of(content)
    return Signature.objects.filter(organization_id=scope.tenant, digest=digest).order_by("signed_at", "id")


def verify(signature: Signature, content: bytes) -> list[Finding]:
    """Return what is wrong with a signature of `content`; empty if neither it nor its record was changed."""
    return verification.verify(signature.facts, content, seal=signature.seal, secret=seal_secret())
