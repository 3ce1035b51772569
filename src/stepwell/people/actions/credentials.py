"""Credentials: added, corrected, withdrawn."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.actions.writing import reason_findings, save, store, writing
from stepwell.people.models import Credential
from stepwell.people.rules.staff import CredentialRecord, credential_findings
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope

_WITHDRAWN = Finding("CRED-007", "This credential is withdrawn. Add it anew if it holds again.")


def add_credential(*, actor: Scope, membership_id: UUID, record: CredentialRecord) -> Credential:
    """Add a credential to somebody; raises Refused, Membership.DoesNotExist."""
    record = record.tidied
    refuse(credential_findings(record))
    with writing(actor) as organization_id:
        membership = Membership.objects.get(pk=membership_id)
        credential = Credential(organization_id=organization_id, membership=membership, **asdict(record))
        save(credential, taken={})
    return credential


def change_credential(*, actor: Scope, credential_id: UUID, record: CredentialRecord, reason: str = "") -> Credential:
    """Correct or renew a credential; raises Refused, Credential.DoesNotExist."""
    record = record.tidied
    refuse(credential_findings(record))
    with writing(actor, reason=reason):
        credential = _standing(credential_id)
        store(credential, record, taken={})
    return credential


def withdraw_credential(*, actor: Scope, credential_id: UUID, withdrawn_on: date, reason: str) -> Credential:
    """Note that a credential holds no longer, from a day on; raises Refused, Credential.DoesNotExist."""
    with writing(actor, reason=reason):
        refuse(reason_findings(reason))
        credential = _standing(credential_id)
        credential.withdrawn_on = withdrawn_on
        save(credential, ["withdrawn_on"], taken={})
    return credential


def _standing(credential_id: UUID) -> Credential:
    credential = Credential.objects.select_for_update().get(pk=credential_id)
    if credential.withdrawn_on:
        raise Refused(_WITHDRAWN)
    return credential
