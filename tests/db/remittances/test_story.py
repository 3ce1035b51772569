"""One story on the formats that payers exchange: claims that another program sent, and every answer to them.

The files stand in tests/data/x12 as they were written: the claim of March 9, 11 and 13, its 999, 277CA and 835.
"""

from datetime import date, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from stepwell.claims.models import Claim, ClaimEvent, OutboundFile
from stepwell.claims.queries.charged import waiting
from stepwell.platform.walls.scope import acting
from stepwell.remittances.actions.bringing import bring_in_file
from stepwell.remittances.models import InboundFile
from stepwell.remittances.vocabulary import Kind, Reading
from tests.db.remittances.answering import REMITTANCE, Answer, Line, file, remitted
from tests.db.remittances.world import World, make_story

FILES = Path(__file__).parents[2] / "data" / "x12"
FIRST_DAYS = (date(2026, 3, 4), date(2026, 3, 6))
DAYS = (date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 13))
CHARGED, TO_DEDUCTIBLE = 35_000, (("CO", "45", 7_500), ("PR", "1", 27_500))


def text(name: str) -> bytes:
    return (FILES / name).read_bytes()


@pytest.fixture
def story(world: World) -> World:
    return make_story(world)


def bring_in(story: World, content: bytes) -> InboundFile:
    row = story.read(content)
    bring_in_file(scope=story.clinic.system(), at=timezone.now(), file_id=row.pk)
    return row


def claims(story: World) -> list[Claim]:
    with acting(story.biller):
        return list(Claim.objects.order_by("number"))


def test_nothing_is_taken_up_until_somebody_says_so(story: World) -> None:
    row = story.read(text("837P.txt"))

    assert (row.kind, row.reading, story.work()) == (Kind.CLAIMS, Reading.READ, ["INB-009"])
    assert claims(story) == []


def test_a_claim_that_was_taken_up_is_sent_and_its_days_wait_for_no_other(story: World) -> None:
    bring_in(story, text("837P.txt"))
    bring_in(story, text("837P.txt"))

    claim = claims(story)[0]
    assert [one.number for one in claims(story)] == ["EP1001-W11"]
    assert (claim.state, claim.charged, story.work()) == ("sent", 105_000, [])
    with acting(story.biller):
        assert list(claim.lines.order_by("number").values_list("control", "day")) == [
            (f"EP1001-L{place}", day) for place, day in enumerate(DAYS, 1)
        ]
        assert waiting(through=date(2026, 12, 31)) == []
        left_at = OutboundFile.objects.get().left_at
    zone = ZoneInfo(story.clinic.organization.time_zone)
    assert left_at == datetime(2026, 3, 17, 10, 15, tzinfo=zone)


def test_the_balance_ties_to_the_cent(story: World) -> None:
    for day in FIRST_DAYS:
        story.charged(day, cents=CHARGED, expected=27_500)
    first = text("837P.txt").decode().replace("EP1001", "EP1000").replace("000000101", "000000100")
    begin, end = first.index("LX*3~"), first.index("SE*39")
    first = (first[:begin] + first[end:]).replace("*1050*", "*700*").replace("SE*39", "SE*35")
    first = first.replace("20260309", "20260304").replace("20260311", "20260306")
    bring_in(story, first.encode())
    bring_in(story, text("837P.txt"))
    lines = tuple(Line(f"EP1000-L{place}", TO_DEDUCTIBLE, CHARGED, day) for place, day in enumerate(FIRST_DAYS, 1))
    story.read(file(REMITTANCE, remitted(Answer("EP1000-W11", lines), payee="1993999998")))
    story.read(text("277CA-one-accepted-one-rejected.txt"))
    assert (claims(story)[1].state, story.work()) == ("payer_accepted", ["ACK-003"])  # EP1002-W10 is nobody's here

    story.read(text("835.txt"))

    assert {one.state for one in claims(story)} == {"patient_due"}
    assert story.sums() == {
        "charges": -5 * CHARGED, "contractual": 4 * 7_500 + 10_000, "eft": 20_000, "client": 4 * 27_500 + 5_000,
    }  # fmt: skip


def test_an_answer_that_came_before_the_claim_is_posted_once_it_is_there(story: World) -> None:
    story.read(text("835.txt"))
    assert len(story.work()) == 1
    bring_in(story, text("837P.txt"))

    assert claims(story)[0].state == "patient_due"
    assert story.sums()["client"] == 60_000


def test_a_file_that_was_rejected_is_work_for_its_claim(story: World) -> None:
    bring_in(story, text("837P.txt"))
    story.read(text("999-rejected.txt"))

    assert (claims(story)[0].state, story.work()) == ("file_rejected", ["ACK-002"])


def test_what_does_not_fit_waits_and_fits_later(story: World) -> None:
    content = text("837P.txt").replace(b"20260311", b"20260312")
    row = bring_in(story, content)
    assert (claims(story), story.work()) == ([], ["INB-009"])

    story.charged(date(2026, 3, 12), cents=CHARGED, expected=27_500)
    bring_in_file(scope=story.clinic.system(), at=timezone.now(), file_id=row.pk)
    assert ([one.number for one in claims(story)], story.work()) == (["EP1001-W11"], [])


def test_claims_of_another_clinic_are_nothing_of_ours(story: World) -> None:
    story.read(text("837P.txt").replace(b"1993999998", b"1003000126").replace(b"311234567", b"311234568"))
    assert story.work() == ["INB-005"]


def test_the_database_lets_a_draft_be_sent_by_a_file_of_another_program_only(story: World) -> None:
    story.claim(date(2026, 3, 20))
    draft = story.draft(date(2026, 3, 21))
    with acting(story.clinic.system()):
        file = OutboundFile.objects.get()
        with pytest.raises(DatabaseError, match="does not come from there"), transaction.atomic():
            ClaimEvent.objects.create(
                **story.about, claim=draft, number=2, state="sent", at=timezone.now(), outbound=file
            )
        file.pk, file.name, file.sent_elsewhere, file.left_at = uuid4(), "x", True, None
        with pytest.raises(DatabaseError, match="outbound_elsewhere"), transaction.atomic():
            file.save(force_insert=True)
