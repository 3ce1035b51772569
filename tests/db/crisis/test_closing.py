"""A crisis is owned, worked and closed; neither a page nor raw SQL closes it without its parts."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.crisis.actions import closings, events
from stepwell.crisis.actions.events import Entry
from stepwell.crisis.models import CrisisAction, CrisisClosing, CrisisEvent, FollowUp
from stepwell.crisis.queries import events as queries
from stepwell.crisis.rules.closing import Closing
from stepwell.crisis.vocabulary import Disposition, Outcome, Step, Tier
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.crisis.conftest import Opens, license_of, member
from tests.worlds import Clinic

WORDS = "sister stays with her tonight"


def write(clinic: Clinic, event: CrisisEvent, step: str, who: str = "clinician", **given: Any) -> CrisisAction:
    """Write an entry as somebody."""
    now = timezone.now()
    entry = Entry(Step(step), given.pop("done_at", now), given.pop("words", WORDS), **given)
    with acting(clinic[who].scope):
        return events.write_entry(actor=member(clinic[who]), at=now, event_id=event.pk, entry=entry)


def close(clinic: Clinic, event: CrisisEvent, who: str = "clinician", **changed: Any) -> CrisisClosing:
    """Close a crisis as somebody, with everything said unless it is changed."""
    now = timezone.now()
    day = now.astimezone(member(clinic[who]).zone).date()
    said = {
        "disposition": Disposition.SAFE_WITH_PLAN, "follow_up_on": day + timedelta(days=1), "has_follower": True,
        "words": WORDS,
    }  # fmt: skip
    follower = changed.pop("follow_up_by", clinic["clinician"].membership.pk)
    with acting(clinic[who].scope):
        version = changed.pop("version", CrisisEvent.objects.values_list("version", flat=True).get(pk=event.pk))
        return closings.close_crisis(
            actor=member(clinic[who]), at=now, event_id=event.pk, version=version,
            closing=Closing(**{**said, **changed}), follow_up_by=follower,
        )  # fmt: skip


def sees(clinic: Clinic, who: str, client: str) -> tuple[bool, bool]:
    """Return whether somebody sees a client, and what was done in a crisis of theirs."""
    with acting(clinic[who].scope):
        key = clinic.clients[client].pk
        return Client.objects.filter(pk=key).exists(), CrisisAction.objects.filter(client=key).exists()


def test_a_crisis_is_worked_and_closed(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low", words="cannot go on like this")
    write(clinic, event, "spoke", told="Ana", whereabouts="at home")

    closing = close(clinic, event)

    with acting(clinic["clinician"].scope):
        event.refresh_from_db()
        (due,) = queries.due_follow_ups(until=closing.follow_up_on)
    assert (event.closed_at, closing.tier) == (closing.closed_at, "low")
    assert (due.due_on, due.who_id) == (closing.follow_up_on, clinic["clinician"].membership.pk)


def test_a_high_tier_needs_everything_and_a_license(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="high")
    with pytest.raises(Refused) as unlicensed:
        write(clinic, event, "assessed")
    license_of(clinic, "clinician")
    with pytest.raises(Refused) as unfinished:
        close(clinic, event)

    for step in ("assessed", "decided_without", "supervisor_told"):
        write(clinic, event, step)
    close(clinic, event)

    assert [finding.code for finding in unlicensed.value.findings] == ["CRI-006"]
    assert [finding.code for finding in unfinished.value.findings] == ["CRI-011"] * 3


@pytest.mark.parametrize("dates", [{"expires_on": "2020-01-01"}, {"withdrawn_on": "2020-01-01"}])
def test_a_license_that_ran_out_is_none(clinic: Clinic, opens: Opens, dates: dict[str, str]) -> None:
    license_of(clinic, "clinician", **dates)

    with pytest.raises(Refused, match="CRI-006"):
        write(clinic, opens(tier="moderate"), "assessed")


def test_what_was_taken_back_does_not_count(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low")
    wrong = write(clinic, event, "spoke")
    with acting(clinic["clinician"].scope):
        back: dict[str, Any] = {
            "actor": member(clinic["clinician"]),
            "at": timezone.now(),
            "event_id": event.pk,
            "action_id": wrong.pk,
        }
        events.take_back(**back, reason="that was another client")
        with pytest.raises(Refused, match="CRI-019"):
            events.take_back(**back, reason="that was another client")
        rows = queries.actions_of(event.pk)

    with pytest.raises(Refused, match="CRI-011"):
        close(clinic, event)
    assert [row.taken_back for row in rows if row.step == "spoke"] == ["that was another client"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"step": "raised"}, "CRI-019"),
        ({"step": "spoke", "done_at": timezone.now() + timedelta(hours=1)}, "CRI-008"),
        ({"step": "spoke", "done_at": timezone.now() - timedelta(days=2)}, "CRI-009"),
        ({"step": "other", "words": " "}, "CRI-007"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(clinic: Clinic, opens: Opens, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        write(clinic, opens(tier="low"), **given)


@pytest.mark.parametrize("who", ["facilitator", "biller", "collector", "utilization"])
def test_who_only_reports_works_nothing(clinic: Clinic, opens: Opens, who: str) -> None:
    event = opens(tier="low")

    with pytest.raises(Refused, match="CRI-018"):
        write(clinic, event, "spoke", who)
    with acting(clinic[who].scope), pytest.raises(Refused, match="CRI-018"):
        events.take_over(actor=member(clinic[who]), at=timezone.now(), event_id=event.pk)
    with acting(clinic[who].scope), pytest.raises(Refused, match="CRI-018"):
        closings.close_crisis(
            actor=member(clinic[who]), at=timezone.now(), event_id=event.pk, version=1, follow_up_by=None,
            closing=Closing(None, None, False, ""),
        )  # fmt: skip


def test_two_who_close_at_once_close_once(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low")
    write(clinic, event, "spoke")
    close(clinic, event)

    with pytest.raises(Refused, match="CRI-002"):
        close(clinic, event, version=1)


def test_a_page_of_before_closes_nothing(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low")
    write(clinic, event, "spoke")
    opens("biller", tier="high")

    with pytest.raises(Refused, match="EDIT-001"):
        close(clinic, event, version=1)


def test_nobody_follows_up_who_cannot_open_the_record(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low")
    write(clinic, event, "spoke")

    with pytest.raises(Refused, match="CRI-020"):
        close(clinic, event, follow_up_by=clinic["clinician south"].membership.pk)
    close(clinic, event, follow_up_by=clinic["supervisor"].membership.pk)


def test_the_tier_goes_down_with_a_reason_and_a_license_only(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="high")
    change: dict[str, Any] = {
        "event_id": event.pk,
        "version": 1,
        "tier": Tier.MODERATE,
        "reason": "no intent when asked again",
    }
    with acting(clinic["clinician"].scope), pytest.raises(Refused, match="CRI-005"):
        events.change_tier(actor=member(clinic["clinician"]), at=timezone.now(), **change)

    license_of(clinic, "clinician")
    with acting(clinic["clinician"].scope):
        changed = events.change_tier(actor=member(clinic["clinician"]), at=timezone.now(), **change)
        entry = CrisisAction.objects.get(step="lowered")

    assert (changed.tier, changed.version, entry.tier) == ("moderate", 2, "moderate")
    assert entry.words == "no intent when asked again"


def called(clinic: Clinic, who: str, client: str) -> CrisisEvent:
    """Open a crisis as a job, and call somebody for it."""
    about = {"organization": clinic.organization, "client": clinic.clients[client]}
    with acting(clinic.system()):
        event = CrisisEvent.objects.create(
            **about, opened_at=timezone.now() - timedelta(minutes=1), source="alone", kind="suicide", tier="low"
        )
        event.calls.create(**about, membership=clinic[who].membership, at=timezone.now())
    return event


def test_the_owner_sees_chart_and_safety_while_it_is_open_and_no_more_after(clinic: Clinic) -> None:
    nothing = sees(clinic, "clinician", "dee")
    event = called(clinic, "clinician", "dee")
    asked = sees(clinic, "clinician", "dee")

    with acting(clinic["clinician"].scope):
        events.take_over(actor=member(clinic["clinician"]), at=timezone.now(), event_id=event.pk)
    write(clinic, event, "spoke")
    owned = sees(clinic, "clinician", "dee")
    close(clinic, event, follow_up_by=clinic["supervisor"].membership.pk)

    assert (nothing, asked, owned) == ((False, False), (True, False), (True, True))
    assert sees(clinic, "clinician", "dee") == (False, False)


def test_who_was_called_sees_it_until_somebody_else_owns_it(clinic: Clinic) -> None:
    event = called(clinic, "clinician", "dee")

    with acting(clinic["supervisor"].scope):
        events.take_over(actor=member(clinic["supervisor"]), at=timezone.now(), event_id=event.pk)

    assert sees(clinic, "clinician", "dee") == (False, False)


def test_a_crisis_set_aside_opens_nothing(clinic: Clinic) -> None:
    event = called(clinic, "clinician", "dee")

    with acting(clinic["supervisor"].scope):
        events.set_aside(
            actor=member(clinic["supervisor"]), at=timezone.now(), event_id=event.pk, reason="the wrong Dee"
        )

    assert sees(clinic, "clinician", "dee") == (False, False)


@pytest.mark.parametrize("role", ["biller", "facilitator", "case_manager"])
def test_being_called_opens_nothing_to_roles_without_that_right(clinic: Clinic, role: str) -> None:
    before = sees(clinic, role, "cy")
    called(clinic, role, "cy")

    assert sees(clinic, role, "cy") == before == (False, False)


def test_nobody_calls_themselves(clinic: Clinic, opens: Opens) -> None:
    event = opens("supervisor", "dee")
    about = {"organization": clinic.organization, "client": clinic.clients["dee"], "event": event}

    with acting(clinic["supervisor"].scope), pytest.raises(DatabaseError, match="row-level security"):
        event.calls.create(**about, membership=clinic["clinician"].membership, at=timezone.now())


def run(clinic: Clinic, who: str, sql: str, **values: Any) -> None:
    with acting(clinic[who].scope), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


_CLOSE = """
INSERT INTO crisis_crisisclosing (id, organization_id, event_id, client_id, closed_at, closed_on, tier, disposition,
  words, follow_up_on, follow_up_by_id, by_id, account_id)
SELECT gen_random_uuid(), organization_id, id, client_id, opened_at + interval '1 hour', current_date, %(tier)s,
  'safe_with_plan', ''::bytea, current_date + %(days)s, %(me)s, %(me)s, %(account)s
FROM crisis_crisis WHERE id = %(event)s"""


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE crisis_crisis SET closed_at = now() WHERE id = %(event)s", "saying how it ended"),
        ("UPDATE crisis_crisis SET tier = 'low' WHERE id = %(event)s", "lowered with a reason"),
        ("UPDATE crisis_crisis SET opened_at = now() WHERE id = %(event)s", "How a crisis began"),
        (_CLOSE, "not done"),
        (_CLOSE.replace("%(tier)s", "'low'"), "somebody owns"),
        (_CLOSE.replace("%(days)s", "4"), "crisis_follow_up_in_time_moderate"),
        (_CLOSE.replace("%(days)s", "-1"), "crisis_follow_up_is_to_come"),
        (_CLOSE.replace("'safe_with_plan'", "''"), "crisis_disposition"),
        (_CLOSE.replace("%(account)s", "(SELECT account_id FROM tenancy_membership WHERE account_id <> %(account)s"
                        " LIMIT 1)"), "own name"),
    ],
)  # fmt: skip
def test_the_database_closes_nothing_without_its_parts(clinic: Clinic, opens: Opens, sql: str, said: str) -> None:
    event = opens(tier="moderate")
    me = clinic["clinician"]
    values = {"event": event.pk, "tier": "moderate", "days": 1, "me": me.membership.pk, "account": me.account.pk}

    with pytest.raises(DatabaseError, match=said):
        run(clinic, "clinician", sql, **values)


def test_with_its_parts_it_does(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="moderate")
    license_of(clinic, "clinician")
    write(clinic, event, "assessed")
    me = clinic["clinician"]

    run(
        clinic, "clinician", _CLOSE, event=event.pk, tier="moderate", days=1, me=me.membership.pk, account=me.account.pk
    )

    with acting(me.scope):
        assert CrisisEvent.objects.get(pk=event.pk).closed_at


def test_nobodys_crisis_is_not_closed(clinic: Clinic, opens: Opens) -> None:
    event = opens("supervisor", tier="low")
    write(clinic, event, "spoke")
    me = clinic["clinician"]

    with pytest.raises(Refused, match="CRI-010"):
        close(clinic, event)
    with pytest.raises(DatabaseError, match="somebody owns"):
        run(clinic, "clinician", _CLOSE, event=event.pk, tier="low", days=1, me=me.membership.pk, account=me.account.pk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE crisis_crisis SET owner_id = NULL WHERE id = %(event)s",
        "UPDATE crisis_crisis SET tier = 'high' WHERE id = %(event)s",
        "UPDATE crisis_crisis SET closed_at = NULL WHERE id = %(event)s",
        "UPDATE crisis_crisisaction SET step = 'other' WHERE event_id = %(event)s",
        "DELETE FROM crisis_crisisaction WHERE event_id = %(event)s",
        "DELETE FROM crisis_crisis WHERE id = %(event)s",
        "UPDATE crisis_crisisclosing SET disposition = 'evaluated' WHERE event_id = %(event)s",
    ],
)
def test_what_is_closed_stays_as_it_was(clinic: Clinic, opens: Opens, sql: str) -> None:
    event = opens(tier="low")
    write(clinic, event, "spoke")
    close(clinic, event)

    with pytest.raises(DatabaseError):
        run(clinic, "clinician", sql, event=event.pk)


def test_after_closing_nothing_is_added(clinic: Clinic, opens: Opens) -> None:
    event = opens(tier="low")
    write(clinic, event, "spoke")
    close(clinic, event)

    with pytest.raises(Refused, match="CRI-002"):
        write(clinic, event, "spoke")


def follow(clinic: Clinic, event: CrisisEvent, outcome: str, who: str = "clinician", **given: Any) -> FollowUp:
    with acting(clinic[who].scope):
        return closings.follow_up(
            actor=member(clinic[who]), at=timezone.now(), event_id=event.pk, outcome=Outcome(outcome),
            words=given.pop("words", WORDS), **given,
        )  # fmt: skip


@pytest.fixture
def closed(clinic: Clinic, opens: Opens) -> CrisisEvent:
    """A crisis of Ana's that was closed with a follow-up."""
    event = opens(tier="low")
    write(clinic, event, "spoke")
    close(clinic, event)
    return event


def test_a_follow_up_that_reached_nobody_goes_on(clinic: Clinic, closed: CrisisEvent, at: datetime) -> None:
    day = at.astimezone(member(clinic["clinician"]).zone).date() + timedelta(days=2)

    follow(clinic, closed, "not_reached", next_on=day, next_by=clinic["supervisor"].membership.pk)

    with acting(clinic["supervisor"].scope):
        (due,) = queries.due_follow_ups(until=day, membership_id=clinic["supervisor"].membership.pk)
        early = queries.due_follow_ups(until=day - timedelta(days=1))
    assert (due.due_on, due.event_id, early) == (day, closed.pk, [])


def test_a_follow_up_is_done_once(clinic: Clinic, closed: CrisisEvent) -> None:
    follow(clinic, closed, "safe")

    with pytest.raises(Refused, match="CRI-021"):
        follow(clinic, closed, "safe")


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"outcome": "safe", "words": "ok"}, ["CRI-013"]),
        ({"outcome": "not_reached"}, ["CRI-014", "CRI-015"]),
    ],
)
def test_a_follow_up_says_what_came_of_it(
    clinic: Clinic, closed: CrisisEvent, given: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        follow(clinic, closed, **given)

    assert [finding.code for finding in refused.value.findings] == codes


def test_somebody_who_is_not_safe_is_in_a_new_crisis(clinic: Clinic, closed: CrisisEvent) -> None:
    follow(clinic, closed, "new_crisis")

    with acting(clinic["clinician"].scope):
        again = CrisisEvent.objects.get(closed_at=None)
        assert not queries.is_follow_up_due(closed.pk)
    assert (again.follows_id, again.owner_id) == (closed.pk, clinic["clinician"].membership.pk)
