"""What was answered stays as it was answered and scored; a critical answer opens a crisis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.assessments.actions import measures
from stepwell.assessments.actions.measures import Given, Recorded, Talk
from stepwell.assessments.models import Response
from stepwell.assessments.queries import measures as queries
from stepwell.assessments.vocabulary import Outcome, Way
from stepwell.clients.models import CareAssignment
from stepwell.crisis.models import CrisisEvent
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.assessments.conftest import member
from tests.worlds import Clinic

NOW = timezone.now()


def phq(*values: int, taken_at: datetime = NOW) -> Given:
    answers: dict[str, int | None] = {f"q{number}": value for number, value in enumerate(values, start=1)}
    return Given("phq-9", "1", answers, Way.SCREEN, taken_at)


def give(actor: Member, clinic: Clinic, given: Given, client: str = "ana") -> Recorded:
    return measures.record_response(actor=actor, at=timezone.now(), client_id=clinic.clients[client].pk, given=given)


def refused(call: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        call()
    return [finding.code for finding in refusal.value.findings]


def test_a_response_is_kept_with_its_score(clinic: Clinic, clinician: Member) -> None:
    kept = give(clinician, clinic, phq(1, 2, 1, 2, 1, 1, 0, 0, 0, 1))

    row = Response.objects.get()
    assert (row.total, row.band, row.algorithm, row.missing, row.way) == (8, "Mild", "sum/1", [], "screen")
    assert row.answers["q2"] == 2
    assert kept.crisis is None


def test_item_9_opens_a_crisis_in_the_same_transaction(clinic: Clinic, clinician: Member) -> None:
    kept = give(clinician, clinic, phq(1, 2, 1, 2, 1, 1, 0, 0, 1))

    assert kept.crisis is not None
    event = CrisisEvent.objects.get()
    assert (event.pk, event.tier, event.source, event.client_id) == (
        kept.crisis.pk, "low", "questionnaire", clinic.clients["ana"].pk,
    )  # fmt: skip
    assert Response.objects.get().critical == [
        {"item": "q9", "value": 1, "means": "Thoughts of being better off dead or of self-harm"}
    ]


@pytest.mark.parametrize(
    ("answers", "tier"),
    [
        ({"q1": 0, "q2": 0, "q6": 0}, None),
        ({"q1": 1, "q2": 0, "q6": 0}, "low"),
        ({"q1": 1, "q2": 1, "q3": 1, "q4": 0, "q5": 0, "q6": 0}, "moderate"),
        ({"q1": 0, "q2": 0, "q6": 1, "q7": 0}, "moderate"),
        ({"q1": 0, "q2": 0, "q6": 1, "q7": 1}, "high"),
        ({"q1": 1, "q2": 1, "q3": 0, "q4": 1, "q5": 0, "q6": 0}, "high"),
    ],
)
def test_the_columbia_screener_opens_a_crisis_of_its_tier(
    clinic: Clinic, clinician: Member, answers: dict[str, int | None], tier: str | None
) -> None:
    kept = give(clinician, clinic, Given("c-ssrs", "1", answers, Way.ASKED, NOW))

    assert (kept.crisis.tier if kept.crisis else None) == tier


def test_what_does_not_fit_is_refused_and_nothing_is_written(clinic: Clinic, clinician: Member) -> None:
    assert refused(lambda: give(clinician, clinic, phq(9))) == ["ASM-004"]
    assert refused(lambda: give(clinician, clinic, phq())) == ["ASM-002"]
    assert refused(lambda: give(clinician, clinic, phq(1, taken_at=NOW + timedelta(days=1)))) == ["ASM-003"]
    assert Response.objects.count() == 0
    assert CrisisEvent.objects.count() == 0


def test_who_reads_a_chart_without_writing_it_is_told(clinic: Clinic) -> None:
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.create(
            organization=clinic.organization, client=clinic.clients["bo"], kind="team",
            membership=clinic["clinician"].membership, starts_at=NOW - timedelta(days=1),
        )  # fmt: skip
    with acting(clinic["clinician"].scope):
        codes = refused(lambda: give(member(clinic["clinician"]), clinic, phq(1), "bo"))

    assert codes == ["ASM-001"]


def change(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "assignment",
    [
        "total = 0",
        "band = ''",
        "answers = '{}'",
        "critical = '[]'",
        "taken_at = now()",
        "algorithm = 'x'",
        "way = 'asked'",
    ],
)
def test_no_sql_changes_a_response(clinic: Clinic, clinician: Member, assignment: str) -> None:
    give(clinician, clinic, phq(3, 3, 3, 3, 3, 3, 3, 3, 3))

    with pytest.raises(IntegrityError, match="never changed"):
        change(f"UPDATE assessments_response SET {assignment}")


def test_one_set_aside_stays_and_counts_for_nothing(clinic: Clinic, clinician: Member) -> None:
    ana = clinic.clients["ana"].pk
    row = give(clinician, clinic, phq(1, 1, 1, 1, 1, 1, 1, 1, 0)).response

    assert refused(
        lambda: measures.set_aside(actor=clinician, at=NOW, client_id=ana, response_id=row.pk, reason="oops")
    ) == ["VOID-001"]
    measures.set_aside(actor=clinician, at=NOW, client_id=ana, response_id=row.pk, reason="belongs to another client")

    assert queries.measures_of(queries.responses_of(ana), zone=clinician.zone) == []
    assert [one.void_reason for one in queries.responses_of(ana)] == ["belongs to another client"]
    with pytest.raises(IntegrityError, match="never changed"):
        change("UPDATE assessments_response SET voided_at = NULL, voided_by_id = NULL, void_reason = ''")


def talk(**changes: Any) -> Talk:
    return Talk(**{"discussed_on": NOW.date(), "words": "Went over it.", "outcome": Outcome.UNCHANGED,
                   "because": "Only a week.", **changes})  # fmt: skip


def test_a_discussion_says_what_became_of_the_plan(clinic: Clinic, clinician: Member) -> None:
    ana, day = clinic.clients["ana"].pk, NOW.astimezone(clinician.zone).date()
    row = give(clinician, clinic, phq(1, 1, 1, 1, 1, 1, 1, 1, 1)).response

    def look() -> list[queries.Look]:
        return queries.to_look_at(clinician.membership_id, at=NOW)

    assert [one.response.pk for one in look()] == [row.pk]

    def discuss(**changes: Any) -> None:
        measures.discuss(
            actor=clinician, at=NOW, client_id=ana, response_id=row.pk, talk=talk(**{"discussed_on": day, **changes})
        )

    assert refused(lambda: discuss(words=" ", because="")) == ["ASM-005", "ASM-006"]
    assert refused(lambda: discuss(words="x" * 2001)) == ["ASM-009"]
    assert refused(lambda: discuss(discussed_on=day + timedelta(days=1))) == ["ASM-007"]
    assert refused(lambda: discuss(discussed_on=day - timedelta(days=1))) == ["ASM-007"]
    discuss()

    assert [one.because for one in queries.discussions_of(row.pk)] == ["Only a week."]
    assert look() == []


def test_answers_that_are_reliably_worse_wait_to_be_looked_at(clinic: Clinic, clinician: Member) -> None:
    for days, value in ((20, 1), (10, 0), (3, 1)):  # 8, 0, 8 points
        give(clinician, clinic, phq(*[value] * 8, 0, taken_at=NOW - timedelta(days=days)))

    found = queries.to_look_at(clinician.membership_id, at=NOW)

    assert [(look.is_worse, look.response.total) for look in found] == [(True, 8)]


def test_a_discussion_belongs_to_a_response_of_its_client(clinic: Clinic, clinician: Member) -> None:
    row = give(clinician, clinic, phq(1)).response

    with pytest.raises(IntegrityError, match="same client"):
        change(
            "INSERT INTO assessments_discussion (id, organization_id, client_id, response_id, discussed_on, words,"
            " outcome, because, written_by_id, written_at) SELECT gen_random_uuid(), organization_id, %s, id, %s, '',"
            " 'changed', '', given_by_id, taken_at FROM assessments_response WHERE id = %s",
            clinic.clients["bo"].pk, date(2026, 1, 1), row.pk,
        )  # fmt: skip


def test_the_course_is_that_of_the_site_s_days(clinic: Clinic, clinician: Member) -> None:
    late = datetime(2026, 11, 2, 3, 30, tzinfo=UTC)  # the evening of November 1 in Ohio
    give(clinician, clinic, phq(*[2] * 8, 0, taken_at=late))

    (measure,) = queries.measures_of(queries.responses_of(clinic.clients["ana"].pk), zone=clinician.zone)

    assert [(point.on, point.total) for point in measure.points] == [(date(2026, 11, 1), 16)]
