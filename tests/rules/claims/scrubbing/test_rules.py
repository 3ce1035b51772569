"""Every scrub rule has a claim that breaks it and one that keeps it; and what asking all of them promises."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.claims.rules.scrubbing.rules import Gravity, Rule, ScrubFinding
from stepwell.claims.rules.scrubbing.scrubber import ALL, adjusted, may_go, scrub
from stepwell.coverage.contracting import Asking
from stepwell.x12.writing.procedures import Procedure
from tests.rules.claims.scrubbing.cases import CASES, CLAIM, FACILITY, FACILITY_FACTS, FACTS, claim, contract, facts
from tests.rules.x12.building import institutional_file, professional_file, segments

SOURCES = (Path(__file__).parents[4] / "docs" / "sources.md").read_text(encoding="utf-8")
by_code = {rule.code: rule for rule in ALL}


def test_every_rule_has_its_cases_and_no_other() -> None:
    assert list(by_code) == list(CASES)
    assert len(by_code) == len(ALL)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_rule_is_broken_by_one_and_kept_by_the_other(rule: Rule) -> None:
    case = CASES[rule.code]
    assert len(scrub(*case.fails, rules=[rule])) == case.times
    assert scrub(*case.passes, rules=[rule]) == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_rule_says_in_two_sentences_what_is_wrong_and_what_mends_it(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert len([part for part in rule.sentence.replace(": ", ". ").replace("; ", ". ").split(". ") if part]) > 1
    assert rule.gravity is not Gravity.OFF


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_rule_has_a_source_that_is_named(rule: Rule) -> None:
    assert f'<a id="{rule.source}"></a>' in SOURCES


def test_clean_claims_pass_every_rule_and_are_written() -> None:
    assert scrub(CLAIM, FACTS) == []
    assert scrub(FACILITY, FACILITY_FACTS) == []
    assert professional_file(CLAIM)
    assert institutional_file(FACILITY)


def test_findings_stand_in_the_order_of_rules_and_lines() -> None:
    broken = replace(CLAIM, authorization="", lines=tuple(replace(one, units=Decimal(0)) for one in CLAIM.lines))
    found = [(one.code, one.field) for one in scrub(broken, FACTS)]
    assert found == [
        *(("SCR-309", f"lines[{index}].units") for index in range(3)),
        *(("SCR-501", f"lines[{index}].authorization") for index in range(3)),
    ]


@given(st.lists(st.sampled_from(sorted(CASES)), unique=True, max_size=8))
def test_what_is_switched_off_is_not_asked_and_all_else_is(codes: list[str]) -> None:
    switched = [code for code in codes if not by_code[code].is_fixed]
    rules = adjusted(dict.fromkeys(switched, Gravity.OFF))
    for code in codes:
        found = {one.code for one in scrub(*CASES[code].fails, rules=rules)}
        assert (code in found) is (code not in switched)


def test_a_payer_may_make_a_warning_of_a_rule() -> None:
    rules = adjusted({"SCR-501": Gravity.WARNING})
    found = scrub(*CASES["SCR-501"].fails, rules=rules)
    assert {one.gravity for one in found} == {Gravity.WARNING}
    assert may_go(found)
    assert not may_go(scrub(*CASES["SCR-501"].fails))


@pytest.mark.parametrize("code", ["SCR-603", "SCR-604", "SCR-101", "SCR-999"])
def test_law_is_no_setting_and_settings_name_rules(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        adjusted({code: Gravity.OFF})


def test_what_voids_a_claim_is_not_held_by_what_made_it_wrong() -> None:
    void = replace(CLAIM, frequency="8", original_number="ICN1", authorization="")
    known = replace(FACTS, days={}, eligible=None, today=date(2027, 1, 4), replaces_sent=frozenset({"ICN1"}))
    assert scrub(void, known) == []
    assert codes(scrub(void, replace(known, consent=None))) == ["SCR-603"]


def test_while_nobody_knows_an_authorization_is_asked_for() -> None:
    bare = replace(CLAIM, authorization="")
    plan = contract(authorization=Asking.PLAN)
    assert "SCR-501" in codes(scrub(bare, replace(plan, asks=None)))
    assert "SCR-501" not in codes(scrub(bare, replace(plan, asks=False)))
    assert "SCR-501" in codes(scrub(bare, replace(contract(authorization=Asking.ALWAYS), asks=False)))


def test_the_last_units_of_an_authorization_go_to_the_first_days() -> None:
    turned = replace(CLAIM, lines=CLAIM.lines[::-1])
    left = replace(FACTS.authorizations[0], used=Decimal(11))
    found = scrub(turned, replace(FACTS, authorizations=(left,)), rules=[by_code["SCR-505"]])
    assert [one.field for one in found] == ["lines[0].authorization", "lines[1].authorization"]


def test_days_to_file_count_from_the_payer_before() -> None:
    later = facts(today=date(2026, 6, 20), decided_on=date(2026, 3, 31))
    assert "SCR-509" not in codes(scrub(*later))


def test_a_replacement_is_not_measured_by_the_days_of_a_new_claim() -> None:
    again = claim(frequency="7", original_number="ICN1")[0]
    assert "SCR-509" not in codes(scrub(again, replace(FACTS, today=date(2026, 12, 1))))


def test_what_the_writer_holds_by_itself_needs_no_rule() -> None:
    """Points of diagnoses, small letters in names, totals, counts and levels cannot go out wrong."""
    written = segments(professional_file(replace(CLAIM, diagnoses=("F10.20", "F33.1"))), "HI", "CLM", "NM1*IL", "SE")
    assert written == ["NM1*IL*1*TESTER*PAT****MI*W123456789", "CLM*EP1001-W11*1050***57:B:1*Y*A*Y*Y",
                       "HI*ABK:F1020*ABF:F331", "SE*39*0001"]  # fmt: skip


def test_without_a_list_a_taxonomy_is_judged_by_its_form() -> None:
    unknown = replace(FACTS, taxonomies=None)
    assert scrub(CASES["SCR-103"].fails[0], unknown) == []
    short = replace(CLAIM, billing=replace(CLAIM.billing, taxonomy="261QR0405"))
    assert codes(scrub(short, unknown)) == ["SCR-103"]


def test_a_day_of_the_program_by_revenue_code_alone_is_known() -> None:
    line = replace(FACILITY.lines[0], revenue="0906", procedure=Procedure("H0015"))
    found = scrub(replace(FACILITY, lines=(line, FACILITY.lines[1])), FACILITY_FACTS)
    assert "SCR-407" in codes(found)


def codes(found: list[ScrubFinding]) -> list[str]:
    return [one.code for one in found]
