"""`stepwell cost`: JSON in, JSON out, and statuses that scripts can trust."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from stepwell.cli.commands.cost import schema
from stepwell.cli.dispatch import main

PAGE = Path(__file__).parents[4] / "docs" / "cost.md"
PLAN = {"in_network": {"deductible": {"individual": 1500}, "terms": [{"coinsurance": 20}]}}
COURSE = {"starts_on": "2026-03-02", "phases": [{"weekdays": ["mon", "wed", "fri"], "days": 9}]}
PRICES = [{"service": "H0015", "charge": 350, "rate": "275.00"}]
EPISODE = {"plan": PLAN, "course": COURSE, "prices": PRICES}
LINE = {"on": "2026-03-02", "service": "H0015", "charge": 350}


def ask(folder: Path, asked: Any) -> int:
    file = folder / "episode.json"
    file.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
    return main(["cost", str(file)])


def answered(folder: Path, asked: Any, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    status = ask(folder, asked)
    return status, json.loads(capsys.readouterr().out)


def test_an_episode_is_priced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = answered(tmp_path, EPISODE, capsys)

    assert status == 0
    assert (said["totals"]["client_owes"], said["totals"]["primary_paid"]) == ("1695.00", "780.00")
    assert said["lines"][5] == {
        "id": "", "on": "2026-03-13", "service": "H0015", "tier": "in", "charge": "350.00", "allowed": "275.00",
        "contractual": "75.00", "deductible": "125.00", "copay": "0.00", "coinsurance": "30.00",
        "over_maximum": "0.00", "not_covered": "0.00", "balance_billed": "0.00", "written_off": "0.00",
        "primary_paid": "120.00", "secondary_paid": "0.00", "client_owes": "155.00", "sequestered": "0.00",
        "reasons": [
            {"why": "contractual", "code": "CO-45", "amount": "75.00",
             "sentence": "$75.00 is above the price agreed with the plan; nobody owes it."},
            {"why": "deductible", "code": "PR-1", "amount": "125.00", "sentence": "$125.00 goes to the deductible."},
            {"why": "coinsurance", "code": "PR-2", "amount": "30.00",
             "sentence": "$30.00 is the client’s share after the deductible."},
            {"why": "plan", "code": "", "amount": "120.00", "sentence": "The plan pays $120.00."},
        ],
    }  # fmt: skip
    assert said["estimate"] == {"low": "1695.00", "expected": "1695.00", "high": "1695.00", "parts": []}
    assert said["findings"] == []


def test_what_is_met_afterwards_can_be_handed_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{**LINE, "rate": 275, "on": f"2026-03-{day:02}"} for day in (2, 4, 6, 9, 11, 13, 16, 18, 20)]
    _, first = answered(tmp_path, {"plan": PLAN, "lines": lines[:4]}, capsys)

    _, second = answered(tmp_path, {"plan": PLAN, "lines": lines[4:], "state": first["state"]}, capsys)

    assert [first["totals"]["client_owes"], second["totals"]["client_owes"]] == ["1100.00", "595.00"]


def test_lines_of_a_client_without_a_plan_cost_what_they_pay_by_themself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = answered(tmp_path, {"lines": [{**LINE, "if_not_covered": 200, "id": "day 1"}]}, capsys)

    assert (status, said["totals"]["client_owes"], said["lines"][0]["id"]) == (0, "200.00", "day 1")


def test_a_second_payer_pays_after_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = {"in_network": {"terms": [{"coinsurance": 20}]}}
    second = {"method": "medicaid", "plan": {"in_network": {}}, "rates": {"H0015": 250}}

    status, said = answered(tmp_path, {"plan": plan, "lines": [{**LINE, "rate": 275}], "secondary": second}, capsys)

    totals = said["totals"]
    assert (status, totals["secondary_paid"], totals["written_off"], totals["client_owes"]) == (
        0, "30.00", "25.00", "0.00",
    )  # fmt: skip
    assert said["secondary_state"]["years"][0]["starts_on"] == "2026-01-01"


def test_a_second_plan_is_asked_about_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half = {"deductible": {"individual": 5}, "terms": [{"coinsurance": 0.1}]}
    second = {"method": "standard", "plan": {"in_network": half}, "rates": {"H0015": 250}}
    met = {"years": [{"starts_on": "2026-01-01", "in_network": {"deductible": 6}}]}

    _, said = answered(tmp_path, {**EPISODE, "secondary": second, "secondary_state": met}, capsys)

    assert [one["position"] for one in said["findings"]] == [
        "/secondary/plan/in_network/terms/0/coinsurance", "/secondary_state/years/0/in_network/deductible",
    ]  # fmt: skip


def test_medicare_takes_published_years_unless_others_are_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {**LINE, "services": 4}
    own = {"year": 2026, "deductible": 100, "coinsurance": 20, "per_diems": {"hospital": {"four_or_more": 200}}}

    _, published = answered(tmp_path, {"medicare": {"paid_as": "hospital"}, "lines": [line]}, capsys)
    _, given = answered(tmp_path, {"medicare": {"paid_as": "hospital", "years": [own]}, "lines": [line]}, capsys)

    assert published["totals"]["client_owes"] == "310.09"
    assert given["totals"]["client_owes"] == "120.00"


def test_what_is_not_sure_makes_a_range(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doubt = {"at": "/plan/in_network/deductible/individual", "low": 1000, "high": 2000, "why": "From the card"}

    _, said = answered(tmp_path, {**EPISODE, "attendance": {"low": 50}, "unverified": [doubt]}, capsys)

    assert said["estimate"] == {
        "low": "1075.00",
        "expected": "1695.00",
        "high": "2095.00",
        "parts": [
            {"why": "Days that are missed", "less": "320.00", "more": "0.00"},
            {"why": "From the card", "less": "400.00", "more": "400.00"},
        ],
    }


def test_a_sliding_fee_is_taken_off_last_and_its_schedule_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {**LINE, "if_not_covered": 275}
    fee = {"income": 40000, "household": 3, "on": "2026-03-02"}
    flat = [{"name": "all", "up_to": None, "nominal": 5}]

    usual, said = answered(tmp_path, {"lines": [line], "sliding_fee": fee}, capsys)
    asked, other = answered(tmp_path, {"lines": [line], "sliding_fee": {**fee, "schedule": flat}}, capsys)

    assert (usual, said["totals"]["client_owes"], said["estimate"]["high"]) == (0, "110.00", "110.00")
    assert (asked, other["totals"]["client_owes"]) == (1, "5.00")
    assert {(one["code"], one["position"]) for one in other["findings"]} == {
        ("FEE-013", "/sliding_fee/schedule"), ("FEE-014", "/sliding_fee/schedule"),
    }  # fmt: skip


def test_what_is_hardly_meant_gives_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = {"in_network": {"deductible": {"individual": 500}, "terms": [{"coinsurance": 0.2}]}}
    state = {"years": [{"starts_on": "2026-01-01", "in_network": {"deductible": 600}}]}

    status, said = answered(tmp_path, {**EPISODE, "plan": plan, "state": state, "high_deductible": True}, capsys)

    assert status == 1
    assert [(one["code"], one["position"]) for one in said["findings"]] == [
        ("COST-040", "/plan/in_network/terms/0/coinsurance"),
        ("COST-043", "/state/years/0/in_network/deductible"),
        ("COST-052", "/plan/in_network/deductible"),
    ]


COPAY = "/plan/in_network/terms/0/copay"


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ('{"a"', "/: This is no JSON that can be read (EOF while parsing"),
        ("", "/: This is no JSON that can be read"),
        ('{"lines": [{"on": "2026-03-02", "service": "H0015", "charge": 350, "charge": 1}]}',
         "/: “charge” stands twice in one object. Keep one."),
        ({"lines": [LINE], "plan": {"in_network": {"terms": [{"coinsurance": "20%"}]}}},
         "/plan/in_network/terms/0/coinsurance: Write a percent as a number: 20 for 20%."),
        ({"lines": [LINE], "tertiary": {"method": "standard", "plan": {}, "rates": {}}},
         "/tertiary: A third payer needs a second one."),
        ("[]", "/: It must be an object, in braces."),
        ({"lines": []}, "/lines: There is nothing to price. Add a line, or a course with days. (COST-001)"),
        ({"lines": [{**LINE, "on": "2026-13-02"}]}, "/lines/0/on: It must be a day, such as 2026-03-02."),
        ({"lines": [{**LINE, "on": 20260302}]}, '/lines/0/on: It must be a day in quotation marks, such as'),
        ({"lines": [{**LINE, "charge": True}]}, "/lines/0/charge: It must be a number, such as 350 or 45.20."),
        ({"lines": [{**LINE, "charge": "NaN"}]}, "/lines/0/charge: It must be a number, such as 350 or 45.20."),
        ({"lines": [{**LINE, "charge": "$350"}]}, "/lines/0/charge: It must be a number, such as 350 or 45.20."),
        ({"lines": [{**LINE, "services": 1.5}]}, "/lines/0/services: It must be a whole number."),
        ({"lines": [{**LINE, "authorized": 1}]}, "/lines/0/authorized: It must be true or false."),
        ({"lines": [{"on": "2026-03-02", "charge": 1}]}, "/lines/0/service: It is missing. Add it."),
        ({"lines": [{**LINE, "service": 15}]}, "/lines/0/service: It must be text, in quotation marks."),
        ({"lines": [LINE], "medicare": {"paid_as": "cmhc", "years": [{"year": 2026, "deductible": 1, "coinsurance": 2,
          "per_diems": {"clinic": {}}}]}}, "/medicare/years/0/per_diems/clinic: It must be 'hospital' or 'cmhc'."),
        (
            {"lines": [LINE], "unverified": [{"at": "/plan", "low": "?", "high": 1, "why": "?"}]},
            "/unverified/0/low: It must be a number, or true or false.",
        ),
        ({"lines": LINE}, "/lines: It must be a list, in square brackets."),
        ({"lines": [{**LINE, "chrage": 1}]}, "/lines/0/chrage: It is not known here. Did you mean charge?"),
        ({"lines": [LINE], "zzz": 1}, "/zzz: It is not known here. Leave it out, or see --schema."),
        (
            {"lines": [LINE], "plan": {"in_network": {"terms": [{"copay": {"amount": 1, "per": "month"}}]}}},
            f"{COPAY}/per: It must be 'day', 'visit', 'week' or 'admission'.",
        ),
        (
            {"lines": [LINE], "plan": {"in_network": {"terms": [{"copay": {"amount": -1}}]}}},
            f"{COPAY}/amount: -1 must lie between 0 and 10,000,000. Check the amount. (COST-002)",
        ),
        ({**EPISODE, "lines": [LINE]}, "/course: Give lines, or a course with prices, not both. (COST-016)"),
        ({**EPISODE, "medicare": {"paid_as": "cmhc"}}, "/medicare: Give a plan or traditional Medicare, not both."),
        ({"medicare": {"paid_as": "cmhc"}, "lines": [{**LINE, "on": "2025-03-03"}]},
         "/medicare/years: Medicare’s per diem of 2025"),
        ({**EPISODE, "prices": [{**PRICES[0], "rate": -1}]}, "/prices/0/rate: -1 must lie between 0 and 10,000,000."),
        (
            {"course": {**COURSE, "closed_on": ["2026-03-02"], "phases": [{"weekdays": ["mon"], "weeks": 1}]}},
            "/course: There is nothing to price.",
        ),
        ({**EPISODE, "prices": []}, "/prices: H0015 has no price on 2026-03-02."),
        (
            {**EPISODE, "secondary": {"method": "standard", "plan": {}, "rates": {"H0015": -1}}},
            "/secondary/rates/H0015: -1 must lie between 0",
        ),
        (
            {**EPISODE, "secondary": {"method": "standard", "plan": {"year_starts_month": 0}, "rates": {}}},
            "/secondary/plan/year_starts_month: The plan year starts in a month from 1 to 12.",
        ),
        (
            {**EPISODE, "unverified": [{"at": "/plan/x", "low": 1, "high": 2, "why": "?"}]},
            "/unverified/0/at: There is no number",
        ),
        (
            {**EPISODE, "unverified": [
                {"at": "/plan/in_network/terms/0/coinsurance", "low": 20, "high": 101, "why": "?"}]},
            "/unverified/0: Coinsurance is the percent that the client pays, from 0 to 100. (COST-006)",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_with_what_would_fix_it(
    asked: Any, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, asked) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert complaint in said.err


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(tmp_path, {"lines": [{**LINE, "charge": -1, "rate": "0.001"}, {**LINE, "hours": -1}]})

    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_mark_of_the_byte_order_is_no_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(tmp_path, f"\ufeff{json.dumps(EPISODE)}", capsys)[0] == 0


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(EPISODE)))

    assert main(["cost", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["client_owes"] == "1695.00"


def test_without_a_file_nothing_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cost"]) == 2
    assert main(["cost", str(tmp_path / "none.json")]) == 2
    assert "Name a file, or - for standard input." in capsys.readouterr().err


def test_the_schema_describes_every_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cost", "--schema"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said == schema()
    assert {"plan", "state", "lines", "course", "unverified"} <= set(said["properties"])
    assert all(shape.get("description") for shape in said["$defs"].values())


def test_the_examples_of_the_page_are_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    asked, shown = blocks

    status, said = answered(tmp_path, asked, capsys)

    assert status == 0
    assert json.loads(shown) == {**said, "lines": said["lines"][6:7]}
