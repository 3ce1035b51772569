"""Triggers that hold what no constraint can: attendance fits the session as it was held, and what was signed stands.

The lock is on the session alone, and a session that moves takes it too (migrations): neither passes the other.
"""

import pgtrigger

LOCK = "PERFORM pg_advisory_xact_lock(hashtextextended({session}::text, 2012));"

FITS = pgtrigger.Trigger(
    name="fits_session",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__voided_at__isnull=True),
    declare=[("held", "scheduling_session%ROWTYPE"), ("how", "text")],
    func=f"""
    {LOCK.format(session="NEW.session_id")}
    SELECT * INTO held FROM scheduling_session s
    WHERE s.id = NEW.session_id AND s.organization_id = NEW.organization_id;
    IF held.cancelled_at IS NOT NULL THEN
      RAISE EXCEPTION 'The session is canceled.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_cancelled';
    END IF;
    IF TG_OP = 'INSERT' AND NOT stepwell.is_planned(NEW.session_id, NEW.client_id) THEN
      RAISE EXCEPTION 'The client is not on the roster.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_on_roster';
    END IF;
    IF NEW.status <> 'absent' THEN
      IF NEW.minutes > floor(extract(epoch FROM held.ends_at - held.starts_at) / 60) THEN
        RAISE EXCEPTION 'More minutes than the session had.'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_minutes';
      END IF;
      IF NEW.left_at <= held.starts_at OR NEW.arrived_at >= held.ends_at
         OR NEW.arrived_at < held.starts_at - interval '2 hours' OR NEW.left_at > held.ends_at + interval '2 hours' THEN
        RAISE EXCEPTION 'Not at the time of the session.'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_times';
      END IF;
      how := CASE WHEN NEW.arrived_at > held.starts_at AND NEW.left_at < held.ends_at THEN 'partly'
        WHEN NEW.arrived_at > held.starts_at THEN 'late' WHEN NEW.left_at < held.ends_at THEN 'left_early'
        ELSE 'present' END;
      IF NEW.status <> how THEN
        RAISE EXCEPTION 'The times say otherwise.'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_status';
      END IF;
    END IF;
    RETURN NULL;
    """,
)

SAME = pgtrigger.Trigger(
    name="whose_and_what",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "NEW.client_id <> OLD.client_id OR NEW.session_id <> OLD.session_id"
        " OR (OLD.signed_at IS NOT NULL AND NEW.signed_at IS NULL)"
    ),
    func="""
    RAISE EXCEPTION 'Set it aside and write a new one.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_same';
    """,
)

SIGNED = pgtrigger.Trigger(
    name="signed_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.signed_at IS NOT NULL AND ROW(NEW.status, NEW.mode, NEW.arrived_at, NEW.left_at, NEW.minutes, NEW.reason,"
        " NEW.voided_at) IS DISTINCT FROM ROW(OLD.status, OLD.mode, OLD.arrived_at, OLD.left_at, OLD.minutes,"
        " OLD.reason, OLD.voided_at)"
    ),
    func="""
    IF coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::json ->> 'reason', '') = '' THEN
      RAISE EXCEPTION 'A note rests on it: say why it changes.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_signed';
    END IF;
    RETURN NEW;
    """,
)
