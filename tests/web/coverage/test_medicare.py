"""Medicare by year: written down, from a file, used by estimates; a missing year says where it belongs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from stepwell.coverage.actions.keeping import keep_true
from stepwell.coverage.models import Contract, Estimate, MedicareYear
from stepwell.platform.jobs.scopes import system
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.web.coverage.test_estimates import DAYS, MEMBER, SAID, YEAR, priced
from tests.web.coverage.test_pages import add, page, text_of
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
FOUND, INVALID, DENIED = 302, 422, 403
TYPED = {
    "from_on": f"{YEAR + 1}-01-01", "source": "The rule of the year, Addendum A", "deductible": "295.00",
    "coinsurance": "20", "cmhc_many": "170.00", "labor_share": "60", "sequestration": "2", "site": "",
}  # fmt: skip
ACROSS = DAYS | {"starts_on": f"{YEAR}-12-28", "weekdays": ["mon", "tue", "wed", "thu", "fri"], "weeks": "1"}


def estimate_of(clinic: Clinic, web: Any, biller: Any, said: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return where an estimate under Medicare is made, and what is typed there."""
    policy = add(web, clinic, MEMBER | {"plan_type": "medicare"})
    service = priced(clinic)
    with acting(clinic["biller"].scope):
        Contract.objects.update(
            form="837I", type_of_bill="76", condition_codes=["92"], few_services="127.75", many_services="167.38"
        )
    this_year = TYPED | {"from_on": f"{YEAR}-01-01", "deductible": "283.00", "cmhc_many": "167.38", "is_sure": "on"}
    assert biller.post(reverse("coverage:new_medicare"), this_year).status_code == FOUND
    assert web.post(page("check", clinic, policy.pk), SAID | said).status_code == FOUND
    return page("new_estimate", clinic, policy.pk), ACROSS | {"service": str(service)}


def test_a_year_that_is_missing_is_named_with_its_page_and_then_used(clinic: Clinic, sign_in: SignIn) -> None:
    web, biller = sign_in(clinic["admissions"]), sign_in(clinic["biller"])
    where, typed = estimate_of(clinic, web, biller, {"deductible": "", "deductible_met": "283", "out_of_pocket": "",
                                             "out_of_pocket_met": ""})  # fmt: skip
    refused = web.post(where, typed)
    assert refused.status_code == INVALID
    assert f"Medicare’s amounts of {YEAR + 1} are not here" in refused.content.decode()
    assert "Medicare by year, in Settings" in refused.content.decode()

    assert web.post(reverse("coverage:new_medicare"), TYPED).status_code == DENIED
    far = biller.post(reverse("coverage:new_medicare"), TYPED | {"deductible": "29.50"})
    assert (far.status_code, "far from" in far.content.decode()) == (INVALID, True)
    assert biller.post(reverse("coverage:new_medicare"), TYPED).status_code == FOUND
    made = web.post(where, typed)

    assert made.status_code == FOUND
    with acting(clinic["admissions"].scope):
        first = Estimate.objects.get()
    old, new = (sum(day.year == year for day in held()) for year in (YEAR, YEAR + 1))
    # a fifth of 167.38 is 33.48; the first day of the new year is all deductible, and so on up to 295
    share = Decimal("33.48") * old
    assert first.expected == share + min(Decimal("170.00") * new, _under(new))

    corrected = TYPED | {"deductible": "300.00", "cmhc_many": "180.00"}
    assert biller.post(reverse("coverage:new_medicare"), corrected).status_code == FOUND
    assert "Out of date" in text_of(web, made["Location"])
    with acting(system(clinic.organization.pk, "coverage.keep")) as job:
        assert keep_true(actor=job, at=timezone.now()) == 1
        again = Estimate.objects.order_by("-made_at").first()
    assert again is not None
    assert again.because == "Medicare’s amounts of its year were written down after it."
    assert again.expected == share + min(Decimal("180.00") * new, _under(new, "300", "180"))
    with acting(clinic["admissions"].scope):
        assert Estimate.objects.get(pk=first.pk).expected == first.expected
    assert f"${first.expected:,.2f}" in text_of(web, made["Location"])  # priced from what it kept


def held() -> list[date]:
    """Return the days that are planned, in the last week of a year."""
    days = [date.fromordinal(date(YEAR, 12, 28).toordinal() + number) for number in range(7)]
    return [day for day in days if day.weekday() < 5]


def _under(days: int, deductible: str = "295", day: str = "170") -> Decimal:
    """Return what some days cost with the deductible of a new year: whole days first, then a fifth."""
    left, owed = Decimal(deductible), Decimal(0)
    for _ in range(days):
        part = min(left, Decimal(day))
        left -= part
        owed += part + ((Decimal(day) - part) / 5).quantize(Decimal("0.01"))
    return owed


def test_years_come_from_a_file_once_it_was_looked_at(clinic: Clinic, sign_in: SignIn) -> None:
    web, address = sign_in(clinic["biller"]), reverse("coverage:medicare_file")
    table = f"from,deductible,cmhc_4,wage_index,source\n1/1/{YEAR + 1},295,170,0.9134,The rule\n"

    def file(text: str) -> dict[str, Any]:
        return {"file": SimpleUploadedFile("years.csv", text.encode()), "site": ""}

    wrong = web.post(address, file(f"{table}1/1/{YEAR + 2},many,,,x\n"))
    shown = web.post(address, file(table))
    with acting(clinic["biller"].scope):
        assert not MedicareYear.objects.exists()
    assert (wrong.status_code, "Line 3, deductible" in wrong.content.decode()) == (INVALID, True)
    assert "161.17" in shown.content.decode()
    assert web.post(address, {"text": table, "add": "1", "site": ""}).status_code == FOUND

    listed = web.get(reverse("coverage:medicare")).content.decode()
    assert "wage index 0.9134 on 60 percent" in listed
    assert "Came along with Stepwell" in listed


def test_what_was_written_down_is_never_changed_and_never_odd(clinic: Clinic) -> None:
    owned = {"organization": clinic.organization, "made_at": timezone.now(), "made_by": clinic["biller"].membership}
    fine = {"from_on": date(YEAR, 1, 1), "deductible": 283, "source": "A rule"}
    with acting(clinic["biller"].scope):
        MedicareYear.objects.create(**owned, **fine)
        for odd in ({"deductible": 0}, {"source": ""}, {"coinsurance": 101}, {"wage_index": 6}, {"cmhc_few": -1},
                    {"hospital_few": 2, "hospital_many": 1}, {"from_on": date(2020, 1, 1)}):  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                MedicareYear.objects.create(**owned, **(fine | odd))
        with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE coverage_medicareyear SET deductible = 1")
