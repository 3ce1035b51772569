"""A paper answer typed in, posted like an electronic one, and taken back."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from stepwell.claims.models import Claim
from stepwell.platform.documents.models import Document
from stepwell.platform.walls.scope import acting
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.models import InboundFile, Remittance
from tests.db.remittances.answering import CONTRACT, answer, era
from tests.db.remittances.world import World
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db
CHOOSE, LINES = reverse("remittances:by_hand_claims"), reverse("remittances:by_hand")
OPEN = {"payer": 85_000, "charges": -85_000}
POSTED = {
    "check": 25_500, "contractual": 14_000, "denied": 42_500, "client": 3_000, "charges": -85_000,
}  # fmt: skip


@pytest.fixture
def claim(world: World) -> Claim:
    return world.claim(date(2026, 3, 9), date(2026, 3, 11))


def paper(**changes: Any) -> dict[str, Any]:
    """A check of $255.00: the first day is paid less a copay, the second is denied."""
    return {
        "key": "one", "number": "4711", "method": "CHK", "day": "2026-03-20", "amount": "255.00", "control_0": "ICN7",
        "0_0_paid": "$255.00", "0_0_contract": "140", "0_0_copay": "30.00", "0_1_paid": "0", "0_1_other": "425.00",
        "0_1_group": "CO", "0_1_reason": "197", **changes,
    }  # fmt: skip


def _where(claim: Claim) -> str:
    return f"{LINES}?claim={claim.pk}"


def _read_all(world: World) -> None:
    with acting(world.biller):
        waiting = list(InboundFile.objects.filter(reading="waiting").values_list("pk", flat=True))
    for file_id in waiting:
        read_file(actor=world.clinic.system(), at=timezone.now(), file_id=file_id)


def test_a_paper_is_posted_line_by_line_and_taken_back_to_the_cent(world: World, claim: Claim, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    page = SimpleUploadedFile("eob.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    posted = web.post(_where(claim), paper(scan=page))
    again = web.post(_where(claim), paper())
    assert (posted.status_code, again.status_code) == (302, 302)
    assert world.sums() == OPEN  # a job posts it
    _read_all(world)

    assert world.sums() == POSTED
    assert (world.state(claim), world.work()) == ("adjudicated", [])
    with acting(world.biller):
        row = Remittance.objects.get()
        assert Document.objects.get().pk == row.file.scan_id
    shown = web.get(reverse("remittances:remittance", args=[row.pk])).content.decode()
    assert "Entered by hand by" in shown
    assert "The page itself" in shown

    # the same payment, on paper once more or as a file after all, is not posted twice
    assert "posted before" in web.post(_where(claim), paper(key="two")).content.decode()
    world.read(era(answer(claim.number, (CONTRACT,), (CONTRACT,)), number="4711"))
    assert world.work() == ["POS-017"]
    assert world.sums() == POSTED

    back = reverse("remittances:take_back", args=[row.pk])
    assert web.post(back, {"reason": "short"}).status_code == 422
    assert web.post(back, {"reason": "The check belongs to another claim."}).status_code == 302
    _read_all(world)
    assert world.sums() == OPEN
    assert web.post(back, {"reason": "The check belongs to another claim."}).status_code == 422
    assert web.post(_where(claim), paper(key="three")).status_code == 302
    _read_all(world)
    assert world.sums() == POSTED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "255.01"}, "The lines come to $255.00 paid, and the payment is $255.01."),
        ({"0_1_other": "424.99"}, "$0.01 missing"),
        ({"0_1_reason": ""}, "Write the reason code as on the paper"),
        ({"number": "47*11"}, "Write the number as it stands on the check"),
        ({"0_0_paid": "much"}, "Write dollars and cents"),
        ({"0_0_paid": "", "day": "2026-02-30"}, "The calendar has no such day"),
        ({"scan": SimpleUploadedFile("eob.doc", b"words")}, "PDF"),
    ],
)
def test_what_does_not_add_up_is_kept_on_the_page_and_nothing_is_posted(
    world: World, claim: Claim, sign_in: SignIn, changes: dict[str, Any], said: str
) -> None:
    answered = sign_in(world.clinic["biller everywhere"]).post(_where(claim), paper(**changes))

    assert answered.status_code == 422
    assert said in answered.content.decode()
    with acting(world.biller):
        assert not InboundFile.objects.exists()


def test_unknown_claims_are_named_and_others_enter_nothing(world: World, claim: Claim, sign_in: SignIn) -> None:
    web = sign_in(world.clinic["biller everywhere"])
    assert web.post(CHOOSE, {"numbers": f" {claim.number.lower()} "})["Location"] == _where(claim)
    assert "Monday, March 9, 2026" in web.get(_where(claim)).content.decode()
    assert "No claim NOBODY1 was sent from here" in web.post(CHOOSE, {"numbers": "NOBODY1"}).content.decode()
    assert web.get(f"{LINES}?claim=nonsense").status_code == 404
    assert web.get(LINES)["Location"] == CHOOSE
    stranger = sign_in(world.clinic["clinician"])
    assert stranger.get(_where(claim)).status_code == 403
    file_id = world.take(b"ISA")
    with pytest.raises(DatabaseError), acting(world.biller):
        InboundFile.objects.filter(pk=file_id).update(reason="x")
