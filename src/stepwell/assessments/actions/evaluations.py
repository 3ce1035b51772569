"""Beginning, filling in, signing, co-signing and amending an evaluation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stepwell.assessments.actions.measures import NOT_YOURS
from stepwell.assessments.models import Cosignature, Evaluation
from stepwell.assessments.queries import rights
from stepwell.assessments.rules import evaluations as rules
from stepwell.assessments.rules.contents import Section
from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.platform.signatures import actions as signatures
from stepwell.platform.signatures.actions import Subject
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import STALE, check_reason, save_changed, void
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import current

NO_LICENSE = "no license; a licensed colleague co-signs"
DRAFT_STANDS = Finding("EVA-001", "There is a draft already. Go on with that one.")
SIGNED = Finding("EVA-002", "This evaluation is signed. Amend it instead: that makes a new version with your reason.")
NOT_AUTHOR = Finding("EVA-003", "Whoever writes an evaluation signs it. Ask the author, or begin one of your own.")
NOT_SIGNED = Finding("EVA-005", "This evaluation is not signed, was replaced or set aside. Load the page again.")
UNLICENSED = Finding("EVA-006", "A co-signature needs a license of your own that is in force. Add it under Staff.")
OWN = Finding("EVA-007", "You signed this one yourself. Somebody else co-signs.")
NOT_NEEDED = Finding("EVA-008", "This evaluation needs no co-signature, or has one.")


@transaction.atomic
def begin(*, actor: Member, at: datetime, client_id: UUID) -> Evaluation:
    """Begin an evaluation: an empty draft. Raises Refused (ASM-001, EVA-001)."""
    return _drafted(actor, at, Evaluation(client_id=client_id, content=rules.written({})))


def save_section(
    *, actor: Member, evaluation: Evaluation, version: int, section: Section, values: Mapping[str, Any]
) -> None:
    """Keep one section of a draft.

    version  of the evaluation that the writer saw
    raises   Refused (ASM-001, EVA-002, EDIT-001)
    """
    del actor  # the history names who acts
    if evaluation.signed_at is not None:
        raise Refused(SIGNED)
    if not rights.writes_chart(evaluation.client_id):
        raise Refused(NOT_YOURS)
    content = rules.with_section(rules.read(evaluation.content), section, values)
    save_changed(evaluation, version=version, values={"content": rules.written(content)})


@transaction.atomic
def sign(
    *, actor: Member, at: datetime, client: Client, evaluation: Evaluation, version: int, mark: Mark
) -> Evaluation:
    """Sign a draft; from then on nobody changes it. Without a license a colleague must co-sign.

    version  that the signer was shown: somebody else's change since is read first
    raises   Refused (ASM-001, EVA-002 to EVA-004 for each essential that is empty, EDIT-001)
    """
    if evaluation.version != version:
        raise Refused(STALE)
    content = rules.read(evaluation.content)
    _check_signing(actor, evaluation, content)
    on = at.astimezone(actor.zone).date()
    license_ = credential_of(actor.membership_id, on=on)
    about = f"{client.legal_name}, record {client.record_number}"
    text = rules.text_of(content, about=about, on=on, credential=license_ or NO_LICENSE)
    what = Subject("Biopsychosocial evaluation", text.encode(), Category.CHART, client.pk)
    signature = signatures.sign(actor=current.get(), at=at, what=what, mark=mark, signer=actor.name)
    values = {
        "signed_text": text,
        "signed_at": at,
        "signed_by_id": actor.membership_id,
        "signature_id": signature.pk,
        "credential": license_ or NO_LICENSE,
        "cosigns": not license_,
    }
    save_changed(evaluation, version=version, values=values)
    return evaluation


@transaction.atomic
def cosign(*, actor: Member, at: datetime, evaluation: Evaluation) -> Cosignature:
    """Stand by what somebody without a license signed.

    raises  Refused (EVA-005 to EVA-008)
    """
    license_ = credential_of(actor.membership_id, on=at.astimezone(actor.zone).date())
    if evaluation.signed_at is None or evaluation.voided_at is not None:
        raise Refused(NOT_SIGNED)
    checks = (
        (not evaluation.cosigns or Cosignature.objects.filter(evaluation=evaluation).exists(), NOT_NEEDED),
        (evaluation.signed_by_id == actor.membership_id, OWN),
        (not license_, UNLICENSED),
    )
    refuse(finding for wrong, finding in checks if wrong)
    return Cosignature.objects.create(
        organization_id=actor.organization_id,
        client_id=evaluation.client_id,
        evaluation=evaluation,
        digest=digest_of(evaluation.signed_text.encode()),
        credential=license_,
        signed_by_id=actor.membership_id,
        signed_at=at,
    )


@transaction.atomic
def amend(*, actor: Member, at: datetime, evaluation: Evaluation, reason: str) -> Evaluation:
    """Begin a new version of a signed evaluation, with what stood in it. The old one stays as it is.

    raises  Refused (ASM-001, EVA-001, EVA-005, VOID-001)
    """
    if evaluation.signed_at is None or evaluation.voided_at is not None:
        raise Refused(NOT_SIGNED)
    refuse(check_reason(reason))
    draft = Evaluation(client_id=evaluation.client_id, content=evaluation.content)
    draft.previous, draft.amends_because = evaluation, reason.strip()
    return _drafted(actor, at, draft)


def set_aside(*, actor: Member, at: datetime, evaluation: Evaluation, reason: str) -> None:
    """Set an evaluation aside that was made by mistake. Raises Refused (ASM-001, VOID-001, VOID-002)."""
    if not rights.writes_chart(evaluation.client_id):
        raise Refused(NOT_YOURS)
    void(evaluation, at=at, membership_id=actor.membership_id, reason=reason)


def _drafted(actor: Member, at: datetime, draft: Evaluation) -> Evaluation:
    if not rights.writes_chart(draft.client_id):
        raise Refused(NOT_YOURS)
    draft.organization_id, draft.author_id, draft.begun_at = actor.organization_id, actor.membership_id, at
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(DRAFT_STANDS) from error
    return draft


def _check_signing(actor: Member, evaluation: Evaluation, content: rules.Content) -> None:
    if evaluation.signed_at is not None or evaluation.voided_at is not None:
        raise Refused(SIGNED)
    if evaluation.author_id != actor.membership_id:
        raise Refused(NOT_AUTHOR)
    if not rights.writes_chart(evaluation.client_id):
        raise Refused(NOT_YOURS)
    refuse(
        Finding(
            "EVA-004", f"“{gap.field.label}” is empty, under “{gap.section.title}”. Fill it in; “none” is an answer."
        )
        for gap in rules.missing(content)
    )
