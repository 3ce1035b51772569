"""Crises on pages: who opens, who works, who sees what; what is missing is said; nothing typed is lost."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Web
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.crisis import actions
from stepwell.crisis.models import CrisisAction, CrisisEvent, OnCallShift
from stepwell.crisis.vocabulary import Source, Tier
from stepwell.people.models import Credential
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

WORDS = "says good-bye to everybody"
SEES_ANA = (
    "admissions", "clinician", "facilitator", "supervisor", "director", "prescriber", "collector", "utilization",
    "biller", "case_manager",
)  # fmt: skip
ACTS = ("admissions", "clinician", "supervisor", "director", "prescriber", "case_manager")


def page(name: str, clinic: Clinic, client: str = "ana", *more: Any) -> str:
    return reverse(f"crisis:{name}", args=[clinic.clients[client].pk, *more])


def open_one(web: Web, clinic: Clinic, client: str = "ana", **typed: str) -> Any:
    said = {"tier": "moderate", "kind": "suicide", "source": "staff", "words": WORDS, **typed}
    return web.post(page("open", clinic, client), said)


def event_of(clinic: Clinic, client: str = "ana", **values: Any) -> CrisisEvent:
    """Return a crisis that a job opened."""
    with acting(clinic.system()):
        return actions.open_crisis(
            actor=None, at=timezone.now() - timedelta(minutes=5), client_id=clinic.clients[client].pk,
            tier=Tier(values.pop("tier", "low")), source=Source.ALONE, words=WORDS, **values,
        )  # fmt: skip


def only(clinic: Clinic) -> CrisisEvent:
    with acting(clinic.system()):
        return CrisisEvent.objects.get()


@pytest.mark.parametrize("who", SEES_ANA)
def test_whoever_sees_the_client_opens_a_crisis_in_two_answers(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    web = sign_in(clinic[who])

    form = web.get(page("open", clinic)).content.decode()
    answer = open_one(web, clinic)
    shown = web.get(answer.headers["Location"])

    assert form.index("tel:988") > 0
    assert shown.status_code == 200
    assert WORDS in shown.content.decode()
    assert (only(clinic).owner_id == clinic[who].membership.pk) is (who in ACTS)


@pytest.mark.parametrize("name", ["of_client", "open"])
def test_a_stranger_and_an_outsider_find_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn, name: str) -> None:
    assert sign_in(clinic["clinician south"]).get(page(name, clinic)).status_code == 404
    assert sign_in(other["director"]).get(page(name, clinic)).status_code == 404
    assert sign_in(clinic["administrator"]).get(page(name, clinic)).status_code == 403


def test_what_is_missing_is_said_and_nothing_is_lost(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["biller"])

    answer = open_one(web, clinic, tier="")
    long = open_one(web, clinic, words="x" * 10_000)

    assert (answer.status_code, long.status_code) == (422, 422)
    assert WORDS in answer.content.decode()
    assert "Write 5000 characters or fewer." in long.content.decode()
    with acting(clinic.system()):
        assert not CrisisEvent.objects.exists()


def test_the_banner_stands_on_every_page_of_the_record_and_on_nobody_elses(clinic: Clinic, sign_in: SignIn) -> None:
    event_of(clinic, tier="high")
    web = sign_in(clinic["biller"])

    ana = web.get(reverse("clients:record", args=[clinic.clients["ana"].pk])).content.decode()
    dee = web.get(reverse("clients:record", args=[clinic.clients["dee"].pk])).content.decode()

    assert "High crisis, open for 5 min" in ana
    assert "nobody owns it yet" in ana
    assert "crisis, open" not in dee


def test_those_who_only_report_see_neither_words_nor_place(clinic: Clinic, sign_in: SignIn) -> None:
    event = event_of(clinic, where="bridge on Main")

    for who in ("biller", "facilitator", "collector", "utilization"):
        text = sign_in(clinic[who]).get(page("one", clinic, "ana", event.pk)).content.decode()
        assert WORDS not in text, who
        assert "bridge on Main" not in text, who
    text = sign_in(clinic["clinician"]).get(page("one", clinic, "ana", event.pk)).content.decode()
    assert WORDS in text
    assert "bridge on Main" in text


def test_it_is_taken_over_worked_and_closed(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    one, close = page("one", clinic, "ana", event.pk), page("close", clinic, "ana", event.pk)
    day = timezone.localdate() + timedelta(days=1)
    closing = {
        "disposition": "safe_with_plan", "words": "sister stays with her", "follow_up_on": day.isoformat(),
        "follow_up_by": str(clinic["clinician"].membership.pk),
    }  # fmt: skip

    web.post(page("take_over", clinic, "ana", event.pk))
    early = web.post(close, {**closing, "version": only(clinic).version})
    written = web.post(one, {"step": "spoke", "words": "calm now", "told": "Ana"})
    done = web.post(close, {**closing, "version": only(clinic).version})

    assert (early.status_code, written.status_code, done.status_code) == (422, 302, 302)
    assert "Not done yet: A clinician spoke with the person" in early.content.decode()
    assert only(clinic).closed_at
    with acting(clinic.system()):
        assert event.pk == CrisisEvent.objects.get().pk


def test_everything_that_is_missing_is_said_at_once(clinic: Clinic, sign_in: SignIn) -> None:
    event = event_of(clinic, tier="high")

    answer = sign_in(clinic["clinician"]).post(page("close", clinic, "ana", event.pk), {"version": event.version})

    text = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Nobody owns this crisis", "Supervisor told", "Say how it ended.", "Say who follows up."):
        assert said in text


def test_a_closing_written_while_it_got_worse_is_shown_again(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    web.post(page("take_over", clinic, "ana", event.pk))
    close = page("close", clinic, "ana", event.pk)

    late = web.post(close, {"version": 1, "words": "sister stays with her"}).content.decode()

    assert "Somebody changed this while you were writing" in late
    assert "sister stays with her" in late
    assert f'name="version" value="{only(clinic).version}"' in late


def test_only_a_licensed_clinician_assesses(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    one = page("one", clinic, "ana", event.pk)
    entry = {"step": "assessed", "words": "no intent, no plan, no means"}

    without = web.post(one, entry)
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic["clinician"].membership, kind="license", title="LPC"
        )
    having = web.post(one, entry)

    assert (without.status_code, having.status_code) == (422, 302)
    assert "for a licensed clinician" in without.content.decode()


def test_an_entry_is_taken_back_and_stays_struck_through(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    one = page("one", clinic, "ana", event.pk)
    web.post(one, {"step": "spoke", "words": "that was Bo"})
    with acting(clinic["clinician"].scope):
        entry = CrisisAction.objects.get(step="spoke")
    back = page("take_back", clinic, "ana", event.pk, entry.pk)

    short = web.post(back, {"reason": "oops"})
    web.post(back, {"reason": "spoke with another client"})

    text = web.get(one).content.decode()
    assert short.status_code == 422
    assert "<s>that was Bo</s>" in text
    assert "Taken back: spoke with another client" in text


def test_the_tier_is_changed_with_a_reason(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    tier = page("tier", clinic, "ana", event.pk)

    same = web.post(tier, {"tier": "low", "reason": "nothing changed", "version": 1})
    changed = web.post(tier, {"tier": "high", "reason": "says when and how", "version": 1})

    assert (same.status_code, changed.status_code, only(clinic).tier) == (422, 302, "high")


def test_one_opened_by_mistake_is_set_aside(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["supervisor"])

    web.post(page("set_aside", clinic, "ana", event.pk), {"reason": "meant for Bo, not Ana"})

    text = web.get(page("of_client", clinic)).content.decode()
    assert "meant for Bo, not Ana" in text
    assert "meant for Bo" not in sign_in(clinic["biller"]).get(page("of_client", clinic)).content.decode()
    assert web.post(page("one", clinic, "ana", event.pk), {"step": "spoke"}).status_code == 200


def test_today_begins_with_open_crises_and_due_follow_ups(clinic: Clinic, sign_in: SignIn) -> None:
    assert "crisis is open" not in sign_in(clinic["clinician"]).get("/").content.decode()
    event_of(clinic, tier="high")
    event_of(clinic, "cy")

    mine = sign_in(clinic["clinician"]).get("/").content.decode()
    all_sites = sign_in(clinic["director everywhere"]).get("/").content.decode()

    assert "1 crisis is open" in mine
    assert "2 crises are open" in all_sites
    assert all_sites.index("Ana López") < all_sites.index("Cy López")


def test_a_follow_up_is_due_on_today_until_it_is_done(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])
    one = page("one", clinic, "ana", event.pk)
    web.post(page("take_over", clinic, "ana", event.pk))
    web.post(one, {"step": "spoke", "words": "calm now"})
    closing = {
        "disposition": "safe_with_plan", "words": "sister stays with her", "version": only(clinic).version,
        "follow_up_on": timezone.localtime(timezone=ZoneInfo("America/New_York")).date().isoformat(),
        "follow_up_by": str(clinic["clinician"].membership.pk),
    }  # fmt: skip
    web.post(page("close", clinic, "ana", event.pk), closing)

    due = web.get("/").content.decode()
    empty = web.post(
        page("follow_up", clinic, "ana", event.pk), {"outcome": "not_reached", "words": "no answer at all"}
    )
    web.post(page("follow_up", clinic, "ana", event.pk), {"outcome": "safe", "words": "slept well, at work"})

    assert "1 follow-up after a crisis" in due
    assert (empty.status_code, "Say who tries again." in empty.content.decode()) == (422, True)
    assert "follow-up after a crisis" not in web.get("/").content.decode()
    assert "slept well, at work" in web.get(one).content.decode()


def test_nobody_on_call_is_said_loudly(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])
    nobody = web.get(page("open", clinic)).content.decode()
    with acting(clinic["director"].scope):
        OnCallShift.objects.create(
            organization=clinic.organization, site=clinic.north, membership=clinic["prescriber"].membership,
            place="first", starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=9),
            phone="+19375550142",
        )  # fmt: skip

    somebody = web.get(page("open", clinic)).content.decode()

    assert "Nobody is on call here now." in nobody
    assert "Nobody is on call here now." not in somebody
    assert "tel:+19375550142" in somebody


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(clinic: Clinic, sign_in: SignIn, rows: int) -> None:
    for client in ("ana", "bo", "dee")[:rows]:
        event_of(clinic, client)
    web = sign_in(clinic["director"])
    web.get(reverse("crisis:index"))

    with CaptureQueriesContext(connection) as asked:
        web.get(reverse("crisis:index"))
    ana = page("one", clinic, "ana", only_of(clinic).pk)
    with CaptureQueriesContext(connection) as chart:
        web.get(ana)

    assert (len(asked), len(chart)) == (8, 13)  # two of each are savepoints


def only_of(clinic: Clinic) -> CrisisEvent:
    with acting(clinic.system()):
        return CrisisEvent.objects.get(client=clinic.clients["ana"])


def test_every_look_leaves_an_event(clinic: Clinic, sign_in: SignIn) -> None:
    event, web = event_of(clinic), sign_in(clinic["clinician"])

    web.get(page("one", clinic, "ana", event.pk))
    web.post(page("take_over", clinic, "ana", event.pk))

    with acting(clinic["privacy everywhere"].scope):
        seen = list(AccessEvent.objects.filter(client_id=clinic.clients["ana"].pk).values_list("page", flat=True))
    assert sorted(seen) == ["crisis:one", "crisis:take_over"]  # written in one transaction, at one time
