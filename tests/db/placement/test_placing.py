"""Placements, decisions and orders: actions, who may, and what the database refuses from anybody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from stepwell.clients.models import Diagnosis
from stepwell.crisis.models import CrisisEvent
from stepwell.kernel.findings import Refused
from stepwell.people.models import Credential, Program
from stepwell.placement import queries
from stepwell.placement.actions import document_of, draft_of, ordering, placing
from stepwell.placement.actions.placing import Entries
from stepwell.placement.models import LevelDecision, Override, Placement, ServicesOrder
from stepwell.placement.rules.ordering import Order, Part
from stepwell.placement.vocabulary import Edition, Kind, Per, Stop
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 20, 15, tzinfo=UTC)
TODAY = date(2026, 3, 20)
MARK = Mark(Way.TYPED, b"Cleo Clinician")
NO_STOPS = {str(stop): "no" for stop in Stop}
NINE = Order(TODAY, 540, 3, 4, (Part("individual", 60), Part("family", 60, Per.MONTH)), False, "As placed")


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def license_(clinic: Clinic, who: str) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic[who].membership, kind="license", title="LPC",
            state="OH", number="E.1",
        )  # fmt: skip


@pytest.fixture
def program(clinic: Clinic) -> Program:
    with acting(clinic["administrator everywhere"].scope):
        made: Program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(clinic["clinician"].scope):
        Diagnosis.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], code_id="F10.20", rank=1, from_on=TODAY,
            diagnosed_by=clinic["clinician"].membership, credential="LPC",
        )  # fmt: skip
    return made


def entries(program: Program | None, **changed: Any) -> Entries:
    whole: dict[str, Any] = {
        "ratings": dict.fromkeys(range(1, 7), 1), "stops": NO_STOPS, "recommended": "2.1", "decided": "2.1",
        "program": program, "reason": "Cravings most evenings; safe at home.",
    }  # fmt: skip
    return Entries(**(whole | changed))


def written(clinic: Clinic, program: Program | None, **changed: Any) -> Placement:
    """A draft of Ana's, written by the clinician."""
    actor = member(clinic["clinician"])
    with acting(clinic["clinician"].scope):
        made = placing.begin(
            actor=actor, at=AT, client=clinic.clients["ana"], kind=Kind.ADMISSION, edition=Edition.THIRD
        )
        placing.write(actor=actor, at=AT, placement=made, version=1, entries=entries(program, **changed))
    return made


def decide(clinic: Clinic, placement: Placement, who: str = "clinician") -> LevelDecision | None:
    with acting(clinic[who].scope), transaction.atomic():
        found = placing.get_placement(placement.client_id, placement.pk)
        assert found
        shown = digest_of(document_of(found, draft_of(found, on=TODAY)).encode())
        return placing.decide(actor=member(clinic[who]), at=AT, placement=found, shown=shown, mark=MARK)


def cosign(clinic: Clinic, placement: Placement, who: str = "supervisor") -> LevelDecision:
    with acting(clinic[who].scope), transaction.atomic():
        found = placing.get_placement(placement.client_id, placement.pk)
        assert found
        shown = digest_of((found.signed_text or "").encode())
        return placing.cosign(actor=member(clinic[who]), at=AT, placement=found, shown=shown, mark=MARK)


def order(clinic: Clinic, wanted: Order = NINE) -> ServicesOrder:
    with acting(clinic["clinician"].scope), transaction.atomic():
        return ordering.order_services(
            actor=member(clinic["clinician"]), at=AT, client=clinic.clients["ana"], order=wanted
        )


def level(clinic: Clinic, who: str) -> str:
    with acting(clinic[who].scope):
        found = queries.level_decided(clinic.clients["ana"].pk)
    return found.level if found else ""


def test_a_licensed_decision_counts_at_once_and_admissions_know_its_level_only(
    clinic: Clinic, program: Program
) -> None:
    license_(clinic, "clinician")

    assert decide(clinic, written(clinic, program))
    assert level(clinic, "clinician") == level(clinic, "admissions") == level(clinic, "utilization") == "2.1"
    with acting(clinic["admissions"].scope):
        assert not Placement.objects.exists()


def test_without_a_license_it_counts_once_somebody_licensed_signs_beside(clinic: Clinic, program: Program) -> None:
    license_(clinic, "supervisor")
    placement = written(clinic, program)

    assert decide(clinic, placement) is None
    assert level(clinic, "admissions") == ""
    with acting(clinic["supervisor"].scope):
        [row] = queries.waiting(queries.TO_COSIGN.fetched(me=clinic["supervisor"].membership.pk))
    assert row.id == placement.pk
    cosign(clinic, placement)
    assert level(clinic, "admissions") == "2.1"
    with acting(clinic["supervisor"].scope):
        assert queries.TO_COSIGN.fetched(me=clinic["supervisor"].membership.pk) == []
    with pytest.raises(Refused, match="PLC-021"):
        cosign(clinic, placement)


@pytest.mark.parametrize(("who", "code"), [("clinician", "PLC-022"), ("director", "PLC-018")])
def test_who_may_not_cosign(clinic: Clinic, program: Program, who: str, code: str) -> None:
    placement = written(clinic, program)
    decide(clinic, placement)
    if who == "clinician":
        license_(clinic, who)

    with pytest.raises(Refused, match=code):
        cosign(clinic, placement, who)


def test_an_auditor_reads_it_and_signs_nothing(clinic: Clinic, program: Program) -> None:
    placement = written(clinic, program)
    decide(clinic, placement)
    license_(clinic, "auditor")

    with pytest.raises(ProgrammingError):
        cosign(clinic, placement, "auditor")


def test_what_stops_it_is_answered_for_by_somebody_licensed(clinic: Clinic, program: Program) -> None:
    license_(clinic, "supervisor")
    placement = written(clinic, program, stops={**NO_STOPS, "home": "yes"})
    clinician, supervisor = member(clinic["clinician"]), member(clinic["supervisor"])
    with pytest.raises(Refused, match="PLC-004"):
        decide(clinic, placement)
    with acting(clinic["clinician"].scope), pytest.raises(Refused, match="PLC-018"):
        placing.override(actor=clinician, at=AT, placement=placement, reason="She moves to her sister tomorrow.")

    with acting(clinic["supervisor"].scope):
        with pytest.raises(Refused, match="PLC-019"):
            placing.override(actor=supervisor, at=AT, placement=placement, reason="fine")
        placing.override(actor=supervisor, at=AT, placement=placement, reason="She moves to her sister tomorrow.")
        with pytest.raises(Refused, match="PLC-020"):
            placing.override(actor=supervisor, at=AT, placement=placement, reason="She moves to her sister tomorrow.")
        assert Override.objects.get().credential == "LPC, OH E.1"
    decide(clinic, placement)
    cosign(clinic, placement)
    assert level(clinic, "clinician") == "2.1"


def test_a_grave_crisis_blocks_and_a_low_one_does_not(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    placement = written(clinic, program)
    with acting(clinic["clinician"].scope):
        CrisisEvent.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], opened_at=AT, source="staff",
            kind="suicide", tier="high", opened_by=clinic["clinician"].membership,
        )  # fmt: skip

    with pytest.raises(Refused, match="PLC-005"):
        decide(clinic, placement)


def test_what_changed_after_it_was_read_is_not_signed(clinic: Clinic, program: Program) -> None:
    placement = written(clinic, program)
    with acting(clinic["clinician"].scope), pytest.raises(Refused, match="PLC-017"):
        placing.decide(actor=member(clinic["clinician"]), at=AT, placement=placement, shown="0" * 64, mark=MARK)


def test_one_draft_at_a_time_and_no_writing_over_somebody_else(clinic: Clinic, program: Program) -> None:
    placement, actor = written(clinic, program), member(clinic["clinician"])

    with acting(clinic["clinician"].scope):
        with pytest.raises(Refused, match="PLC-015"):
            placing.begin(actor=actor, at=AT, client=clinic.clients["ana"], kind=Kind.CHANGE, edition=Edition.FOURTH)
        with pytest.raises(Refused, match="EDIT-001"):
            placing.write(actor=actor, at=AT, placement=placement, version=1, entries=entries(program))


def test_setting_aside_takes_the_level_with_it_but_not_under_an_order(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    placement, actor = written(clinic, program), member(clinic["clinician"])
    decide(clinic, placement)
    made = order(clinic)

    with acting(clinic["clinician"].scope):
        found = placing.get_placement(placement.client_id, placement.pk)
        assert found
        with pytest.raises(Refused, match="PLC-023"):
            placing.void_placement(actor=actor, at=AT, placement=found, reason="It was Bo, not Ana.")
        ordering.void_order(actor=actor, at=AT, order=made, reason="It was Bo, not Ana.")
        placing.void_placement(actor=actor, at=AT, placement=found, reason="It was Bo, not Ana.")
    assert level(clinic, "clinician") == level(clinic, "admissions") == ""


def test_an_order_carries_out_a_decision_and_ends_the_one_before(clinic: Clinic, program: Program) -> None:
    with pytest.raises(Refused, match="ORD-012"):
        order(clinic)
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    order(clinic)
    later = TODAY + timedelta(days=14)
    order(clinic, Order(later, 360, 2, 3, (), True, "Planned end in May"))

    with acting(clinic["case_manager"].scope):
        client = clinic.clients["ana"].pk
        now, then = queries.order_on(client, TODAY), queries.order_on(client, later)
        assert queries.order_on(client, TODAY - timedelta(days=1)) is None
    assert now
    assert then
    assert (now.minutes_per_week, now.ends_on, now.mix_minutes) == (540, later - timedelta(days=1), 74)
    assert (then.minutes_per_week, then.is_taper, then.ends_on) == (360, True, None)


def test_an_order_ends_on_a_day_once(clinic: Clinic, program: Program) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    made, actor = order(clinic), member(clinic["clinician"])

    with acting(clinic["clinician"].scope):
        with pytest.raises(Refused, match="ORD-013"):
            ordering.end_order(actor=actor, at=AT, order=made, version=1, ends_on=TODAY - timedelta(days=1))
        ordering.end_order(actor=actor, at=AT, order=made, version=1, ends_on=TODAY)
        with pytest.raises(Refused, match="ORD-014"):
            ordering.end_order(actor=actor, at=AT, order=made, version=2, ends_on=TODAY)


_OTHER_ORDER = """
INSERT INTO placement_servicesorder (id, organization_id, client_id, decision_id, level, starts_on, minutes_per_week,
  days_min, days_max, mix, is_taper, reason, ordered_at, ordered_by_id, credential, version, void_reason)
SELECT gen_random_uuid(), organization_id, client_id, decision_id, {}, starts_on + {}, 540, 3, 4, '[]', false, reason,
  ordered_at, ordered_by_id, '', 1, '' FROM placement_servicesorder
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE placement_placement SET rating_1 = 3",  # decided
        "UPDATE placement_placement SET decided = '1'",
        "UPDATE placement_placement SET decided_at = NULL",
        "UPDATE placement_leveldecision SET level = '1'",
        "UPDATE placement_leveldecision SET decided_on = decided_on - 1",
        "UPDATE placement_servicesorder SET minutes_per_week = 600",
        "UPDATE placement_servicesorder SET ends_on = starts_on - 1",
        "UPDATE placement_servicesorder SET level = '1'",
        "UPDATE placement_servicesorder SET voided_at = now()",  # without who and why
        _OTHER_ORDER.format("level", 3),  # two at a time
        _OTHER_ORDER.format("'2.5'", -9),  # before the decision, another level
    ],
)
def test_the_database_keeps_what_was_decided_and_ordered(clinic: Clinic, program: Program, statement: str) -> None:
    license_(clinic, "clinician")
    decide(clinic, written(clinic, program))
    order(clinic)

    with acting(clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


_DECIDED = (
    "UPDATE placement_placement SET decided_at = now(), decided_on = current_date, decided_by_id = begun_by_id,"
    " needs_cosigner = true, signed_text = 'x', signature_id = gen_random_uuid()"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE placement_placement SET rating_1 = 5",
        'UPDATE placement_placement SET stops = \'{"home": "perhaps"}\'',
        "UPDATE placement_placement SET decided = '2.2'",
        "UPDATE placement_placement SET decided_at = now()",  # unsigned
        f"{_DECIDED}, rating_6 = NULL",
        f"{_DECIDED}, stops = stops - 'home'",
        f'{_DECIDED}, stops = stops || \'{{"home": "yes"}}\'',  # nobody answered for it
        f'{_DECIDED}, stops = stops || \'{{"danger": "unknown"}}\'',
        f"{_DECIDED}, recommended = '2.5'",  # without why
        f"{_DECIDED}, program_id = NULL",
        f"{_DECIDED}, credential = 'LPC'",  # licensed, and yet to be co-signed
    ],
)
def test_the_database_takes_no_decision_that_is_not_whole(clinic: Clinic, program: Program, statement: str) -> None:
    written(clinic, program)

    with acting(clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


def test_nothing_counts_before_it_is_cosigned_whoever_writes_it(clinic: Clinic, program: Program) -> None:
    placement = written(clinic, program)
    decide(clinic, placement)

    with acting(clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        LevelDecision.objects.create(
            organization=clinic.organization, placement=placement, client=placement.client, level="2.1",
            account=clinic["clinician"].account, kind="admission", program=program, decided_on=TODAY, counts_from=AT,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["supervisor", "admissions", "utilization", "auditor", "case_manager"])
def test_who_may_not_write_a_placement(clinic: Clinic, program: Program, who: str) -> None:
    with acting(clinic[who].scope), pytest.raises(ProgrammingError), transaction.atomic():
        placing.begin(
            actor=member(clinic[who]), at=AT, client=clinic.clients["ana"], kind=Kind.ADMISSION, edition=Edition.THIRD
        )
