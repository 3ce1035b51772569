"""Which of two plans pays first."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.coordination import Cover, first_of, remarks
from stepwell.coverage.vocabulary import EmployerSize, Entitlement, Holder, PlanType, Source

OWN = Cover("Own", PlanType.PPO, date(2025, 1, 1))
SPOUSE = Cover("Spouse’s", PlanType.PPO, date(2020, 1, 1), Holder.OTHER, "husband")
MOTHER = replace(SPOUSE, name="Mother’s", relation="Mother", born=date(1970, 9, 1))
FATHER = replace(SPOUSE, name="Father’s", relation="father", born=date(1965, 10, 1))
AGED = Cover("Medicare", PlanType.MEDICARE, date(2020, 1, 1), entitlement=Entitlement.AGE)
DISABLED = replace(AGED, entitlement=Entitlement.DISABILITY)
KIDNEY = replace(AGED, entitlement=Entitlement.KIDNEY_EARLY)
MEDICAID = Cover("Medicaid", PlanType.MEDICAID_MANAGED, date(2019, 1, 1))
TRICARE = Cover("TRICARE", PlanType.TRICARE, date(2019, 1, 1))
GRANT = Cover("County", PlanType.GRANT, date(2019, 1, 1))
EAP = Cover("EAP", PlanType.EAP, date(2026, 1, 1))


def work(size: EmployerSize, source: Source = Source.EMPLOYED) -> Cover:
    return replace(OWN, source=source, employer_size=size)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OWN, SPOUSE),
        (MOTHER, FATHER),
        (replace(FATHER, court=True), MOTHER),
        (OWN, MEDICAID),
        (OWN, TRICARE),
        (TRICARE, MEDICAID),
        (MEDICAID, GRANT),
        (EAP, OWN),
        (EAP, MEDICAID),
        (AGED, MEDICAID),
        (work(EmployerSize.UNDER_100), AGED),
        (work(EmployerSize.LARGE), AGED),
        (AGED, work(EmployerSize.UNDER_20)),
        (DISABLED, work(EmployerSize.UNDER_100)),
        (work(EmployerSize.LARGE), DISABLED),
        (AGED, work(EmployerSize.LARGE, Source.FORMERLY)),
        (work(EmployerSize.UNDER_20, Source.FORMERLY), KIDNEY),
        (AGED, work(EmployerSize.UNKNOWN, Source.OTHERWISE)),
        (work(EmployerSize.UNKNOWN), replace(OWN, name="Old", from_on=date(2015, 1, 1), source=Source.FORMERLY)),
        (replace(OWN, name="Older", from_on=date(2015, 1, 1)), OWN),
    ],
)
def test_who_pays_first(first: Cover, second: Cover) -> None:
    assert first_of(first, second).first is first
    assert first_of(second, first).first is first
    assert remarks([first, second]) == []
    (sentence,) = remarks([second, first])
    assert sentence.startswith(f"{first.name} should pay before {second.name}: ")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (AGED, OWN, "how many work for the employer"),
        (replace(AGED, entitlement=Entitlement.UNKNOWN), work(EmployerSize.LARGE), "why there is Medicare"),
        (work(EmployerSize.UNKNOWN), AGED, "how many"),
        (MOTHER, replace(FATHER, born=None), "birth"),
        (OWN, replace(OWN, name="Twin"), "Ask both payers"),
    ],
)
def test_what_is_not_known_is_asked(one: Cover, other: Cover, said: str) -> None:
    assert first_of(one, other).first is None
    (sentence,) = remarks([one, other])
    assert said in sentence


covers = st.builds(
    Cover,
    st.just("A"),
    st.sampled_from([kind for kind in PlanType if kind is not PlanType.SELF_PAY]),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.sampled_from(Holder),
    st.sampled_from(["mother", "father", "wife"]),
    st.none() | st.dates(date(1950, 1, 1), date(1990, 1, 1)),
    st.sampled_from(Source),
    st.sampled_from(EmployerSize),
    st.sampled_from(Entitlement),
    st.booleans(),
)


@given(covers, covers)
def test_the_answer_does_not_depend_on_who_is_named_first(one: Cover, other: Cover) -> None:
    answers = {(verdict.first, verdict.why) for verdict in (first_of(*two) for two in permutations((one, other)))}
    assert len(answers) == 1 or one == other
