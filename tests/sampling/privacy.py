"""A row of every table of consents, disclosures and texts, and whoever holds a link to read texts."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import Kind as Acting
from stepwell.platform.walls.scope import Scope, acting
from stepwell.privacy.models import (
    Acknowledgement,
    Consent,
    ConsentEnding,
    ConsentRevocation,
    Disclosure,
    DisclosureCorrection,
    NoticeRequest,
    NoticeVersion,
)
from stepwell.privacy.rules.elements import statements_needed
from stepwell.privacy.vocabulary import Kind
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Add consents of Ana: one in force with a disclosure, one that ended, one taken back; and a text she signed."""
    owned = {"organization": clinic.organization}
    with acting(clinic["administrator everywhere"].scope):
        notice = NoticeVersion.objects.create(
            **owned, kind="program_rules", number=1, text="Come on time.", effective_on=date(2026, 1, 1),
            account=clinic["administrator everywhere"].account, published_at=timezone.now(),
        )  # fmt: skip
    admissions = clinic["admissions"]
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(admissions.scope):
        now, mine = timezone.now(), {"account": admissions.account}
        by = admissions.membership
        named, ended, revoked = (signed_consent(clinic, "ana") for _ in range(3))
        disclosure = Disclosure.objects.create(
            **about, **mine, basis="consent_named", consent=named, recipient_kind="family", recipient="Rosa López",
            categories=["attendance"], purpose="family", what="which days she came", way="telephone", notice="short",
            enclosure="scope", disclosed_at=now,
        )  # fmt: skip
        DisclosureCorrection.objects.create(
            **about, **mine, disclosure=disclosure, reason="never happened", corrected_at=now
        )
        ConsentEnding.objects.create(
            **about, consent=ended, happened_on=now.date() - timedelta(days=1), noted_at=now, noted_by=by
        )
        ConsentRevocation.objects.create(
            **about, **mine, consent=revoked, revoked_at=now, way="spoken", asked_by="Ana López"
        )
        Acknowledgement.objects.create(
            **about, notice=notice, way="declined", given_at=now, reason="not today", given_by=by
        )
        asked = NoticeRequest.objects.create(**about, notices=[notice.pk], asked_at=now, asked_by=by)
        OneTimeLink.objects.create(
            **about, purpose="notices", subject=asked.pk, category="consents", token_hash=_token(clinic),
            expires_at=now + timedelta(days=7),
        )  # fmt: skip


def reader(clinic: Clinic) -> Scope:
    """Whoever holds the sample link that asks Ana to read the rules."""
    token = f"{_token(clinic)}."
    return Scope(organization=clinic.organization.pk, kind=Acting.VISITOR, token=token, purpose="sample")


def _token(clinic: Clinic) -> str:
    return digest(f"texts of {clinic.organization.name}")


def signed_consent(clinic: Clinic, client: str, **changes: Any) -> Consent:
    """Return a consent of a client to tell somebody of the family, signed three days ago; in the current scope."""
    admissions, at = clinic["admissions"], timezone.now() - timedelta(days=3)
    whose = {"organization": clinic.organization, "client": clinic.clients[client]}
    values: dict[str, Any] = {
        "kind": "named", "discloser": "Riverbend", "recipient_kind": "family", "recipient": "Rosa López",
        "categories": ["attendance", "presence"], "purpose": "family", "expiry": "event",
        "expiry_event": "she moves out", "statements": sorted(statements_needed(Kind.NAMED)), "text_version": "en-1",
        "text": "Consent\n\nWhose information\nAna López\n",
    }  # fmt: skip
    consent = Consent.objects.create(**whose, **(values | changes), drafted_at=at, drafted_by=admissions.membership)
    signature = Signature.objects.create(
        **whose, category="consents", label="Consent", digest="2" * 64, signer="Ana", account=admissions.account,
        way="typed", mark=b"Ana", signed_at=at, seal="0" * 64,
    )  # fmt: skip
    Consent.objects.filter(pk=consent.pk).update(
        signed_at=at, signer="client", signer_name="Ana López", signature=signature
    )
    consent.refresh_from_db()
    return consent
