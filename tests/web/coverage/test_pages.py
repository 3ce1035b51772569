"""The pages of coverage, asked by whoever writes, whoever reads, a colleague who may not, and a stranger."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.coverage.models import Arrangement, BenefitCheck, Payer, PayerPlan, Policy
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Disclosure
from tests.db.coverage.conftest import may_ask
from tests.db.coverage.test_actions import PDF
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db

CARD: dict[str, Any] = {
    "plan_type": "ppo", "member_id": "W123", "holder": "self", "rank": "1", "from_on": "2026-01-01",
}  # fmt: skip
MOTHERS = CARD | {"holder": "other", "holder_name": "Rosa López", "holder_relation": "mother"}
SAID: dict[str, Any] = {"way": "card", "copay": "40", "copay_unit": "visit", "deductible": "0", "deductible_met": "0"}
CALL = SAID | {"way": "call", "representative": "Jo", "reference": "55-1", "gave_notice": "on"}


def page(name: str, clinic: Clinic, *more: Any) -> str:
    return reverse(f"coverage:{name}", args=[clinic.clients["ana"].pk, *more])


def text_of(web: Any, where: str) -> str:
    return str(web.get(where).content.decode())


def add(web: Any, clinic: Clinic, typed: dict[str, Any] = CARD) -> Policy:
    with acting(clinic["admissions"].scope):
        known = Payer.objects.first()
    if known is None:
        web.post(reverse("coverage:new_payer"), {"name": "Buckeye Mutual", "kind": "commercial"})
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.get()
    answer = web.post(page("new_policy", clinic), {"payer": str(payer.pk)} | typed)
    assert answer.status_code == 302, answer.content.decode()
    with acting(clinic["admissions"].scope):
        return Policy.objects.order_by("-created_at").first()  # type: ignore[return-value]


def test_a_policy_and_what_it_pays_for_stand_on_the_tab(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    assert "No coverage is known" in text_of(web, page("coverage", clinic))
    policy = add(web, clinic)

    answer = web.post(page("check", clinic, policy.pk), SAID)

    assert answer.status_code == 302
    shown = text_of(web, page("coverage", clinic))
    assert all(said in shown for said in ("Buckeye Mutual", "W123", "$40.00 a visit", "today", "$0.00, met $0.00"))
    assert "not known" in shown
    assert "coinsurance, out-of-pocket maximum" in shown


PLAN_OR_MEMBER = "Choose the payer; one that is not listed is added first."


def test_nobody_as_payer_is_enough_for_who_has_no_insurance(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    typed = {"payer": "", "plan_type": "unknown", "holder": "self", "rank": "1", "from_on": "2026-01-01"}

    assert web.post(page("new_policy", clinic), typed).status_code == 302

    with acting(clinic["admissions"].scope):
        policy = Policy.objects.get()
    assert (policy.plan_type, policy.payer, policy.member_id) == ("self_pay", None, None)


@pytest.mark.parametrize("typed", [{"plan_name": "Silver"}, {"member_id": "W123"}, {"group_number": "7"}])
def test_nobody_as_payer_is_refused_where_a_plan_was_typed(
    clinic: Clinic, sign_in: SignIn, typed: dict[str, str]
) -> None:
    plain = {"payer": "", "plan_type": "unknown", "holder": "self", "rank": "1", "from_on": "2026-01-01"}

    answer = sign_in(clinic["admissions"]).post(page("new_policy", clinic), plain | typed)

    assert answer.status_code == 422
    assert PLAN_OR_MEMBER in answer.content.decode()
    with acting(clinic["admissions"].scope):
        assert not Policy.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("biller", 200), ("utilization", 200), ("clinician", 403), ("director", 403), ("admissions south", 404)],
)
def test_who_may_see_coverage(clinic: Clinic, sign_in: SignIn, who: str, status: int) -> None:
    policy = add(sign_in(clinic["admissions"]), clinic)
    web = sign_in(clinic[who])

    assert web.get(page("coverage", clinic)).status_code == status
    assert web.get(page("checks", clinic, policy.pk)).status_code == status
    assert web.get(page("policy", clinic, policy.pk)).status_code == (404 if status == 404 else 403)
    assert "W123" not in text_of(web, page("policy", clinic, policy.pk))


def test_a_stranger_finds_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    policy = add(sign_in(clinic["admissions"]), clinic)
    web = sign_in(other["admissions"])

    assert web.get(page("coverage", clinic)).status_code == 404
    assert web.get(page("check", clinic, policy.pk)).status_code == 404
    assert "Buckeye" not in text_of(web, reverse("coverage:payers"))


def test_a_policy_of_one_client_opens_under_no_other(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    bo = clinic.clients["bo"].pk

    for name in ("policy", "card", "check", "checks", "void_policy"):
        assert web.get(reverse(f"coverage:{name}", args=[bo, policy.pk])).status_code == 404


def test_letters_to_somebody_else_are_warned_of(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    add(web, clinic, MOTHERS)

    shown = text_of(web, page("coverage", clinic))

    assert "Letters of the plan go to Rosa López, mother" in shown
    assert "confidential communications" in shown


def test_no_call_before_the_client_agreed(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    where = page("check", clinic, policy.pk)
    assert "Do not call Buckeye Mutual yet" in text_of(web, where)

    refused = web.post(where, CALL)

    assert refused.status_code == 422
    assert "No consent in force" in refused.content.decode()
    with acting(clinic["admissions"].scope):
        assert BenefitCheck.objects.count() == 0
        may_ask(clinic)
    assert "Buckeye Mutual may be asked" in text_of(web, where)
    assert web.post(where, CALL).status_code == 302
    with acting(clinic["admissions"].scope):
        assert Disclosure.objects.get().recipient == "Buckeye Mutual"


def test_checks_stand_side_by_side(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    where = page("check", clinic, policy.pk)
    web.post(where, SAID)
    web.post(where, SAID | {"copay": "45"})

    shown = text_of(web, page("checks", clinic, policy.pk))

    assert "<strong>$45.00 a visit</strong>" in shown
    assert "$40.00 a visit" in shown


def test_a_check_and_a_policy_are_set_aside_and_stay_to_be_seen(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    web.post(page("check", clinic, policy.pk), SAID)
    with acting(clinic["admissions"].scope):
        check = BenefitCheck.objects.get()

    web.post(page("void_check", clinic, check.pk), {"reason": "another client’s card"})
    assert "$40.00" not in text_of(web, page("coverage", clinic))
    assert "another client’s card" in text_of(web, page("checks", clinic, policy.pk))
    web.post(page("void_policy", clinic, policy.pk), {"reason": "belongs to her sister"})
    assert "Set aside: belongs to her sister" in text_of(web, page("coverage", clinic))


def test_the_card_is_kept_and_opens(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    where = page("card", clinic, policy.pk)

    assert web.post(where, {}).status_code == 422
    assert web.post(where, {"front": SimpleUploadedFile("x.txt", b"no card", "text/plain")}).status_code == 422
    assert web.post(where, {"front": SimpleUploadedFile("card.pdf", PDF, "application/pdf")}).status_code == 302
    assert ">Front</a>" in text_of(web, page("coverage", clinic))


def test_two_who_correct_the_same_policy(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    typed = CARD | {"payer": str(policy.payer_id), "version": "1"}
    assert web.post(page("policy", clinic, policy.pk), typed | {"group_number": "7"}).status_code == 302

    answer = web.post(page("policy", clinic, policy.pk), typed | {"group_number": "8"})

    assert answer.status_code == 422
    assert "Now there: 7" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"copay": "-1"},
        {"copay": "forty"},
        {"copay": "1" * 40},
        {"deductible": "100", "deductible_met": "101"},
        {"coinsurance": "120"},
        {"limit_total": "5"},
        {"said": "x" * 10_000},
        {"effective_from": "2026-13-01"},
        {"way": ""},
    ],
)
def test_odd_input_gets_an_answer_and_nothing_is_kept(clinic: Clinic, sign_in: SignIn, wrong: dict[str, str]) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)

    assert web.post(page("check", clinic, policy.pk), SAID | wrong).status_code == 422
    with acting(clinic["admissions"].scope):
        assert BenefitCheck.objects.count() == 0


@pytest.mark.parametrize("who", ["administrator everywhere", "admissions", "admissions south"])
def test_who_keeps_the_list_of_payers(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    web = sign_in(clinic[who])

    assert web.post(reverse("coverage:new_payer"), {"name": "Lakes", "kind": "medicaid"}).status_code == 302
    assert "Lakes" in text_of(web, reverse("coverage:payers"))
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.get()
    typed = {"name": "Great Lakes", "kind": "medicaid", "version": "1", "benefits_phone": "(937) 555-0101"}
    assert web.post(reverse("coverage:payer", args=[payer.pk]), typed).status_code == 302
    assert web.post(reverse("coverage:payer", args=[payer.pk]), typed).status_code == 422


def test_an_administrator_of_one_site_is_told_that_payers_are_the_whole_clinics(
    clinic: Clinic, sign_in: SignIn
) -> None:
    answer = sign_in(clinic["administrator"]).post(reverse("coverage:new_payer"), {"name": "Lakes", "kind": "medicaid"})

    assert answer.status_code == 422
    assert "You may not change this" in answer.content.decode()


def test_a_biller_reads_payers_and_changes_none(clinic: Clinic, sign_in: SignIn) -> None:
    add(sign_in(clinic["admissions"]), clinic)
    web = sign_in(clinic["biller"])

    assert "Buckeye Mutual" in text_of(web, reverse("coverage:payers"))
    assert web.get(reverse("coverage:new_payer")).status_code == 403
    assert sign_in(clinic["clinician"]).get(reverse("coverage:payers")).status_code == 403


def test_every_look_leaves_a_trace(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    add(web, clinic)

    web.get(page("coverage", clinic))

    with acting(clinic["privacy everywhere"].scope):
        event = AccessEvent.objects.order_by("-id")[0]
    assert (event.page, event.client_id) == ("coverage:coverage", clinic.clients["ana"].pk)


def test_the_tab_takes_the_same_queries_for_one_and_three_policies(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(clinic["admissions"])
    add(web, clinic)
    web.get(page("coverage", clinic))
    with django_assert_max_num_queries(12) as one:
        web.get(page("coverage", clinic))
    for rank in ("2", "3"):
        add(web, clinic, CARD | {"rank": rank})

    with django_assert_max_num_queries(12) as three:
        web.get(page("coverage", clinic))
    assert len(one) == len(three)


def test_a_plan_is_chosen_from_the_list_and_the_gate_says_what_is_open(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    web.post(reverse("coverage:new_payer"), {"name": "Buckeye Mutual", "kind": "commercial"})
    with acting(clinic["admissions"].scope):
        payer = Payer.objects.get()
    listed = reverse("coverage:plans", args=[payer.pk])
    typed = {"name": "Silver 40", "plan_type": "epo", "year_starts_month": "7", "referral": "yes"}
    assert web.post(f"{listed}new/", typed | {"plan_type": "self_pay"}).status_code == 422
    assert web.post(f"{listed}new/", typed).status_code == 302
    assert all(said in text_of(web, listed) for said in ("Silver 40", "EPO", "year from July", "referral needed"))
    with acting(clinic["admissions"].scope):
        plan = PayerPlan.objects.get()

    answer = web.post(page("new_policy", clinic), CARD | {"plan": str(plan.pk), "plan_type": "unknown"})

    assert answer.status_code == 302
    shown = text_of(web, page("coverage", clinic))
    assert all(said in shown for said in ("EPO, Silver 40", "Not clear: somebody decides", "Ask the payer."))
    changed = web.post(reverse("coverage:plan", args=[payer.pk, plan.pk]), typed | {"version": "1", "name": "Gold"})
    assert changed.status_code == 302
    stale = web.post(reverse("coverage:plan", args=[payer.pk, plan.pk]), typed | {"version": "1", "name": "Bronze"})
    assert "Now there: Gold" in stale.content.decode()
    assert sign_in(clinic["biller"]).post(f"{listed}new/", typed).status_code == 403


def test_a_referral_is_written_down_and_set_aside(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    policy = add(web, clinic)
    typed = {"kind": "referral", "number": "R-7", "from_on": "2026-01-01", "to_on": "2026-12-31"}
    assert web.post(page("arrange", clinic, policy.pk), typed | {"to_on": "2025-01-01"}).status_code == 422
    assert web.post(page("arrange", clinic, policy.pk), typed).status_code == 302
    assert "R-7" in text_of(web, page("coverage", clinic))
    with acting(clinic["admissions"].scope):
        row = Arrangement.objects.get()

    web.post(page("void_arrangement", clinic, row.pk), {"reason": "It was for another client"})

    assert "R-7" not in text_of(web, page("coverage", clinic))


def test_two_plans_in_the_wrong_order_are_remarked(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["admissions"])
    add(web, clinic, CARD | {"plan_type": "medicaid"})
    add(web, clinic, CARD | {"rank": "2"})

    assert "Medicaid pays last" in text_of(web, page("coverage", clinic))
