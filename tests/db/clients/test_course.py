"""Episodes, levels, living situations and diagnoses: actions, and what the database refuses from anybody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.clients import actions as registry
from stepwell.clients.actions import diagnoses as diagnosing
from stepwell.clients.actions import enrollment as enrolling
from stepwell.clients.actions.diagnoses import NewDiagnosis
from stepwell.clients.actions.enrollment import Living
from stepwell.clients.models import Diagnosis, Episode, LivingSituation
from stepwell.clients.queries import diagnoses, enrollment
from stepwell.clients.vocabulary import Answer, CareKind, Home
from stepwell.kernel.findings import Refused
from stepwell.people.models import Credential, Program
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic, Person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 20, 15, tzinfo=UTC)
TODAY = date(2026, 3, 20)
BEGIN = date(2026, 3, 2)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


def program(clinic: Clinic, level: str = "2.1") -> Program:
    with acting(clinic["administrator everywhere"].scope):
        made, _ = Program.objects.get_or_create(
            organization=clinic.organization, site=clinic.north, name=f"Level {level}", level=level, kind="addiction"
        )
    return made


def license_(clinic: Clinic, person: Person) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=person.membership, kind="license", title="LPC", state="OH",
            number="E.1",
        )  # fmt: skip


def admitted(clinic: Clinic, client: str = "ana") -> Episode:
    care = program(clinic)
    with acting(clinic["admissions"].scope):
        return enrolling.open_episode(
            actor=member(clinic["admissions"]), at=AT, client=clinic.clients[client], program=care,
            opened_on=BEGIN, reason="placed at 2.1",
        )  # fmt: skip


def test_an_admission_opens_an_episode_with_its_level(clinic: Clinic) -> None:
    episode = admitted(clinic)

    with acting(clinic["clinician"].scope):
        [stay] = enrollment.stays_of(episode.pk)
        row = enrollment.episode_of(clinic.clients["ana"].pk)
    assert (stay.level, stay.span.begin, stay.span.end) == ("2.1", BEGIN, None)
    assert row
    assert row.program == "Level 2.1"


def test_a_step_up_ends_the_level_that_was_running_and_moves_the_episode(clinic: Clinic) -> None:
    episode, higher = admitted(clinic), program(clinic, "2.5")

    with acting(clinic["clinician"].scope):
        enrolling.begin_stay(
            actor=member(clinic["clinician"]), client=clinic.clients["ana"],
            episode=enrolling.get_episode(episode.pk), program=higher, starts_on=TODAY, reason="worse",
        )  # fmt: skip
        first, second = enrollment.stays_of(episode.pk)
        moved = enrollment.episode_of(clinic.clients["ana"].pk)
    assert (first.span.end, second.level) == (TODAY - timedelta(days=1), "2.5")
    assert moved
    assert moved.program == "Level 2.5"


def test_closing_ends_the_level_too_and_a_person_can_come_back(clinic: Clinic) -> None:
    episode = admitted(clinic)
    with acting(clinic["admissions"].scope):
        enrolling.close_episode(
            actor=member(clinic["admissions"]), at=AT, episode=enrolling.get_episode(episode.pk),
            closed_on=TODAY - timedelta(days=1),
        )  # fmt: skip
        assert enrollment.episode_of(clinic.clients["ana"].pk) is None
        enrolling.open_episode(
            actor=member(clinic["admissions"]), at=AT, client=clinic.clients["ana"], program=program(clinic),
            opened_on=TODAY, reason="back",
        )  # fmt: skip
        assert len(enrollment.episodes_of(clinic.clients["ana"].pk)) == 2


def test_an_episode_of_the_wrong_person_is_set_aside_with_a_reason(clinic: Clinic) -> None:
    episode, actor = admitted(clinic), member(clinic["admissions"])

    with acting(clinic["admissions"].scope):
        with pytest.raises(Refused, match="VOID-001"):
            enrolling.void_episode(actor=actor, at=AT, episode=episode, reason="oops")
        enrolling.void_episode(actor=actor, at=AT, episode=episode, reason="It was Cy López, not Ana.")
        assert enrollment.episodes_of(clinic.clients["ana"].pk) == []
    admitted(clinic)


_SECOND_EPISODE = """
INSERT INTO clients_episode (id, organization_id, client_id, program_id, opened_on, opened_by_id, version, void_reason)
SELECT gen_random_uuid(), organization_id, client_id, program_id, opened_on + 5, opened_by_id, 1, ''
FROM clients_episode
"""
_SECOND_LEVEL = """
INSERT INTO clients_levelofcarestay (id, organization_id, client_id, episode_id, program_id, level, starts_on, reason,
                                     decided_by_id, version, void_reason)
SELECT gen_random_uuid(), organization_id, client_id, episode_id, program_id, '1', starts_on + 3, 'x', decided_by_id,
  1, ''
FROM clients_levelofcarestay
"""


@pytest.mark.parametrize(
    "statement",
    [
        _SECOND_EPISODE,
        _SECOND_LEVEL,
        "UPDATE clients_episode SET closed_on = opened_on - 1",
        "UPDATE clients_episode SET opened_on = opened_on + 1",  # would leave the level outside
        "UPDATE clients_levelofcarestay SET starts_on = starts_on - 1",
        "UPDATE clients_levelofcarestay SET level = '3.7'",
        "UPDATE clients_levelofcarestay SET reason = ''",
        "UPDATE clients_episode SET voided_at = now()",
    ],
)
def test_the_database_refuses_what_cannot_be(clinic: Clinic, statement: str) -> None:
    admitted(clinic)

    with acting(clinic["admissions"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


def test_a_home_ends_the_one_before_and_may_be_set_aside(clinic: Clinic) -> None:
    ana, actor = clinic.clients["ana"], member(clinic["clinician"])

    with acting(clinic["clinician"].scope):
        first = Living(Home.SHELTER, Answer.NO, Answer.UNKNOWN, date(2026, 1, 1))
        enrolling.record_home(actor=actor, at=AT, client=ana, living=first)
        enrolling.record_home(
            actor=actor, at=AT, client=ana, living=Living(Home.OWN, Answer.YES, Answer.NO, BEGIN, "with a sister")
        )
        before = LivingSituation.objects.get(kind=Home.SHELTER)
        now = enrollment.home_of(ana.pk)
        assert (before.to_on, now and now.words) == (date(2026, 3, 1), "with a sister")
        for living, code in [
            (Living(Home.OWN, Answer.YES, Answer.NO, TODAY + timedelta(days=1)), "ENR-013"),
            (Living(Home.OWN, Answer.YES, Answer.NO, BEGIN), "ENR-014"),
        ]:
            with pytest.raises(Refused, match=code):
                enrolling.record_home(actor=actor, at=AT, client=ana, living=living)
        assert now
        enrolling.void_home(actor=actor, at=AT, home=now, reason="It was another client.")
        assert enrollment.home_of(ana.pk) is None


def diagnose(clinic: Clinic, code: str, **facts: Any) -> Diagnosis:
    clinician = clinic["clinician"]
    with acting(clinician.scope):
        return diagnosing.diagnose(
            actor=member(clinician), at=AT, client=clinic.clients["ana"], new=NewDiagnosis(code, TODAY, **facts)
        )


def order(clinic: Clinic) -> list[tuple[int, str]]:
    with acting(clinic["clinician"].scope):
        return [(row.rank, row.code) for row in diagnoses.in_force(clinic.clients["ana"].pk)]


def test_diagnoses_keep_their_ranks_without_a_gap(clinic: Clinic) -> None:
    license_(clinic, clinic["clinician"])
    alcohol = diagnose(clinic, "f1020")
    diagnose(clinic, "F33.1")
    diagnose(clinic, "F11.20", rank=1)

    assert order(clinic) == [(1, "F11.20"), (2, "F10.20"), (3, "F33.1")]
    with acting(clinic["clinician"].scope):
        actor = member(clinic["clinician"])
        diagnosing.rank(actor=actor, client=clinic.clients["ana"], diagnosis=alcohol, rank=1)
        assert order(clinic)[0] == (1, "F10.20")
        fresh = Diagnosis.objects.get(pk=alcohol.pk)
        diagnosing.resolve(actor=actor, at=AT, diagnosis=fresh, to_on=TODAY, version=1)
        assert order(clinic) == [(1, "F11.20"), (2, "F33.1")]
        wrong = Diagnosis.objects.get(code="F11.20")
        diagnosing.void_diagnosis(actor=actor, at=AT, diagnosis=wrong, reason="Another client's result.")
    assert order(clinic) == [(1, "F33.1")]


def test_who_has_no_license_diagnoses_nothing(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="DX-009"):
        diagnose(clinic, "F10.20")


def test_somebody_elses_change_is_not_written_over(clinic: Clinic) -> None:
    license_(clinic, clinic["clinician"])
    made = diagnose(clinic, "F10.20")

    with acting(clinic["clinician"].scope), pytest.raises(Refused, match="EDIT-001"):
        diagnosing.resolve(
            actor=member(clinic["clinician"]), at=AT, diagnosis=made, to_on=TODAY, version=made.version + 1
        )


def test_the_official_list_is_whole_and_found_by_words_and_codes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FILTER (WHERE is_billable) FROM clients_diagnosiscode WHERE code ~ '^F1[0-9]'")
        assert cursor.fetchone() == (458,)

    assert [code.code for code in diagnoses.find_codes("opioid dependence remission", on=TODAY)] == ["F11.21"]
    assert [code.code for code in diagnoses.find_codes("f1020", on=TODAY)] == ["F10.20"]
    assert diagnoses.find_codes("  ", on=TODAY) == []
    heading = diagnoses.code_called("F10.2")
    assert heading
    assert not heading.is_billable


def test_two_diagnoses_never_share_a_rank(clinic: Clinic) -> None:
    license_(clinic, clinic["clinician"])
    diagnose(clinic, "F10.20")
    diagnose(clinic, "F33.1")

    with acting(clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run("UPDATE clients_diagnosis SET rank = 1; SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("name", ["biller", "clinician south"])
def test_nobody_cares_who_holds_no_role_in_care_at_the_site(clinic: Clinic, name: str) -> None:
    with acting(clinic["supervisor"].scope) as scope:
        actor = member_of(scope)
        assert actor
        with pytest.raises(Refused, match="CLI-013"):
            registry.assign_care(
                actor=actor, client=clinic.clients["dee"], membership_id=clinic[name].membership.pk, kind=CareKind.TEAM,
                starts_at=timezone.now(),
            )  # fmt: skip
