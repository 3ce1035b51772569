"""Triggers that hold what no constraint can: places in a group over time, and a client in a group and elsewhere.

One lock an organization, held until the booking is committed: two bookings of the same client or the same place never
pass each other, and no order of locks can end in a deadlock. Each statement after the lock sees what others committed
meanwhile. What is asked of other clients' rows is a number, from functions that see all of the organization's rows
(walls/sql/schedule.sql); the rows of the client who is booked, the writer sees. They run after the walls have spoken:
who may not write learns nothing from them.
"""

import pgtrigger

_LOCK = "PERFORM pg_advisory_xact_lock(hashtextextended(NEW.organization_id::text, 2011));"

# Sessions that the client of NEW is planned for, apart from the one row that is being written.
_ELSEWHERE = """
    SELECT s.id, s.slot FROM scheduling_groupmembership m
    JOIN scheduling_session s ON s.organization_id = m.organization_id AND s.series_id = m.series_id
      AND s.day >= m.from_on AND (m.to_on IS NULL OR s.day <= m.to_on)
    WHERE m.client_id = NEW.client_id AND m.voided_at IS NULL AND m.id <> NEW.id
    UNION ALL
    SELECT t.session_id, t.slot FROM scheduling_seat t
    WHERE t.client_id = NEW.client_id AND t.removed_at IS NULL AND t.voided_at IS NULL AND t.id <> NEW.id"""

MEMBERSHIP = pgtrigger.Trigger(
    name="place_in_group",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__voided_at__isnull=True),
    func=f"""
    {_LOCK}
    IF stepwell.places_left(NEW.series_id, NEW.from_on, coalesce(NEW.to_on, 'infinity'), NEW.id) < 1 THEN
      RAISE EXCEPTION 'The group is full.' USING ERRCODE = 'check_violation', CONSTRAINT = 'group_full';
    END IF;
    IF EXISTS (SELECT FROM scheduling_session s JOIN ({_ELSEWHERE}) e ON e.slot && s.slot AND e.id <> s.id
               WHERE s.organization_id = NEW.organization_id AND s.series_id = NEW.series_id AND s.day >= NEW.from_on
                 AND (NEW.to_on IS NULL OR s.day <= NEW.to_on)) THEN
      RAISE EXCEPTION 'The client is elsewhere.' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'client_once';
    END IF;
    RETURN NULL;
    """,
)

SEAT = pgtrigger.Trigger(
    name="place_in_session",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("client_id", "session_id", "removed_at", "voided_at"),
    condition=pgtrigger.Q(new__voided_at__isnull=True, new__removed_at__isnull=True),
    func=f"""
    {_LOCK}
    IF stepwell.seats_left(NEW.session_id, NEW.id) < 1 THEN
      RAISE EXCEPTION 'The session is full.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_full';
    END IF;
    IF EXISTS (SELECT FROM ({_ELSEWHERE}) e WHERE e.slot && NEW.slot) THEN
      RAISE EXCEPTION 'The client is elsewhere.' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'client_once';
    END IF;
    RETURN NULL;
    """,
)

SERIES_CAPACITY = pgtrigger.Trigger(
    name="capacity_of_group",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("capacity"),
    condition=pgtrigger.Q(new__capacity__lt=pgtrigger.F("old__capacity")),
    func=f"""
    {_LOCK}
    IF stepwell.places_left(NEW.id, greatest(CURRENT_DATE, NEW.from_on), 'infinity', NULL) < 0 THEN
      RAISE EXCEPTION 'More belong to the group.' USING ERRCODE = 'check_violation', CONSTRAINT = 'group_full';
    END IF;
    RETURN NULL;
    """,
)

SESSION_STANDS = pgtrigger.Trigger(
    name="locked_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__locked_at__isnull=False),
    func="""
    IF (NEW.starts_at, NEW.ends_at, NEW.day, NEW.locked_at)
       IS DISTINCT FROM (OLD.starts_at, OLD.ends_at, OLD.day, OLD.locked_at) THEN
      RAISE EXCEPTION 'It was written about.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_locked';
    END IF;
    RETURN NEW;
    """,
)

SESSION_MOVES = pgtrigger.Trigger(
    name="nobody_twice",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "NOT isempty(NEW.slot) AND (NEW.slot IS DISTINCT FROM OLD.slot OR NEW.day <> OLD.day"
        " OR NEW.capacity < OLD.capacity)"
    ),
    func=f"""
    {_LOCK}
    IF stepwell.seats_left(NEW.id, NULL) < 0 THEN
      RAISE EXCEPTION 'More are planned for it.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_full';
    END IF;
    IF stepwell.planned_twice(NEW.id) > 0 THEN
      RAISE EXCEPTION 'Somebody is elsewhere.' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'client_once';
    END IF;
    RETURN NULL;
    """,
)
