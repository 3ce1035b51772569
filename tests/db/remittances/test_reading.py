"""Files of every kind, by folder and upload: each ends in the right place or in work that says what to do."""

import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from stepwell.demo.payer.writing import REMITTANCE
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from stepwell.remittances import tasks
from stepwell.remittances.actions.taking import take
from stepwell.remittances.actions.waiting import note_silence
from stepwell.remittances.gateways.inbox import Inbox
from stepwell.remittances.models import InboundFile, InboundText, Patience
from stepwell.remittances.rules.recognizing import MAX_BYTES
from stepwell.remittances.rules.work import WORDS
from stepwell.remittances.vocabulary import Kind, Reading, Way
from tests.db.remittances.answering import acknowledged, answer, arrived, era, file, remitted, status
from tests.db.remittances.world import World, make_world
from tests.worlds import make_clinic

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 3, 9), date(2026, 3, 11))


def test_a_claim_moves_by_every_answer(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(arrived(1))
    assert world.state(claim) == "sent"
    world.read(acknowledged(1))
    assert world.state(claim) == "file_accepted"
    world.read(status(claim.number, "A2"))
    assert world.state(claim) == "payer_accepted"
    world.read(status(claim.number, "P1"))
    assert world.state(claim) == "pended"
    world.read(era(answer(claim.number)))
    assert (world.state(claim), world.work()) == ("closed", [])


def test_answers_may_come_in_any_order(world: World) -> None:
    claim = world.claim(DAYS[0])
    for text in (era(answer(claim.number)), status(claim.number, "A2"), acknowledged(1), arrived(1)):
        world.read(text)
    assert (world.state(claim), world.work()) == ("closed", [])


@pytest.mark.parametrize("text", [acknowledged(1, "R"), arrived(1, "R")])
def test_a_file_that_was_rejected_is_work_for_each_of_its_claims(world: World, text: str) -> None:
    claim = world.claim(DAYS[0])
    world.read(text)
    assert (world.state(claim), world.work()) == ("file_rejected", ["ACK-002"])


def test_a_claim_that_was_rejected_is_work_until_it_goes_on(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(status(claim.number, "A7"))
    assert (world.state(claim), world.work()) == ("claim_rejected", ["ACK-004"])
    world.read(status(claim.number, "A2"))
    assert (world.state(claim), world.work()) == ("payer_accepted", [])


def test_a_payer_that_asks_for_something_is_work(world: World) -> None:
    claim = world.claim(DAYS[0])
    world.read(status(claim.number, "R4"))
    assert (world.state(claim), world.work()) == ("pended", ["ACK-005"])


@pytest.mark.parametrize(
    ("text", "code"), [(acknowledged(77), "ACK-001"), (arrived(77), "ACK-001"), (status("C77", "A2"), "ACK-003")]
)
def test_what_answers_nothing_of_ours_is_work(world: World, text: str, code: str) -> None:
    world.claim(DAYS[0])
    world.read(text)
    assert world.work() == [code]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 a letter", "INB-003"),
        (b"\x89PNG\r\n\x1a\n", "INB-003"),
        (b"PK\x03\x04 and then " + era(answer("C1")).encode(), "INB-003"),
        (b"  \n", "INB-001"),
        (era(answer("C1"))[:300].encode(), "INB-004"),
        (era(answer("C1")).replace("SE*", "SE*9").encode(), "INB-004"),
        (b"\x00\xff" * 500, "INB-003"),
    ],
)
def test_what_is_no_whole_answer_is_kept_and_not_read(world: World, content: bytes, code: str) -> None:
    row = world.read(content)
    assert (row.reading, row.refusal, world.work()) == (Reading.REFUSED, code, [code])
    with acting(world.biller):
        assert bytes(InboundText.objects.get(file=row).content) == content


def test_our_own_claims_are_no_answer(world: World) -> None:
    sample = (Path(__file__).parents[2] / "data" / "x12" / "837P.txt").read_text()
    world.read(sample.replace("EP1001-W11", world.claim(DAYS[0]).number))
    assert world.work() == ["INB-005"]


def test_several_interchanges_in_one_file_are_all_read(world: World) -> None:
    claim = world.claim(DAYS[0])
    row = world.read(acknowledged(1) + era(answer(claim.number)))
    assert (row.kind, world.state(claim)) == (Kind.SEVERAL, "closed")


def test_a_part_that_cannot_be_understood_is_refused_and_the_others_are_read(world: World) -> None:
    claim, other = world.claim(DAYS[0]), world.claim(DAYS[1])
    first = remitted(answer(claim.number))
    second = [one.replace("*425.00*", "*ABC*") for one in remitted(answer(other.number), number="E2")]
    world.read(file(REMITTANCE, first, second))
    assert (world.state(claim), world.state(other), world.work()) == ("closed", "sent", ["INB-007"])


def test_a_number_that_came_before_is_noted_and_the_file_is_read(world: World) -> None:
    one, two = world.claim(DAYS[0]), world.claim(DAYS[1])
    world.read(era(answer(one.number), control=700))
    world.read(era(answer(two.number), number="EFT2", control=700))
    assert (world.state(two), world.work()) == ("closed", ["INB-006"])


@pytest.mark.parametrize("content", [b"", b"x" * (MAX_BYTES + 1)])
def test_nothing_and_too_much_are_not_taken(world: World, content: bytes) -> None:
    scope = world.clinic.system()
    with acting(scope), pytest.raises(Refused, match="INB-00"):
        take(actor=scope, at=timezone.now(), name="x", content=content, way=Way.UPLOAD)


def test_files_of_another_organization_do_nothing_here(world: World) -> None:
    claim = world.claim(DAYS[0])
    other = make_world(make_clinic("Lakeside"))
    other.read(era(answer(claim.number)))
    assert (world.state(claim), world.work()) == ("sent", [])
    assert other.work() == ["POS-004"]


# The folder


def put(folder: Path, name: str, content: bytes, *, age: float = 60) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.exists() else []


def test_the_folder_is_emptied_once_its_files_are_kept(world: World, tmp_path: Path) -> None:
    text = acknowledged(1).encode()
    put(tmp_path, "a.x12", text)
    put(tmp_path, "again.x12", text)
    put(tmp_path, "new.x12", arrived(1).encode(), age=0)
    put(tmp_path, "b.part", text)
    put(tmp_path, ".hidden", text)
    tasks.fetch(world.clinic.system(), Inbox(tmp_path))
    assert names(tmp_path) == [".hidden", "b.part", "new.x12"]
    assert names(tmp_path / "done") == ["a.x12", "again.x12"]
    with acting(world.biller):
        assert InboundFile.objects.count() == 1


def test_a_name_that_is_taken_is_no_loss(world: World, tmp_path: Path) -> None:
    for number in (1, 2):
        put(tmp_path, "a.x12", acknowledged(number).encode())
        tasks.fetch(world.clinic.system(), Inbox(tmp_path))
    assert names(tmp_path / "done") == ["a-2.x12", "a.x12"]


def test_a_file_that_is_too_large_is_work_and_lies_apart(world: World, tmp_path: Path) -> None:
    path = put(tmp_path, "big.x12", b"")
    os.truncate(path, 4 * MAX_BYTES)
    os.utime(path, (1, 1))
    tasks.fetch(world.clinic.system(), Inbox(tmp_path))
    assert (world.work(), names(tmp_path / "refused")) == (["INB-002"], ["big.x12"])


def test_the_job_reads_what_waits(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    claim = world.claim(DAYS[0])
    put(tmp_path, "a.x12", acknowledged(1).encode())
    monkeypatch.setattr(tasks, "inbox", lambda _: Inbox(tmp_path))
    tasks.collect.run(organization=world.clinic.organization.pk)
    assert world.state(claim) == "file_accepted"


# Silence


@pytest.mark.parametrize(
    ("texts", "days", "code"),
    [((), 4, "SIL-001"), ((acknowledged(1),), 6, "SIL-002"), ((status("C000000001", "A2"),), 31, "SIL-003")],
)
def test_silence_is_work_until_the_answer_comes(world: World, texts: tuple[str, ...], days: int, code: str) -> None:
    claim = world.claim(DAYS[0])
    for text in texts:
        world.read(text)
    later = timezone.now() + timedelta(days=days)
    for _ in range(2):
        with acting(world.clinic.system()) as scope:
            note_silence(actor=scope, at=later - timedelta(days=2))
            assert note_silence(actor=scope, at=later) == 1
    assert world.work() == [code]
    world.read(era(answer(claim.number)), at=later)
    assert world.work() == []


def test_a_payer_may_have_days_of_its_own(world: World) -> None:
    world.claim(DAYS[0])
    with acting(world.clinic["director everywhere"].scope):
        Patience.objects.create(
            **world.owned, payer=world.payer, acknowledgment_days=10, status_days=10, decision_days=10
        )
    with acting(world.clinic.system()) as scope:
        assert note_silence(actor=scope, at=timezone.now() + timedelta(days=9)) == 0
        assert note_silence(actor=scope, at=timezone.now() + timedelta(days=11)) == 1


def test_every_kind_of_work_says_what_to_do() -> None:
    assert all(words.sentence.endswith(".") and words.next_step.endswith(".") for words in WORDS.values())
