"""What attendance was taken of neither moves nor is canceled, and nobody's place in it is taken back."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

_MADE = """
CREATE FUNCTION stepwell.attended_session_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.id::text, 2012));
  IF stepwell.is_attended(NEW.id, NULL) THEN
    RAISE EXCEPTION 'Attendance was taken.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_locked';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION stepwell.attended_seat_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.session_id::text, 2012));
  IF stepwell.is_attended(NEW.session_id, NEW.client_id) THEN
    RAISE EXCEPTION 'Attendance was taken.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_locked';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION stepwell.attended_session_stands() FROM PUBLIC;
REVOKE ALL ON FUNCTION stepwell.attended_seat_stands() FROM PUBLIC;
CREATE TRIGGER attended_stands AFTER UPDATE ON scheduling_session FOR EACH ROW
  WHEN (NEW.slot IS DISTINCT FROM OLD.slot OR NEW.day <> OLD.day OR NEW.break_minutes <> OLD.break_minutes)
  EXECUTE FUNCTION stepwell.attended_session_stands();
CREATE TRIGGER attended_stands AFTER UPDATE ON scheduling_seat FOR EACH ROW
  WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL OR NEW.voided_at IS NOT NULL AND OLD.voided_at IS NULL)
  EXECUTE FUNCTION stepwell.attended_seat_stands();
"""
_DROPPED = """
DROP TRIGGER attended_stands ON scheduling_seat;
DROP TRIGGER attended_stands ON scheduling_session;
DROP FUNCTION stepwell.attended_seat_stands();
DROP FUNCTION stepwell.attended_session_stands();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("attendance", "0001_initial"),
        ("scheduling", "0001_initial"),
    ]
    operations: ClassVar[list[Operation]] = [migrations.RunSQL(_MADE, _DROPPED)]
