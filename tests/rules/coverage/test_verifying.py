"""What a 271 says about days of intensive outpatient care, and what is left to ask."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.benefits import Benefits, check_benefits, question_benefits
from stepwell.coverage.rules.combining import benefits_of, combined, differences
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.facts import Name, Value
from stepwell.coverage.rules.verifying import Interpretation, interpret
from stepwell.coverage.vocabulary import CopayUnit, LimitUnit, Network
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.reading.sets import read

STORY = (Path(__file__).parents[2] / "data" / "x12" / "271.txt").read_text(encoding="ascii")
_HEAD, _REST = STORY.split("EB*1**30", 1)
_TAIL = _REST[_REST.index("SE*38") :]


def of(*rows: str, addiction: bool = True) -> Interpretation:
    text = _HEAD + "".join(f"{row}~" for row in rows) + _TAIL
    return understood(text, addiction=addiction)


def understood(text: str, *, addiction: bool = True) -> Interpretation:
    content = read(text).sets[0].content
    assert isinstance(content, Eligibility)
    return interpret(content, addiction=addiction)


def test_the_story_becomes_facts_with_where_they_stand() -> None:
    found = understood(STORY)
    values = {(one.name, one.tier): (one.value, one.types) for one in found.facts}

    assert values[Name.DEDUCTIBLE, Tier.IN] == (Decimal(2500), ("30",))
    assert values[Name.DEDUCTIBLE_LEFT, Tier.IN] == (Decimal(1100), ("30",))
    assert values[Name.FAMILY_DEDUCTIBLE_LEFT, Tier.IN] == (Decimal(2600), ("30",))
    assert values[Name.MAXIMUM_LEFT, Tier.IN] == (Decimal(4350), ("30",))
    assert values[Name.COINSURANCE, Tier.IN] == (Decimal(20), ("CJ",))
    assert values[Name.COINSURANCE, Tier.OUT] == (Decimal(50), ("CJ",))
    assert values[Name.DEDUCTIBLE_LEFT, Tier.OUT] == (Decimal(6000), ("30",))
    assert values[Name.AUTHORIZATION, Tier.IN] == (True, ("CJ",))
    assert values[Name.LIMIT_LEFT, Tier.IN] == (Decimal(30), ("CJ",))
    fact = found.fact(Name.COINSURANCE)
    assert fact
    assert [STORY.replace("\n", "").split("~")[number - 1] for number in fact.segments] == ["EB*A*IND*CJ*****.2***Y*Y"]
    assert found.messages == ("INTENSIVE OUTPATIENT PRECERTIFICATION REQUIRED",)
    assert found.carve_out
    assert (found.carve_out.name, found.carve_out.payer_id) == ("EXAMPLE BEHAVIORAL CARVEOUT", "88888")
    assert found.calls == ("EXAMPLE BEHAVIORAL CARVEOUT handles this care: ask it about benefits and authorization.",)
    assert not found.questions


def test_for_mental_health_other_rows_count() -> None:
    found = understood(STORY, addiction=False)

    assert found.value(Name.COPAY) == Decimal(40)
    assert found.value(Name.COPAY_UNIT) is CopayUnit.VISIT
    assert found.value(Name.AUTHORIZATION) is False
    assert found.value(Name.COINSURANCE) is None
    assert found.carve_out is None
    assert found.calls == ()


def test_the_story_as_it_would_be_written_down() -> None:
    assert benefits_of(understood(STORY)) == Benefits(
        is_active=True,
        deductible=Decimal(2500), deductible_met=Decimal(1400), family_deductible=Decimal(5000),
        family_deductible_met=Decimal(2400), out_of_pocket=Decimal(6000), out_of_pocket_met=Decimal(1650),
        coinsurance=Decimal(20), iop_covered=True, authorization_required=True, limit_total=60, limit_used=30,
        limit_unit=LimitUnit.VISITS,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "name", "value"),
    [
        (["EB*A*IND*30*****.3****Y", "EB*A*IND*AI*****.2****Y"], Name.COINSURANCE, Decimal(20)),
        (["EB*A*IND*MH*****.3****Y", "EB*A*IND*30*****.2****Y"], Name.COINSURANCE, Decimal(30)),
        (["EB*A*IND*33*****.3****Y"], Name.COINSURANCE, None),
        (["EB*A*IND*CJ*****20****Y"], Name.COINSURANCE, Decimal(20)),
        (["EB*A*IND*CJ*****0****Y"], Name.COINSURANCE, Decimal(0)),
        (["EB*B*IND*CJ***7*25*****Y"], Name.COPAY_UNIT, CopayUnit.DAY),
        (["EB*6**30"], Name.ACTIVE, False),
        (["EB*I**CJ*******N"], Name.COVERED, False),
        (["EB*1**30"], Name.COVERED, None),
        (["EB*C*IND*30***23*500*****W"], Name.DEDUCTIBLE, Decimal(500)),
        (["EB*C*IND*30***23*500*****U"], Name.DEDUCTIBLE, None),
        (["EB*C*IND*30***23*500*****N"], Name.DEDUCTIBLE, None),
        (["EB*C*IND*30***24*500*****Y"], Name.DEDUCTIBLE_MET, Decimal(500)),
    ],
)
def test_rows_are_read_from_the_nearest_service(rows: list[str], name: Name, value: Value | None) -> None:
    assert of(*rows).value(name) == value


def test_rows_that_contradict_each_other_never_become_one_number() -> None:
    found = of("EB*A*IND*CJ*****.2****Y", "MSG*FACILITY~EB*A*IND*CJ*****.4****Y", "MSG*OFFICE")

    fact = found.fact(Name.COINSURANCE)
    assert fact
    assert (fact.value, fact.said) == (None, (Decimal(20), Decimal(40)))
    assert found.calls == ("Rows contradict each other: coinsurance, in network.",)
    assert benefits_of(found).coinsurance is None


def test_a_file_without_such_care_sends_to_the_telephone() -> None:
    found = of("EB*1**30*PR*GOLD", "EB*C*IND*30***23*2500*****Y", "EB*A*IND*30*****.2****Y")

    assert found.calls == (
        "Nothing is said of what the client pays for such care: only of other services, or of the plan.",
    )


def test_what_was_not_answered_says_what_to_do_next() -> None:
    found = of("AAA*N**72*C")

    (one,) = found.unanswered
    assert "id" in one.reason
    assert one.next_step == "Compare the member number with the card, correct the policy, and ask again."
    assert found.calls == ("The question was not answered.",)


def test_what_can_hardly_be_is_asked() -> None:
    rows = ("EB*C*IND*30***23*500*****Y", "EB*C*IND*30***29*900*****Y", "EB*G*IND*30***23*300*****Y")
    found = of(*rows, "EB*A*IND*CJ*****20****Y")

    assert len(found.questions) == 3
    assert benefits_of(found).deductible_met is None


def test_no_limit_is_no_number() -> None:
    found = of("EB*G*IND*30***23*99999.99*****Y", "EB*F*IND*CJ***23***VS*99999.99**Y")

    assert (benefits_of(found).out_of_pocket, benefits_of(found).limit_total) == (None, None)


def test_what_a_person_was_told_counts_and_both_stay_in_sight() -> None:
    file = benefits_of(understood(STORY))
    person = Benefits(deductible=Decimal(2500), deductible_met=Decimal(1390), network=Network.IN)

    both = combined(person, file)

    assert (both.deductible_met, both.coinsurance, both.network) == (Decimal(1390), Decimal(20), Network.IN)
    assert [(one.name, one.person, one.file) for one in differences(person, file)] == [
        ("deductible_met", Decimal(1390), Decimal(1400))
    ]
    assert combined(person, None) == person
    assert combined(Benefits(deductible=Decimal(1000)), file).deductible_met is None


@pytest.mark.parametrize(
    ("benefits", "count"),
    [
        (Benefits(coinsurance=Decimal("0.2")), 1),
        (Benefits(coinsurance=Decimal(80)), 1),
        (Benefits(coinsurance=Decimal(100)), 0),
        (Benefits(deductible=Decimal(2500), out_of_pocket=Decimal(250)), 1),
        (Benefits(deductible=Decimal(2500), out_of_pocket=Decimal(2500), coinsurance=Decimal(20)), 0),
    ],
)
def test_what_can_hardly_be_so_is_questioned(benefits: Benefits, count: int) -> None:
    assert len(question_benefits(benefits)) == count


amounts = st.decimals(0, 9000, places=2).map(str)
rows = st.one_of(
    st.builds(
        "EB*{}*{}*{}***{}*{}*****{}".format,
        st.sampled_from("CGB"), st.sampled_from(["IND", "FAM"]), st.sampled_from(["30", "CJ", "AI", "MH", "CH", "98"]),
        st.sampled_from(["22", "23", "24", "25", "27", "29", "7"]), amounts, st.sampled_from("YNWU"),
    ),
    st.builds(
        "EB*A*IND*{}*****{}****{}".format,
        st.sampled_from(["30", "CJ^AI", "MH"]), st.sampled_from([".1", ".2", "20", "1", "0"]), st.sampled_from("YNW"),
    ),
    st.builds("EB*{}**{}".format, st.sampled_from("16IEUR"), st.sampled_from(["30", "CJ", "CH"])),
)  # fmt: skip


@given(st.lists(rows, max_size=12), st.booleans(), st.sampled_from(Tier))
def test_whatever_a_file_says_can_be_written_down(said: list[str], addiction: bool, tier: Tier) -> None:
    found = of(*said, addiction=addiction)
    file = benefits_of(found, tier)

    assert check_benefits(file) == []
    assert all(one.value is None for one in found.facts if one.said)
    assert of(*said, *said, addiction=addiction).calls == found.calls
    assert combined(Benefits(), file) == file
    assert differences(file, file) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["EB*B*IND*CJ***34*40*****Y"], "A copay of $40.00 is said, and not for what"),
        (["EB*F*IND*CJ***23*5000******Y"], "by dollars or for a lifetime"),
        (["EB*F*IND*CJ***32***VS*90**Y"], "by dollars or for a lifetime"),
        (["EB*C*IND*30***29*-50*****Y"], "below nothing"),
        (["EB*C*IND*30***23*500*****Y", "EB*C*IND*30***24*700*****Y"], "More was met than there is in all"),
    ],
)
def test_nothing_of_an_answer_is_dropped_unseen(rows: list[str], said: str) -> None:
    assert [said in one for one in of(*rows).questions] == [True]


def test_a_copay_of_an_episode_is_one_of_an_admission() -> None:
    found = benefits_of(of("EB*1**CJ", "EB*B*IND*CJ***26*150*****Y"))

    assert (found.copay, found.copay_unit) == (Decimal(150), CopayUnit.ADMISSION)
