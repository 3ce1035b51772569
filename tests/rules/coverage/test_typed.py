"""What people type about benefits and days: taken where it is plain, and asked about where it can hardly be meant."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from stepwell.coverage.contracted import with_own
from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.forms.estimates import EstimateForm
from stepwell.coverage.models import ContractService
from stepwell.coverage.queries.estimates import Prices
from stepwell.coverage.rules.answering import understand
from stepwell.coverage.rules.benefits import Benefits, check_benefits, is_active_on, question_benefits
from stepwell.coverage.rules.cost.days import Price
from stepwell.coverage.rules.doubting import doubt_days
from stepwell.coverage.rules.telling import of_end
from stepwell.coverage.vocabulary import LimitUnit
from stepwell.platform.ui.forms import DollarField, PercentField
from tests.rules.coverage.test_verifying import STORY

DAYS: dict[str, Any] = {"starts_on": "2026-03-02", "weekdays": ["mon"], "weeks": "2", "hours": "3", "services": "4",
                        "attended": "100"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1500", "1500"), ("1500.5", "1500.50"), ("$1,500.00", "1500"), (" $ 1,500 ", "1500"), ("1,234,567.89",
         "1234567.89"), ("0", "0"), ("1.500,00", None), ("1,5", None), ("1,50", None), ("15,00", None), ("1 500", None),
        ("$", None), ("none", None), ("1500 USD", None), ("1500.555", None), ("-5", None), ("99999999999", None),
    ],
)  # fmt: skip
def test_dollars_are_read_as_people_write_them(typed: str, meant: str | None) -> None:
    field = DollarField(min_value=0)
    if meant is None:
        with pytest.raises(forms.ValidationError):
            field.clean(typed)
    else:
        assert field.clean(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("20", 20), ("20%", 20), ("20 %", 20), ("12.5", Decimal("12.5")), ("%", None), ("-20", None), ("120", None),
     ("20.005", None), ("a fifth", None)],
)  # fmt: skip
def test_percents_are_read_as_people_write_them(typed: str, meant: Decimal | None) -> None:
    if meant is None:
        with pytest.raises(forms.ValidationError):
            PercentField().clean(typed)
    else:
        assert PercentField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({}, []), ({"taper_weekdays": ["mon"]}, ["taper_weeks"]), ({"taper_weeks": "2"}, ["taper_weekdays"]),
        ({"taper_weekdays": ["mon"], "taper_weeks": "2"}, []), ({"starts_on": "0026-03-02"}, ["starts_on"]),
        ({"closed_on": "3/4/2026; 3/6/2026"}, []), ({"closed_on": "3/4/2026 2026-03-06"}, []),
        ({"closed_on": "3/4/26"}, ["closed_on"]), ({"allowed": "$260.00"}, []), ({"weekdays": []}, ["weekdays"]),
    ],
)  # fmt: skip
def test_days_are_asked_about(typed: dict[str, Any], where: list[str]) -> None:
    form = EstimateForm(DAYS | typed, prices=Prices(None, None, ()), is_self_pay=False)

    assert [name for name in form.errors if name != "service"] == where


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"deductible_met": 500, "family_deductible_met": 400}, ["family_deductible_met"]),
        ({"deductible_met": 500, "family_deductible_met": 500}, []),
        ({"out_of_pocket_met": 500, "family_out_of_pocket_met": 499}, ["family_out_of_pocket_met"]),
        ({"family_deductible_met": 400}, []),
    ],
)
def test_a_family_met_no_less_than_one_of_it(said: dict[str, int], asked: list[str]) -> None:
    benefits = Benefits(**{name: Decimal(amount) for name, amount in said.items()})  # type: ignore[arg-type]

    assert [one.field for one in question_benefits(benefits)] == asked


@pytest.mark.parametrize(
    ("said", "on", "expected"),
    [
        ({}, 2, None), ({"is_active": True}, 2, True),
        ({"is_active": True, "effective_to": date(2026, 3, 1)}, 2, False),
        ({"is_active": True, "effective_to": date(2026, 3, 2)}, 2, True),
        ({"is_active": True, "effective_from": date(2026, 3, 3)}, 2, False),
        ({"effective_from": date(2026, 3, 3)}, 3, None), ({"is_active": False}, 2, False),
    ],
)  # fmt: skip
def test_a_policy_is_active_within_its_days_alone(said: dict[str, Any], on: int, expected: bool | None) -> None:
    assert is_active_on(Benefits(**said), date(2026, 3, on)) is expected


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "utf-16-be"])
def test_a_file_in_two_bytes_a_letter_is_read(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    kept = (mark + STORY.encode(encoding)).decode("latin-1")

    found = understand(kept, member_id="W123456789", addiction=True)

    assert found.found == understand(STORY, member_id="W123456789", addiction=True).found
    assert found.found


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("DTP*349*D8*20261122~", "By this file the coverage ended on November 22, 2026."),
        ("DTP*348*D8*20261201~", "By this file the coverage begins only on December 1, 2026."),
        ("DTP*292*RD8*20260101-20261031~", "By this file the coverage ended on October 31, 2026."),
    ],
)
def test_the_days_of_the_plan_itself_are_looked_at(dates: str, expected: str) -> None:
    """Payers write them at the person or at the row that says whether the plan is active."""
    row = "EB*1**30*PR*GOLD PPO 2500~\n"
    told = understand(STORY.replace(row, f"{row}{dates}\n"), member_id="W123456789", addiction=True)

    assert told.content
    assert doubt_days(told.content, date(2026, 11, 23))[0].startswith(expected)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([("day", "H0015", 200)], 200), ([("day", "S9480", 180)], 180), ([], None), ([("event", "H0015", 9)], None),
        ([("day", "S9480", 180), ("day", "H0015", 200)], 200), ([("day", "S9480", 1), ("day", "H0035", 2)], None),
    ],
)  # fmt: skip
def test_what_a_plan_does_not_cover_costs_what_it_costs_who_pays_alone(
    own: list[tuple[str, str, int]], expected: int | None
) -> None:
    services = [ContractService(unit=unit, code=code, modifiers=[], rate=Decimal(rate)) for unit, code, rate in own]
    day = ContractService(unit=ServiceUnit.DAY, code="H0015", modifiers=[])
    price = with_own(Price("H0015", Decimal(350), Decimal(275)), day, services)

    assert price.if_not_covered == expected
    assert with_own(Price("H0015", Decimal(200)), day, services).if_not_covered is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letter_says_that_a_plan_ends(language: str) -> None:
    (sentence,) = of_end(date(2026, 3, 9), 4, language)

    assert "03/09/2026" in sentence
    assert "4" in sentence


@pytest.mark.parametrize(
    ("unit", "limit", "used", "where"),
    [
        (LimitUnit.DAYS, "30", "27", []), (LimitUnit.DAYS, "30.5", "27", ["limit_total"]),
        (LimitUnit.VISITS, "30", "2.5", ["limit_used"]), (LimitUnit.HOURS, "30.5", "1.5", []),
        (LimitUnit.DOLLARS, "10000", "1234.50", []), (LimitUnit.DOLLARS, "100", "100.01", ["limit_used"]),
        (None, "30", None, ["limit_unit"]),
    ],
)  # fmt: skip
def test_a_limit_says_what_it_counts(unit: LimitUnit | None, limit: str, used: str | None, where: list[str]) -> None:
    said = Benefits(limit_total=Decimal(limit), limit_used=Decimal(used) if used else None, limit_unit=unit)

    assert [one.field for one in check_benefits(said)] == where
