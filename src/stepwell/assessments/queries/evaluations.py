"""Evaluations of a client."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.assessments.models import Cosignature, Evaluation
from stepwell.platform.signatures import queries as signatures
from stepwell.platform.signatures.models import Signature


def evaluations_of(client_id: UUID) -> list[Evaluation]:
    """Return a client's evaluations, newest first, without their content; those set aside included.

    Each has `is_cosigned`, and `is_replaced` where a later version was signed.
    """
    successors = Evaluation.objects.filter(previous=OuterRef("pk"), voided_at=None, signed_at__isnull=False)
    rows = Evaluation.objects.filter(client=client_id).select_related("author", "signed_by")
    rows = rows.annotate(
        is_cosigned=Exists(Cosignature.objects.filter(evaluation=OuterRef("pk"))), is_replaced=Exists(successors)
    )
    return list(rows.defer("content", "signed_text").order_by("-begun_at", "id"))


def evaluation(evaluation_id: UUID, *, client_id: UUID) -> Evaluation | None:
    """Return one evaluation of a client, or None."""
    mine = Evaluation.objects.filter(pk=evaluation_id, client=client_id)
    return mine.select_related("author", "signed_by", "voided_by", "previous").first()


def cosignature_of(evaluation_id: UUID) -> Cosignature | None:
    """Return who co-signed an evaluation, or None."""
    return Cosignature.objects.filter(evaluation=evaluation_id).select_related("signed_by").first()


def holds(row: Evaluation) -> bool:
    """Return whether the signature of an evaluation still fits exactly what was signed."""
    if row.signature_id is None:
        return False
    signature = Signature.objects.filter(pk=row.signature_id).first()
    return signature is not None and not signatures.verify(signature, row.signed_text.encode())
