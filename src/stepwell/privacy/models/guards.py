"""Triggers of this room. They run after the walls have judged, with the rights of whoever writes."""

from collections.abc import Iterable

import pgtrigger

from stepwell.privacy.vocabulary import CONSENT_KINDS, TPO_RECIPIENTS, Information, Kind

_VOIDING = ("voided_at", "voided_by_id", "void_reason")
_SIGNING = ("signed_at", "signer", "signer_name", "relation", "authority", "signature_id", "declines_fundraising")
_LEEWAY = "interval '1 minute'"  # clocks of two machines


def _array(names: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in sorted(names)) + "]::text[]"


def _without(names: Iterable[str]) -> str:
    kept = _array(names)
    return f"to_jsonb(NEW) - {kept} IS DISTINCT FROM to_jsonb(OLD) - {kept}"


# A consent is what was signed: afterwards it can only be set aside, and whoever signs by a link only signs.
CONSENT_STANDS = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    func=f"""
IF stepwell.kind() = 'visitor' AND (NEW.signed_at IS NULL OR {_without((*_SIGNING, "version"))}) THEN
  RAISE EXCEPTION 'A link signs a consent and changes nothing else.' USING ERRCODE = 'insufficient_privilege';
END IF;
IF OLD.voided_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
  RAISE EXCEPTION 'What was set aside stays as it is.' USING ERRCODE = 'check_violation';
END IF;
IF OLD.signed_at IS NOT NULL AND {_without((*_VOIDING, "version"))} THEN
  RAISE EXCEPTION 'A signed consent cannot change.' USING ERRCODE = 'check_violation';
END IF;
IF OLD.signed_at IS NULL AND NEW.signed_at IS NOT NULL AND {_without((*_SIGNING, "version"))} THEN
  RAISE EXCEPTION 'A consent is signed as it was shown.' USING ERRCODE = 'check_violation';
END IF;
IF NEW.signed_at > clock_timestamp() + {_LEEWAY} THEN
  RAISE EXCEPTION 'Nothing is signed in the future.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)

CONSENT_BEGINS = pgtrigger.Trigger(
    name="begins_unsigned",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
IF stepwell.kind() = 'visitor' THEN
  RAISE EXCEPTION 'A link signs a consent and writes none.' USING ERRCODE = 'insufficient_privilege';
END IF;
IF NEW.signed_at IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
  RAISE EXCEPTION 'A consent is written first and signed then.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)

ONLY_SET_ASIDE = pgtrigger.Trigger(
    name="stands",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    func=f"""
IF stepwell.kind() = 'visitor' OR (OLD.voided_at IS NOT NULL AND NEW IS DISTINCT FROM OLD) OR {_without(_VOIDING)} THEN
  RAISE EXCEPTION 'This can only be set aside, and that once.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)

# A visitor sees exactly the request that the link opens and what was signed by it, so this also keeps them to those.
ACKNOWLEDGED_AS_ASKED = pgtrigger.Trigger(
    name="as_asked",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
IF NEW.link_id IS NOT NULL AND NOT (
  NEW.link_id IS NOT DISTINCT FROM stepwell.opened_link() AND NEW.voided_at IS NULL
  AND EXISTS (SELECT FROM privacy_noticerequest r WHERE r.id = NEW.request_id
              AND r.organization_id = NEW.organization_id AND r.client_id = NEW.client_id
              AND NEW.notice_id = ANY (r.notices))
  AND EXISTS (SELECT FROM signatures_signature s WHERE s.id = NEW.signature_id
              AND s.organization_id = NEW.organization_id AND s.client_id = NEW.client_id AND s.link_id = NEW.link_id)
) THEN
  RAISE EXCEPTION 'A link acknowledges what it asks for, signed through it.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)


def of_signed_consent(column: str) -> pgtrigger.Trigger:
    """Return the trigger by which a row belongs to a signed consent of the same client, and not before it was signed.

    column  the instant or the day of what happened to the consent
    """
    return pgtrigger.Trigger(
        name="of_signed_consent",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=f"""
IF NEW.{column} > clock_timestamp() + {_LEEWAY} OR NOT EXISTS (
  SELECT FROM privacy_consent c
  WHERE c.id = NEW.consent_id AND c.organization_id = NEW.organization_id AND c.client_id = NEW.client_id
    AND c.signed_at IS NOT NULL AND c.voided_at IS NULL
) THEN
  RAISE EXCEPTION 'Only a signed consent of this client ends, and not in the future.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
    )


def _kinds_of_bases() -> str:
    cases = " ".join(f"WHEN '{basis}' THEN {_array(kinds)}" for basis, kinds in CONSENT_KINDS.items())
    return f"CASE NEW.basis {cases} END"


# What leaves on a consent leaves while it is in force, and holds nothing that the consent does not name.
WITHIN_CONSENT = pgtrigger.Trigger(
    name="within_consent",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"""
IF NEW.disclosed_at > clock_timestamp() + {_LEEWAY} THEN
  RAISE EXCEPTION 'Nothing is disclosed in the future.' USING ERRCODE = 'check_violation';
END IF;
IF NEW.consent_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM privacy_consent c
  JOIN tenancy_organization o ON o.id = c.organization_id
  CROSS JOIN LATERAL (SELECT (NEW.disclosed_at AT TIME ZONE o.time_zone)::date AS day) local
  WHERE c.id = NEW.consent_id AND c.organization_id = NEW.organization_id AND c.client_id = NEW.client_id
    AND c.signed_at <= NEW.disclosed_at AND c.voided_at IS NULL
    AND (c.expires_on IS NULL OR c.expires_on >= local.day)
    AND NOT EXISTS (SELECT FROM privacy_consentrevocation r
                    WHERE r.consent_id = c.id AND r.revoked_at <= NEW.disclosed_at)
    AND NOT EXISTS (SELECT FROM privacy_consentending e
                    WHERE e.consent_id = c.id AND e.voided_at IS NULL AND e.happened_on <= local.day)
    AND c.kind = ANY ({_kinds_of_bases()})
    AND CASE c.kind WHEN '{Kind.TPO}' THEN NEW.recipient_kind = ANY ({_array(TPO_RECIPIENTS)})
                    ELSE NEW.recipient_kind = c.recipient_kind END
    AND (c.categories::text[] @> NEW.categories::text[]
         OR ('{Information.ALL_RECORDS}' = ANY (c.categories)
             AND NOT '{Information.COUNSELING_NOTES}' = ANY (NEW.categories)))
) THEN
  RAISE EXCEPTION 'No consent in force permits this.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)

CORRECTS_ITS_CLIENT = pgtrigger.Trigger(
    name="same_client",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
IF NOT EXISTS (SELECT FROM privacy_disclosure d
               WHERE d.id = NEW.disclosure_id AND d.organization_id = NEW.organization_id
                 AND d.client_id = NEW.client_id) THEN
  RAISE EXCEPTION 'This disclosure is not of this client.' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
""",
)
