"""Which days are charged, and everything that keeps one from it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.authorizations.vocabulary import Unit
from stepwell.billing.reasons import MENDING, Reason
from stepwell.billing.rules.charging import (
    SERVICE_OF,
    Authorized,
    DayFacts,
    Diagnosed,
    Documented,
    Insured,
    Session,
    charge_day,
    family_of,
    main_session,
)
from stepwell.coverage.contracting import Asking, Delivery, Family, ServiceKind
from stepwell.scheduling.vocabulary import SessionKind
from tests.rules.coverage.contracts import DAY, PPO

PROGRAM, SITE, POLICY, PAYER = (UUID(int=number) for number in range(101, 105))
NOTE = Documented(UUID(int=1), is_signed=True, license="LPC")
GROUP = Session(UUID(int=11), ServiceKind.GROUP, 190, "2.1", "addiction", PROGRAM, SITE, note=NOTE)
AUTHORIZED = Authorized(UUID(int=21), "2.1", ("H0015",), Unit.DAY, date(2026, 3, 31), approved=12, used=5)
WHOLE = DayFacts(
    day=date(2026, 3, 9), sessions=(GROUP,), contract=PPO, has_consent=True, has_plan=True,
    insured=Insured(POLICY, PAYER, "Buckeye Mutual", is_active=True, needs_authorization=True),
    authorizations=(AUTHORIZED,), diagnoses=(Diagnosed("F10.20", 1), Diagnosed("F33.1", 2)),
)  # fmt: skip


def reasons(facts: DayFacts) -> list[str]:
    return [finding.code for finding in charge_day(facts).findings]


def with_session(**changes: Any) -> dict[str, Any]:
    return {"sessions": (replace(GROUP, **changes),)}


def with_insured(**changes: Any) -> dict[str, Any]:
    return {"insured": replace(WHOLE.insured, **changes)}  # type: ignore[type-var]


def test_a_day_on_which_everything_holds_is_charged() -> None:
    found = charge_day(WHOLE)

    assert found.is_charged
    assert [(line.service.name, line.units) for line in found.priced.lines] == [("H0015", 1)]
    assert (found.authorization_id, found.diagnoses) == (AUTHORIZED.id, ("F10.20", "F33.1"))


OPEN, UNLICENSED = replace(NOTE, is_signed=False, license=""), replace(NOTE, license="")
OTHER_LEVEL = replace(GROUP, attendance_id=UUID(int=12), level="1", minutes=60, program_id=UUID(int=109))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"has_consent": False}, [Reason.CONSENT]),
        ({"insured": None}, [Reason.NO_POLICY]),
        (with_insured(is_active=None), [Reason.ELIGIBILITY]),
        (with_insured(is_active=False), [Reason.ELIGIBILITY]),
        ({"contract": None}, [Reason.NO_CONTRACT]),
        ({"authorizations": ()}, [Reason.NO_AUTHORIZATION]),
        ({"authorizations": (replace(AUTHORIZED, level="2.5"),)}, [Reason.NO_AUTHORIZATION]),
        ({"authorizations": (replace(AUTHORIZED, used=12),)}, []),
        ({"authorizations": (replace(AUTHORIZED, used=13),)}, [Reason.USED_UP]),
        ({"authorizations": (replace(AUTHORIZED, codes=("S9480",)),)}, [Reason.OTHER_CODES]),
        ({"diagnoses": ()}, [Reason.NO_DIAGNOSIS]),
        ({"diagnoses": (Diagnosed("F10.20", 1, is_valid=False),)}, [Reason.INVALID_DIAGNOSIS]),
        ({"has_plan": False}, [Reason.NO_PLAN]),
        (with_session(note=None), [Reason.NO_NOTE]),
        (with_session(note=OPEN), [Reason.NO_NOTE]),
        (with_session(note=UNLICENSED), [Reason.NO_COSIGNATURE]),
        (with_session(note=replace(NOTE, license="LSW")), [Reason.LICENSE]),
        (with_session(note=None, asks_note=False), []),
        ({"sessions": (GROUP, OTHER_LEVEL)}, [Reason.TWO_LEVELS]),
        (with_session(minutes=170), [Reason.SHORT]),
        (with_session(kind=ServiceKind.CASE_MANAGEMENT), [Reason.NO_PRICE]),
        (with_session(delivery=Delivery.AUDIO, is_home=True), [Reason.AFAR]),
        (with_session(delivery=Delivery.VIDEO), [Reason.NO_PLACE]),
        ({"contract": replace(PPO, services=(replace(DAY, most_a_week=3),)), "charged": (("H0015", 3),)},
         [Reason.TOO_MANY]),
        ({"contract": replace(PPO, services=(replace(DAY, modifiers=("A1", "A2", "A3", "A4")),)),
          **with_session(delivery=Delivery.VIDEO, is_home=True)}, [Reason.MODIFIERS]),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(changes: dict[str, Any], missing: list[Reason]) -> None:
    assert reasons(replace(WHOLE, **changes)) == missing


def test_everything_that_is_missing_is_named_at_once() -> None:
    bare = DayFacts(day=WHOLE.day, sessions=(replace(GROUP, note=None, minutes=60),), contract=PPO)

    assert reasons(bare) == [Reason.NO_POLICY, Reason.NO_DIAGNOSIS, Reason.NO_PLAN, Reason.NO_NOTE, Reason.SHORT]


@pytest.mark.parametrize(
    ("asking", "by_plan", "is_needed"),
    [
        (Asking.ALWAYS, False, True), (Asking.NEVER, True, False), (Asking.PLAN, True, True),
        (Asking.PLAN, False, False), (Asking.PLAN, None, True),
    ],
)  # fmt: skip
def test_whether_an_authorization_is_needed(asking: Asking, by_plan: bool | None, is_needed: bool) -> None:
    facts = replace(
        WHOLE, contract=replace(PPO, authorization=asking), authorizations=(),
        **with_insured(needs_authorization=by_plan),
    )  # fmt: skip

    assert reasons(facts) == ([Reason.NO_AUTHORIZATION] if is_needed else [])


def test_of_two_authorizations_the_one_that_ends_first_takes_the_day() -> None:
    sooner = replace(AUTHORIZED, id=UUID(int=22), to_on=date(2026, 3, 15))

    assert charge_day(replace(WHOLE, authorizations=(AUTHORIZED, sooner))).authorization_id == sooner.id


def test_nobody_is_told_of_who_pays_by_themself() -> None:
    own = replace(WHOLE, insured=Insured(POLICY, None), has_consent=False, authorizations=())

    found = charge_day(own)

    assert found.is_charged
    assert found.authorization_id is None


def test_the_program_with_most_minutes_is_billed() -> None:
    short = replace(GROUP, attendance_id=UUID(int=9), minutes=50)

    assert main_session((OTHER_LEVEL, short)) == OTHER_LEVEL
    assert main_session((OTHER_LEVEL, GROUP)) == GROUP


@pytest.mark.parametrize(
    ("code", "family"),
    [("F10.20", Family.SUBSTANCE), ("F19.10", Family.SUBSTANCE), ("F20.9", Family.MENTAL), ("F99", Family.MENTAL),
     ("F09", None), ("Z59.00", None)],
)  # fmt: skip
def test_families_of_diagnoses(code: str, family: Family | None) -> None:
    assert family_of(code) is family


def test_every_reason_says_who_mends_it_and_every_kind_of_session_is_known() -> None:
    assert set(MENDING) == set(Reason)
    assert set(SERVICE_OF) == set(SessionKind) - {SessionKind.MUTUAL_HELP}


_GATES = st.fixed_dictionaries(
    {
        "has_consent": st.booleans(),
        "has_plan": st.booleans(),
        "contract": st.sampled_from([PPO, None]),
        "authorizations": st.sampled_from([(), (AUTHORIZED,), (replace(AUTHORIZED, used=13),)]),
        "diagnoses": st.sampled_from([(), WHOLE.diagnoses]),
        "insured": st.sampled_from([WHOLE.insured, None, replace(WHOLE.insured, is_active=None)]),  # type: ignore[type-var]
        "sessions": st.sampled_from([(GROUP,), (replace(GROUP, note=OPEN),), (replace(GROUP, minutes=100),)]),
    }
)


@given(_GATES)
def test_mending_one_thing_never_adds_another_reason_and_only_whole_days_are_charged(changes: dict[str, Any]) -> None:
    facts = replace(WHOLE, **changes)
    before = charge_day(facts)
    assert before.is_charged is (facts == WHOLE)
    for name in ("has_consent", "has_plan", "diagnoses", "sessions"):
        after = charge_day(replace(facts, **{name: getattr(WHOLE, name)}))
        assert {each.code for each in after.findings} <= {each.code for each in before.findings}
