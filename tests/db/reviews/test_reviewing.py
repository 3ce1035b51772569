"""Reviews: signing with the placement and carrying out, all or nothing; what the database refuses from anybody."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.clients.models import Episode, LevelOfCareStay
from stepwell.kernel.findings import Refused
from stepwell.placement import queries as placement
from stepwell.placement.actions import placing
from stepwell.placement.models import Placement
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.walls.scope import acting
from stepwell.reviews.actions import carrying, reviewing
from stepwell.reviews.models import Review
from stepwell.reviews.queries.now import now_of
from stepwell.scheduling.actions import memberships
from stepwell.scheduling.models import GroupMembership
from tests.db.reviews.conftest import AT, MARK, NEXT_WEEK, TODAY, Care, license_, member

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 3, 22)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {finding.code for finding in refused.value.findings}


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_who_stays_keeps_level_order_and_groups(care: Care) -> None:
    signed = care.sign(care.written())

    assert signed.signed_at == AT
    assert signed.credential == "LPC, OH E.1"
    assert signed.carried_out_at is None
    with acting(care.clinic["clinician"].scope):
        now = now_of(care.ana.pk, TODAY)
        assert placement.placements_of(care.ana.pk)[0].kind == "continued_stay"
    assert now.order
    assert (now.order.minutes_per_week, len(now.places)) == (540, 2)
    assert "Level, order and groups stay as they are." in (signed.signed_text or "")
    assert "Fewer cravings" in (signed.signed_text or "")


def test_a_step_down_changes_level_order_and_groups_from_one_day_on(care: Care) -> None:
    signed = care.sign(care.written(care.step_down()))

    assert signed.carried_out_at == AT
    with acting(care.clinic["clinician"].scope):
        stays = list(LevelOfCareStay.objects.order_by("starts_on").values_list("level", "starts_on", "ends_on"))
        after = now_of(care.ana.pk, NEXT_WEEK)
        left = GroupMembership.objects.get(pk=care.memberships["Evening process"].pk)
        program = Episode.objects.get().program_id
    assert stays == [("2.1", date(2026, 3, 2), SUNDAY), ("1", NEXT_WEEK, None)]
    assert after.order
    assert (after.order.minutes_per_week, after.order.starts_on) == (270, NEXT_WEEK)
    assert [place.group.name for place in after.places] == ["Evening skills", "Step down"]
    assert left.to_on == SUNDAY
    assert program == care.programs["1"].pk
    text = signed.signed_text or ""
    assert "From Monday, March 23, 2026:" in text
    assert "Order: 9 h on 3 to 4 days a week becomes 4 h 30 min on 2 to 3 days a week" in text
    assert "Leaves Evening process (Tue, Thu, 6:00 PM, 180 min); the seat is free" in text


def test_what_changed_while_reading_is_read_again(care: Care) -> None:
    review = care.written(care.step_down())
    shown = care.digest(review)
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        memberships.leave_group(
            actor=care.actor, at=AT, membership_id=care.memberships["Evening process"].pk, to_on=date(2026, 3, 19)
        )

    with pytest.raises(Refused) as refused:
        care.sign(review, shown=shown)

    assert codes(refused) == {"REV-017"}
    with acting(care.clinic["clinician"].scope):
        assert Placement.objects.filter(decided_at=None).count() == 1


def test_all_or_nothing(care: Care) -> None:
    """A group that cannot be joined leaves no trace of the level, the order or the signature."""
    with acting(care.clinic["director"].scope):
        care.series["Step down"].to_on = date(2026, 3, 10)
        care.series["Step down"].save(update_fields=["to_on"])
    review = care.written(care.step_down())

    with pytest.raises(Refused) as refused:
        care.sign(review)

    assert codes(refused) == {"SCH-041"}
    with acting(care.clinic["clinician"].scope):
        assert Review.objects.get().signed_at is None
        assert LevelOfCareStay.objects.count() == 1
        assert Placement.objects.filter(decided_at=None).count() == 1


def test_without_a_license_it_waits_for_a_co_signature_and_is_carried_out_then(care: Care) -> None:
    review = care.written(care.step_down())
    with acting(care.clinic["administrator everywhere"].scope):
        run("UPDATE people_credential SET withdrawn_on = '2026-03-05'")
    license_(care.clinic, "supervisor")
    signed = care.sign(review)
    assert signed.carried_out_at is None
    with acting(care.clinic["clinician"].scope), pytest.raises(Refused) as refused, transaction.atomic():
        carrying.carry_out(actor=care.actor, at=AT, review=signed)
    assert codes(refused) == {"REV-020"}

    with acting(care.clinic["supervisor"].scope), transaction.atomic():
        found = placing.get_placement(care.ana.pk, signed.placement_id)
        assert found
        text = digest_of((found.signed_text or "").encode())
        placing.cosign(actor=member(care.clinic["supervisor"]), at=AT, placement=found, shown=text, mark=MARK)
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        carrying.carry_out(actor=care.actor, at=AT, review=care.review(review.pk))

    with acting(care.clinic["clinician"].scope):
        stay = now_of(care.ana.pk, NEXT_WEEK).stay
    assert stay
    assert stay.level == "1"


def test_set_aside_it_undoes_what_it_changed(care: Care) -> None:
    signed = care.sign(care.written(care.step_down()))

    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lost = reviewing.void_review(actor=care.actor, at=AT, review=signed, reason="It was about somebody else")

    with acting(care.clinic["clinician"].scope):
        now = now_of(care.ana.pk, NEXT_WEEK)
        decision = placement.level_decided(care.ana.pk)
    assert lost == []
    assert now.stay
    assert now.order
    assert decision
    assert (now.stay.level, now.stay.span.end, now.order.minutes_per_week, decision.level) == ("2.1", None, 540, "2.1")
    assert [place.group.name for place in now.places] == ["Evening process", "Evening skills"]


def test_one_review_is_written_at_a_time(care: Care) -> None:
    care.written()

    with acting(care.clinic["clinician"].scope), pytest.raises(Refused) as refused, transaction.atomic():
        reviewing.begin_review(actor=care.actor, at=AT, client=care.ana)

    assert codes(refused) == {"REV-015"}


def test_what_is_missing_is_said_all_at_once(care: Care) -> None:
    review = care.written(care.step_down(discussed=None, next_review_on=None, order=None, placed={"ratings": {1: 0}}))

    with pytest.raises(Refused) as refused:
        care.sign(review)

    assert codes(refused) == {"PLC-001", "REV-003", "REV-009", "REV-010"}


def test_who_may_not_change_the_course_of_care_changes_no_level(care: Care) -> None:
    license_(care.clinic, "prescriber")
    review = care.written(care.step_down())

    with pytest.raises(Refused) as refused:
        care.sign(review, who="prescriber")

    assert codes(refused) == {"REV-014"}


def test_a_prescriber_lets_somebody_stay(care: Care) -> None:
    license_(care.clinic, "prescriber")

    assert care.sign(care.written(), who="prescriber").signed_at


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("decision = 'C2'", {"review_stands"}),
        ("words = words", set()),
        ("effective_on = '2026-05-01'", {"review_stands"}),
        ("carried_out_at = NULL", {"review_stands"}),
        ("signed_at = NULL, carried_out_at = NULL", {"review_signed_wholly"}),
        ("level = '1'", {"review_stands"}),
    ],
)
def test_a_signed_review_is_never_changed(care: Care, change: str, names: set[str]) -> None:
    care.sign(care.written(care.step_down()))

    assert refusals(care, f"UPDATE reviews_review SET {change}") == names


def refusals(care: Care, statement: str) -> set[str]:
    """Return the constraint by which the database refuses a statement of the clinician's."""
    with acting(care.clinic["clinician"].scope):
        try:
            with transaction.atomic():
                run(statement)
        except IntegrityError as error:
            return {str(error.__cause__.diag.constraint_name)}  # type: ignore[union-attr]
    return set()


def test_a_review_is_not_signed_without_its_placement(care: Care) -> None:
    review = care.written()
    with acting(care.clinic["clinician"].scope), pytest.raises(IntegrityError, match="placement"), transaction.atomic():
        run(
            "UPDATE reviews_review SET signed_at = now(), signed_on = '2026-03-20', signed_by_id = begun_by_id,"
            " signed_text = 'x', signature_id = (SELECT id FROM signatures_signature LIMIT 1) WHERE id = %s",
            review.pk,
        )
