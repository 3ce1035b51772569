"""Triggers: what a signed note refuses, whoever asks. They run after the walls have judged."""

import pgtrigger

_LEEWAY = "interval '1 minute'"  # clocks of two machines
VOIDING = ("voided_at", "voided_by_id", "void_reason")


def _refuse(words: str, name: str) -> str:
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def _differs(*but: str) -> str:
    kept = "ARRAY[" + ", ".join(f"'{name}'" for name in but) + "]::text[]"
    return f"to_jsonb(NEW) - {kept} IS DISTINCT FROM to_jsonb(OLD) - {kept}"


def _after(name: str, operation: pgtrigger.Operation | pgtrigger.Operations, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=operation, func=func)


# Who was not there has no note: asked when it is begun, and again when it is signed.
_ATTENDED = f"""
IF NEW.session_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM attendance_attendance a
  WHERE a.id = NEW.attendance_id AND a.client_id = NEW.client_id AND a.session_id = NEW.session_id
    AND a.voided_at IS NULL AND a.status <> 'absent'
) THEN
  {_refuse("there is no note for who was not there", "note_attended")}
END IF;
"""

NOTE_BEGINS = _after(
    "begins_as_draft",
    pgtrigger.Insert,
    f"""
IF NEW.signed_at IS NOT NULL OR NEW.voided_at IS NOT NULL THEN
  {_refuse("a note is written first and signed then", "note_begins_as_draft")}
END IF;
{_ATTENDED}
RETURN NULL;
""",
)

NOTE_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL
   OR (OLD.signed_at IS NOT NULL AND {_differs(*VOIDING, "version")})
   OR (NEW.id, NEW.client_id, NEW.kind) IS DISTINCT FROM (OLD.id, OLD.client_id, OLD.kind)
   OR NEW.session_id IS DISTINCT FROM OLD.session_id THEN
  {_refuse("a signed note is never changed", "note_stands")}
END IF;
RETURN NULL;
""",
)

# Asked before the row is written: once a note is signed, who led the session may reach its client no more.
NOTE_SIGNED = pgtrigger.Trigger(
    name="signed_wholly",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__signed_at__isnull=True, new__signed_at__isnull=False),
    func=f"""
{_ATTENDED}
IF NEW.signed_at > clock_timestamp() + {_LEEWAY} OR NEW.signed_at < NEW.ends_at
   OR NOT EXISTS (SELECT FROM notes_notewords w WHERE w.id = NEW.id AND w.text IS NOT NULL)
   OR (NEW.kind = 'group' AND NOT EXISTS (
     SELECT FROM notes_grouppart g WHERE g.session_id = NEW.session_id AND g.closed_at IS NOT NULL)) THEN
  {_refuse("a note is signed with its text, after what it is about", "note_signed_wholly")}
END IF;
RETURN NEW;
""",
)

WORDS_OF_NOTE = _after(
    "of_note",
    pgtrigger.Insert,
    f"""
IF NOT EXISTS (SELECT FROM notes_note n WHERE n.id = NEW.note_id AND n.client_id = NEW.client_id
               AND n.category = NEW.category AND n.signed_at IS NULL AND n.voided_at IS NULL) THEN
  {_refuse("words belong to a draft of the same client", "note_words_of_note")}
END IF;
RETURN NULL;
""",
)

WORDS_STAND = _after(
    "stand",
    pgtrigger.Update,
    f"""
IF NOT EXISTS (SELECT FROM notes_note n WHERE n.id = OLD.note_id AND n.signed_at IS NULL AND n.voided_at IS NULL)
   OR (NEW.id, NEW.note_id, NEW.client_id, NEW.category)
      IS DISTINCT FROM (OLD.id, OLD.note_id, OLD.client_id, OLD.category) THEN
  {_refuse("a signed note is never changed", "note_stands")}
END IF;
RETURN NULL;
""",
)

GROUP_OF_SESSION = _after(
    "of_session",
    pgtrigger.Insert,
    f"""
IF NEW.closed_at IS NOT NULL OR NOT EXISTS (
  SELECT FROM scheduling_session s WHERE s.id = NEW.session_id AND s.site_id = NEW.site_id AND s.series_id IS NOT NULL
) THEN
  {_refuse("a shared part belongs to a session of a group", "group_part_of_session")}
END IF;
RETURN NULL;
""",
)

GROUP_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.closed_at IS NOT NULL
   OR (NEW.id, NEW.session_id, NEW.site_id) IS DISTINCT FROM (OLD.id, OLD.session_id, OLD.site_id) THEN
  {_refuse("a shared part is never changed after a note was signed with it", "group_part_stands")}
END IF;
RETURN NULL;
""",
)

_SIGNED_NOTE = """
  SELECT FROM notes_note n WHERE n.id = NEW.note_id AND n.client_id = NEW.client_id AND n.voided_at IS NULL
"""

ADDED_TO_SIGNED = _after(
    "of_signed_note",
    pgtrigger.Insert,
    f"""
IF NEW.at > clock_timestamp() + {_LEEWAY}
   OR NOT EXISTS ({_SIGNED_NOTE} AND n.category = NEW.category AND n.signed_at <= NEW.at) THEN
  {_refuse("an addendum is to a signed note of the same client", "addendum_of_note")}
END IF;
RETURN NULL;
""",
)

COSIGNED_AFTER = _after(
    "of_signed_note",
    pgtrigger.Insert,
    f"""
IF NEW.at > clock_timestamp() + {_LEEWAY} OR NOT EXISTS (
  {_SIGNED_NOTE} AND n.signed_at <= NEW.at AND n.credential = '' AND n.account_id <> NEW.account_id
) OR EXISTS (SELECT FROM notes_cosignature c WHERE c.note_id = NEW.note_id AND c.id <> NEW.id) THEN
  {_refuse("a colleague answers a signed note that waits for one", "note_waits")}
END IF;
RETURN NULL;
""",
)

COUNSELING_STANDS = _after(
    "stands",
    pgtrigger.Update,
    f"""
IF OLD.voided_at IS NOT NULL OR {_differs(*VOIDING)} THEN
  {_refuse("a counseling note is only ever set aside", "counseling_note_stands")}
END IF;
RETURN NULL;
""",
)
