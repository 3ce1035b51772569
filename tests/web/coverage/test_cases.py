"""From the card to the sum, through the pages: plans of each kind that coordinators meet, to the cent."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.coverage.actions.keeping import keep_true
from stepwell.coverage.models import Estimate, Policy
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.web.coverage.test_estimates import DAYS, MEMBER, SAID, YEAR, priced
from tests.web.coverage.test_pages import add, page, text_of
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MET = {"deductible": "1500", "deductible_met": "1500"}
NOTHING_MET = {"deductible_met": "0", "out_of_pocket_met": "0"}


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Any:
    """Admissions."""
    return sign_in(clinic["admissions"])


def worked_out(clinic: Clinic, web: Any, plan: str, said: dict[str, Any], days: dict[str, Any]) -> tuple[Estimate, str]:
    """Return the estimate under a plan, and what its page says."""
    policy = add(web, clinic, MEMBER | {"plan_type": plan})
    service = priced(clinic)
    assert web.post(page("check", clinic, policy.pk), SAID | said).status_code == 302
    answer = web.post(page("new_estimate", clinic, policy.pk), days | {"service": str(service)})
    assert answer.status_code == 302, answer.content.decode()
    with acting(clinic["admissions"].scope):
        return Estimate.objects.get(), text_of(web, answer["Location"])


@pytest.mark.parametrize(
    ("plan", "said", "expected"),
    [
        ("ppo", {}, "1210.00"),
        ("epo", {"coinsurance": "0", "copay": "", "deductible": "0", **NOTHING_MET}, "0.00"),
        ("hmo", {"coinsurance": "", "copay": "30", "copay_unit": "day"}, "180.00"),
        ("medicaid", {"coinsurance": "", "copay": "0", "copay_unit": "day", "deductible": "0", **NOTHING_MET}, "0.00"),
        # 549.50 are left of the limit: 220.00 of two days, 109.50 of the third; then three days at the charge of 350.00
        ("ppo", MET | {"limit_total": "$1,000", "limit_unit": "dollars", "limit_used": "450.50"}, "1325.50"),
        ("indemnity", MET | {"out_of_pocket": "2000", "out_of_pocket_met": "1900"}, "550.00"),
    ],
)  # fmt: skip
def test_what_a_plan_leaves_to_the_client(
    clinic: Clinic, web: Any, plan: str, said: dict[str, Any], expected: str
) -> None:
    found, _ = worked_out(clinic, web, plan, said, DAYS)

    assert found.expected == Decimal(expected)


def test_an_hmo_without_a_referral_says_what_is_missing(clinic: Clinic, web: Any) -> None:
    _, shown = worked_out(clinic, web, "hmo", {}, DAYS)

    assert "Not paid yet" in shown
    assert "referral" in shown


def test_a_copay_beside_a_share_is_a_range_until_somebody_asks(clinic: Clinic, web: Any) -> None:
    found, shown = worked_out(clinic, web, "ppo", {"copay": "40", "copay_unit": "day"}, DAYS)

    assert (found.expected, found.low) == (None, Decimal(240))
    assert "Whether the share is due besides the copay is not known." in shown


def test_a_family_deductible_that_counts_whole_begins_anew_with_the_year(clinic: Clinic, web: Any) -> None:
    first = date(YEAR, 12, 21)
    family = {"deductible": "", "deductible_met": "", "family_deductible": "5000", "family_deductible_met": "3800",
              "family_counts_whole": "yes", "coinsurance": "10", "out_of_pocket": "8000",
              "out_of_pocket_met": "0"}  # fmt: skip
    days = [first + timedelta(days=number) for number in range(21)]
    held = [day for day in days if day.weekday() in {0, 2, 4}]
    old = 275 * sum(day.year == YEAR for day in held)
    new = 275 * sum(day.year > YEAR for day in held)

    found, shown = worked_out(clinic, web, "ppo", family, DAYS | {"starts_on": first.isoformat(), "weeks": "3"})

    met = min(old, 1200)
    assert found.expected == met + (old - met) / Decimal(10) + new
    assert "A new plan year begins" in shown


def test_who_has_no_insurance_gets_a_good_faith_estimate(clinic: Clinic, web: Any) -> None:
    policy = add(
        web, clinic, {"plan_type": "self_pay", "holder": "self", "rank": "1", "from_on": "2026-01-01", "payer": ""}
    )
    typed = DAYS | {"service": str(priced(clinic, own=True)), "asked_on": f"{YEAR}-02-20"}

    answer = web.post(page("new_estimate", clinic, policy.pk), typed)

    assert answer.status_code == 302, answer.content.decode()
    assert "$1,200.00" in text_of(web, answer["Location"])
    assert "Good-faith estimate" in text_of(web, f"{answer['Location']}letter/")


def test_out_of_network_without_a_contract_counts_what_the_plan_allows(clinic: Clinic, web: Any) -> None:
    policy = add(web, clinic, MEMBER | {"plan_type": "ppo"})
    typed = DAYS | {"service": str(priced(clinic, own=True))}
    outside = SAID | {"network": "out", "deductible": "500", "deductible_met": "100", "coinsurance": "50"}
    assert web.post(page("check", clinic, policy.pk), outside).status_code == 302
    where = page("new_estimate", clinic, policy.pk)

    refused = web.post(where, typed)
    answer = web.post(where, typed | {"allowed": "260"})

    assert refused.status_code == 422
    assert "Ask the plan what it allows a day" in refused.content.decode()
    with acting(clinic["admissions"].scope):
        found = Estimate.objects.get()
    # 350 charged, 260 allowed: 90 a day above it; 400 of deductible, then a half
    assert found.expected == 6 * 90 + 400 + (6 * 260 - 400) / 2
    assert "Other ways to do this" in text_of(web, answer["Location"])


def test_the_sliding_fee_is_in_the_estimate_and_on_its_paper(clinic: Clinic, web: Any, sign_in: SignIn) -> None:
    policy = add(
        web, clinic, {"plan_type": "self_pay", "holder": "self", "rank": "1", "from_on": "2026-01-01", "payer": ""}
    )
    day = datetime.now(tz=ZoneInfo(clinic.organization.time_zone)).date()
    applied = {
        "applied_on": day, "people": 3, "income": "$3,000", "period": "month", "region": "contiguous",
        "kind": "pay_stubs", "dated_on": day, "key": "form",
    }  # fmt: skip
    asked = web.post(reverse("funding:apply", args=[clinic.clients["ana"].pk]), applied)["Location"]
    first = day + timedelta(days=7)
    typed = DAYS | {"service": str(priced(clinic, own=True)), "starts_on": first.isoformat(), "asked_on": day}

    where = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    with acting(clinic["admissions"].scope):
        found = Estimate.objects.get()
    full = 200 * found.days
    assert (found.expected, found.high) == (Decimal(full * 40) / 100, full)  # class C pays 40 percent
    shown, letter = text_of(web, where), text_of(web, f"{where}letter/")
    assert "Somebody still decides on the sliding fee" in shown
    assert "Sliding fee, class C" in letter
    assert "131.77 percent of the poverty guideline" in letter
    paper = text_of(web, reverse("funding:sign_estimate", args=[clinic.clients["ana"].pk, found.pk]))
    assert f"(sliding fee) = ${found.expected:,.2f}" in paper

    director = sign_in(clinic["director"])
    assert director.post(asked, {"valid_from": day}).status_code == 302
    with acting(system(clinic.organization.pk, "coverage.keep")) as scope:
        assert keep_true(actor=scope, at=timezone.now()) == 1
        assert keep_true(actor=scope, at=timezone.now()) == 0
        newest = Estimate.objects.order_by("-made_at").first()
        assert newest
    assert (newest.expected, newest.high) == (found.expected, found.expected)


SECOND = MEMBER | {"plan_type": "ppo", "rank": "2", "member_id": "Z99", "after": "non_duplication"}


def test_a_second_plan_is_a_range_until_it_is_verified_and_then_a_part_of_the_path(clinic: Clinic, web: Any) -> None:
    policy = add(web, clinic, MEMBER | {"plan_type": "ppo"})
    service = priced(clinic)
    assert web.post(page("check", clinic, policy.pk), SAID | MET).status_code == 302
    refused = web.post(page("new_policy", clinic), SECOND | {"payer": str(policy.payer_id), "after": "qmb"})
    assert (refused.status_code, "Only Medicaid pays" in refused.content.decode()) == (422, True)
    add(web, clinic, SECOND)
    with acting(clinic["admissions"].scope):
        second = Policy.objects.get(rank=2)
    typed = DAYS | {"service": str(service)}

    where = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    with acting(clinic["admissions"].scope):
        found = Estimate.objects.get()
    assert (found.low, found.expected, found.high) == (0, None, 330)
    shown = text_of(web, where)
    assert "Nobody verified whether it pays such care." in shown

    told = SAID | {"deductible": "0", "deductible_met": "0", "coinsurance": "10"}
    assert web.post(page("check", clinic, second.pk), told).status_code == 302
    assert "A plan that pays after this one was added, changed or verified after it." in text_of(web, where)
    again = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]
    # 275 a day, of which the first pays 220; the second has 247.50 and pays the 27.50 above that
    shown, letter = text_of(web, again), f"{again}letter/"
    assert all(part in shown for part in ("Who pays what", "$165.00", "1,320.00", "450.00"))
    assert "Buckeye Mutual (second plan) pays $165.00." in text_of(web, letter)
    assert "paga $165.00." in text_of(web, f"{letter}?language=es")
    under_second = web.post(page("new_estimate", clinic, second.pk), typed)["Location"]
    assert "pays before this plan" in text_of(web, under_second)


def test_what_a_household_paid_already_counts_toward_medicaids_limit(clinic: Clinic, web: Any) -> None:
    policy = add(web, clinic, MEMBER | {"plan_type": "medicaid"})
    typed = DAYS | {"service": str(priced(clinic)), "household_income": "4000"}
    said = SAID | NOTHING_MET | {"coinsurance": "", "copay": "30", "copay_unit": "day", "deductible": "0"}
    where = page("check", clinic, policy.pk)
    half = web.post(where, said | {"household_paid": "20"})
    assert (half.status_code, "the day through which it was counted" in half.content.decode()) == (422, True)

    assert web.post(where, said).status_code == 302
    open_one = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]
    paid = {"household_paid": "20", "household_on": f"{YEAR}-02-27", "household_source": "Notice of February"}
    assert web.post(where, said | paid).status_code == 302
    known = web.post(page("new_estimate", clinic, policy.pk), typed)["Location"]

    with acting(clinic["admissions"].scope):
        first, second = Estimate.objects.order_by("made_at")
    # 5 percent of 4,000 a year are 50 a quarter; 20 of them are paid, so 30 are left of 180 of copays
    assert (first.low, first.expected, first.high) == (0, 50, 50)
    assert (second.low, second.expected, second.high) == (30, 30, 30)
    assert "What the household paid in this quarter is not known" in text_of(web, open_one)
    assert "$30.00" in text_of(web, known)
    assert "Notice of February" in text_of(web, page("checks", clinic, policy.pk))


def test_days_and_dates_that_cannot_be_are_named_and_nothing_is_lost(clinic: Clinic, web: Any) -> None:
    policy = add(web, clinic, MEMBER | {"plan_type": "ppo"})
    typed = DAYS | {"service": str(priced(clinic))}
    check, where = page("check", clinic, policy.pk), page("new_estimate", clinic, policy.pk)
    assert web.post(check, SAID | {"deductible": "$2,500.00", "coinsurance": "20 %"}).status_code == 302

    closed = web.post(where, typed | {"weeks": "1", "weekdays": ["mon"], "closed_on": f"3/2/{YEAR}"})
    inside = web.post(where, typed | {"allowed": "260"})
    for answer, said in ((closed, "No day is left"), (inside, "This plan pays in network")):
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
        assert f'value="{YEAR}-03-02"' in answer.content.decode()

    assert web.post(check, SAID | {"effective_to": f"{YEAR}-03-04"}).status_code == 302
    half = web.post(where, typed)["Location"]
    assert "4 of the 6 days come after that" in text_of(web, half)
    assert f"Your plan ends on 03/04/{YEAR}; 4 of these days" in text_of(web, f"{half}letter/")
    assert web.post(check, SAID | {"effective_to": f"{YEAR}-03-01"}).status_code == 302
    over = web.post(where, typed)
    assert (over.status_code, "The plan is not active on this day." in over.content.decode()) == (422, True)
