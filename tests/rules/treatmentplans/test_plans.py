"""May a plan be signed? Hours, the thread from problem to what is done, measurable steps, elements, dates, text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.scheduling.rules.profiles import PROFILES as HOURS_PROFILES
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.treatmentplans.rules import plans as rules
from stepwell.treatmentplans.rules.differences import Change, differences
from stepwell.treatmentplans.rules.elements import Element, checklist
from stepwell.treatmentplans.rules.hours import COUNTABLE, NEVER, check_hours, in_words, week_of, weekly
from stepwell.treatmentplans.rules.starters import INTERVENTIONS, OBJECTIVES, PROBLEMS
from stepwell.treatmentplans.rules.texts import Subject, blocks_of, text_of
from stepwell.treatmentplans.rules.timers import profile_for
from stepwell.treatmentplans.rules.tree import GoalFacts, InterventionFacts, ObjectiveFacts, PlanFacts, ProblemFacts
from stepwell.treatmentplans.vocabulary import Area, Per, PlanKind, Service, Stage

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, tzinfo=UTC)
DEFAULT = profile_for("OH", on=DAY)
WHO = Subject("Ana López", "20418", "Riverbend", "Evening")


def service(kind: Service, times: int, minutes: int, per: Per = Per.WEEK, *serves: UUID) -> InterventionFacts:
    return InterventionFacts(uuid4(), uuid4(), kind, "", times, per, minutes, "Treatment team", serves)


def whole(minutes: int = 180) -> PlanFacts:
    step = ObjectiveFacts(uuid4(), uuid4(), "Will stay sober", "days", Decimal(30), DAY + timedelta(days=28))
    goal = GoalFacts(uuid4(), uuid4(), "I want to stop", (step,))
    problem = ProblemFacts(uuid4(), uuid4(), Area.USE, "drinks daily", ("F10.20 Alcohol dependence",), (goal,))
    return PlanFacts(
        PlanKind.COMPREHENSIVE, DAY, DAY + timedelta(days=30), "Cora", "", "shows up", "", "chose the goals", "",
        (problem,), (service(Service.GROUP_THERAPY, 3, minutes, Per.WEEK, step.id),),
    )  # fmt: skip


def codes(plan: PlanFacts, *, ordered: int | None = 540, place: str = "OH", on: date = DAY) -> list[str]:
    week = week_of(plan.interventions, ordered=ordered)
    return [each.code for each in rules.check_signing(plan, week=week, profile=profile_for(place, on=DAY), on=on)]


def test_a_whole_plan_is_signed() -> None:
    assert codes(whole()) == []


def test_the_timetable_of_a_well_known_model_falls_short_and_says_by_how_much() -> None:
    """Two skills groups of 50, two of 90 and one family education of 90 are 370 minutes, not nine hours."""
    given_ = [
        service(Service.SKILLS, 2, 50), service(Service.GROUP_THERAPY, 2, 90), service(Service.FAMILY_EDUCATION, 1, 90),
    ]  # fmt: skip

    [finding] = check_hours(week_of(given_, ordered=540))

    assert finding.code == "PLN-021"
    assert "give 6 h 10 min a week; 9 h are ordered: 2 h 50 min are missing" in finding.sentence


def test_what_never_counts_does_not_count_whatever_a_place_says() -> None:
    meetings = [service(Service.MUTUAL_HELP, 7, 90), service(Service.DRUG_TESTING, 7, 90)]
    week = week_of(meetings, ordered=540, countable=frozenset(Service))
    assert (week.countable, week.missing) == (Fraction(0), 540)
    assert [line.counts for line in week.lines] == [False, False]


def test_a_month_is_52_twelfths_of_a_week_and_not_four_weeks() -> None:
    assert weekly(service(Service.FAMILY, 2, 60, Per.MONTH)) == Fraction(120 * 12, 52)
    week = week_of([service(Service.FAMILY, 1, 240, Per.MONTH)], ordered=60)
    assert (week.missing, week.countable_words) == (5, "55 min")


def test_without_hours_to_reach_nothing_is_signed() -> None:
    assert codes(whole(), ordered=None) == ["PLN-020"]


def test_a_level_without_least_hours_is_reached_by_any_plan() -> None:
    assert codes(whole(1), ordered=0) == []


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Service)), st.integers(1, 60), st.integers(0, 600), st.sampled_from(list(Per)))
    ),
    st.integers(0, 3000),
)
def test_missing_minutes_close_the_gap_and_no_more(rows: list[tuple[Service, int, int, Per]], ordered: int) -> None:
    week = week_of([service(kind, times, minutes, per) for kind, times, minutes, per in rows], ordered=ordered)
    assert week.missing == 0 or ordered <= week.countable + week.missing < ordered + 1
    assert bool(check_hours(week)) == (week.countable < ordered)


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (370, "6 h 10 min")])
def test_minutes_in_words(minutes: int, words: str) -> None:
    assert in_words(minutes) == words


def test_kinds_of_service_are_those_of_the_schedule() -> None:
    sessions = {str(kind) for kind in SessionKind}
    assert {str(kind) for kind in Service} - sessions == {"drug_testing", "homework"}
    general = next(profile for profile in HOURS_PROFILES if profile.code == "default")
    assert {str(kind) for kind in COUNTABLE} == {str(kind) for kind in general.countable}
    assert not COUNTABLE & NEVER


def test_a_thread_that_breaks_off_is_named() -> None:
    plan = whole()
    [problem] = plan.problems
    [goal] = problem.goals
    bare = replace(plan, problems=(replace(problem, goals=()),))
    no_steps = replace(plan, problems=(replace(problem, goals=(replace(goal, objectives=()),)),))
    idle = replace(plan, interventions=tuple(replace(each, objectives=()) for each in plan.interventions))
    nobody = replace(plan, interventions=tuple(replace(each, who="") for each in plan.interventions))

    assert codes(bare) == ["PLN-010", "PLN-011", "PLN-014"]
    assert codes(no_steps) == ["PLN-010", "PLN-012", "PLN-014"]
    assert codes(idle) == ["PLN-010", "PLN-013", "PLN-014"]
    assert codes(nobody) == ["PLN-015"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": "Sober"}, "PLN-016"),
        ({"measure": " "}, "PLN-016"),
        ({"target": None}, "PLN-016"),
        ({"target_on": None}, "PLN-016"),
        ({"target_on": DAY}, "PLN-017"),
    ],
)
def test_an_objective_that_cannot_be_measured_is_not_signed(changes: dict[str, object], code: str) -> None:
    plan = whole()
    [problem] = plan.problems
    [goal] = problem.goals
    steps = tuple(replace(each, **changes) for each in goal.objectives)  # type: ignore[arg-type]
    assert codes(replace(plan, problems=(replace(problem, goals=(replace(goal, objectives=steps),)),))) == [code]


def test_kansas_asks_for_all_thirteen_elements() -> None:
    checks = checklist(whole(), required=profile_for("KS", on=DAY).required)
    missing = [check.element for check in checks if not check.is_there]
    assert len(checks) == 13
    assert missing == [Element.WEAKNESSES, Element.REFERRALS, Element.CASE_MANAGEMENT, Element.CASE_MANAGER]
    assert codes(whole(), place="KS") == ["PLN-010"]


def test_days_by_which_plans_are_due() -> None:
    assert DEFAULT.due(PlanKind.PRELIMINARY, admitted_on=DAY) == DAY
    assert DEFAULT.due(PlanKind.COMPREHENSIVE, admitted_on=DAY) == date(2026, 3, 9)
    assert DEFAULT.review_by(DAY) == date(2026, 4, 1)


def test_a_review_lies_after_the_first_day_and_within_the_days_of_the_place() -> None:
    def found(days: int) -> list[str]:
        review = DAY + timedelta(days=days)
        return [each.code for each in rules.check_dates(effective_from=DAY, review_by=review, profile=DEFAULT)]

    assert (found(0), found(1), found(30), found(31)) == (["PLN-003"], [], [], ["PLN-004"])


@pytest.mark.parametrize(
    ("signed", "latest", "stage"),
    [
        (rules.Signed(), False, Stage.DRAFT),
        (rules.Signed(AT), False, Stage.COSIGNATURE),
        (rules.Signed(AT, "", is_cosigned=True), False, Stage.CLIENT),
        (rules.Signed(AT, "LPC"), False, Stage.CLIENT),
        (rules.Signed(AT, "LPC", client_signed_at=AT), True, Stage.IN_FORCE),
        (rules.Signed(AT, "LPC", client_signed_at=AT), False, Stage.SUPERSEDED),
        (rules.Signed(is_voided=True), False, Stage.VOIDED),
    ],
)  # fmt: skip
def test_a_stage_follows_from_the_signatures(signed: rules.Signed, latest: bool, stage: Stage) -> None:
    assert rules.stage_of(signed, effective_from=DAY, on=DAY, is_latest=latest) == stage


def test_a_plan_signed_for_later_is_not_in_force_yet() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    stage = rules.stage_of(rules.Signed(at, "LPC", False, at), effective_from=DAY, on=at.date(), is_latest=False)
    assert stage == Stage.AHEAD


def test_a_version_differs_from_the_one_before_by_parts() -> None:
    plan = whole()
    [problem] = plan.problems
    changed = replace(
        plan, strengths="sings", problems=(replace(problem, words="drinks on weekends"),),
        interventions=(*plan.interventions, service(Service.FAMILY, 1, 60)),
    )  # fmt: skip
    found = [(each.what, each.change) for each in differences(plan, changed)]
    assert found == [
        ("Strengths", Change.CHANGED), ("Problem", Change.CHANGED), ("Intervention", Change.ADDED),
    ]  # fmt: skip
    assert differences(plan, plan) == []
    assert [each.change for each in differences(changed, plan)] == [Change.CHANGED, Change.CHANGED, Change.REMOVED]


@given(st.text(max_size=200))
def test_what_somebody_typed_makes_no_heading_and_no_point(words: str) -> None:
    plain = len(blocks_of(text_of(replace(whole(), strengths="x"), WHO, number=1)))
    said = text_of(replace(whole(), strengths=f"x {words}"), WHO, number=1)
    assert len(blocks_of(said)) == plain


def test_the_text_says_whose_plan_it_is_what_is_done_and_that_one_may_refuse() -> None:
    blocks = blocks_of(text_of(whole(), WHO, number=2))
    assert blocks[0].heading == "Comprehensive plan, version 2"
    assert "For Ana López, record 20418." in blocks[0].paragraphs
    assert blocks[-1].paragraphs[0].endswith("you still get care.")
    done = next(block for block in blocks if block.heading == "What we do, and how often")
    assert done.points == ["Group therapy, 3 times a week, 180 min each, Treatment team"]


def test_words_to_start_from_are_complete() -> None:
    assert len({each.code for each in (*PROBLEMS, *OBJECTIVES, *INTERVENTIONS)}) >= 20
    assert all(each.label for each in INTERVENTIONS)
