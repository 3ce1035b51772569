"""An evaluation: a draft several may write, signed by its author, then never changed."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from stepwell.assessments.actions import evaluations as actions
from stepwell.assessments.models import Cosignature, Evaluation
from stepwell.assessments.queries import evaluations as queries
from stepwell.assessments.rules import evaluations as rules
from stepwell.assessments.rules.contents import SECTIONS
from stepwell.people.models import Credential
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.assessments.conftest import member
from tests.db.assessments.test_measures import change, refused
from tests.rules.assessments.test_evaluations import filled
from tests.worlds import Clinic

NOW = timezone.now()
MARK = Mark(Way.TYPED, b"Clinician")


def license_of(clinic: Clinic, who: str, **dates: date) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic[who].membership, kind="license", title="LPC",
            state="OH", number="7", **dates,
        )  # fmt: skip


def draft(clinic: Clinic, clinician: Member, content: rules.Content | None = None) -> Evaluation:
    row = actions.begin(actor=clinician, at=NOW, client_id=clinic.clients["ana"].pk)
    for section in SECTIONS if content else ():
        actions.save_section(
            actor=clinician, evaluation=row, version=row.version, section=section, values=(content or {})[section.name]
        )
    return row


def sign(clinic: Clinic, clinician: Member, row: Evaluation) -> Evaluation:
    return actions.sign(
        actor=clinician, at=NOW, client=clinic.clients["ana"], evaluation=row, version=row.version, mark=MARK
    )


def test_a_section_is_kept_and_a_stale_one_refused(clinic: Clinic, clinician: Member) -> None:
    row = draft(clinic, clinician)
    mine, theirs = Evaluation.objects.get(), Evaluation.objects.get()
    section = SECTIONS[0]
    actions.save_section(actor=clinician, evaluation=theirs, version=1, section=section, values={"reason": "Sleep"})

    assert refused(
        lambda: actions.save_section(
            actor=clinician, evaluation=mine, version=1, section=section, values={"hopes": "x"}
        )
    ) == ["EDIT-001"]
    row.refresh_from_db()
    assert rules.read(row.content)["presenting"]["reason"] == "Sleep"
    assert refused(lambda: draft(clinic, clinician)) == ["EVA-001"]


def test_content_is_not_readable_in_the_database(clinic: Clinic, clinician: Member) -> None:
    draft(clinic, clinician, filled())

    from_database = Evaluation.objects.extra(select={"raw": "content::text"}).values_list("raw", flat=True)
    assert "Alcohol" not in str(list(from_database))


def test_one_that_lacks_essentials_is_not_signed_and_each_is_named(clinic: Clinic, clinician: Member) -> None:
    row = draft(clinic, clinician)

    codes = refused(lambda: sign(clinic, clinician, row))

    assert codes == ["EVA-004"] * len(rules.missing({}))
    row.refresh_from_db()
    assert row.signed_at is None


def test_under_a_license_it_is_signed_and_holds(clinic: Clinic) -> None:
    license_of(clinic, "clinician")
    with acting(clinic["clinician"].scope):
        clinician = member(clinic["clinician"])
        row = sign(clinic, clinician, draft(clinic, clinician, filled()))

        row.refresh_from_db()
        assert (row.credential, row.cosigns, row.signed_by_id) == ("LPC, OH 7", False, clinician.membership_id)
        assert queries.holds(row)
        assert refused(lambda: sign(clinic, clinician, row)) == ["EVA-002"]


@pytest.mark.parametrize(
    "assignment",
    ["content = ''", "signed_text = ''", "signed_at = now()", "credential = 'MD'", "cosigns = false", "version = 99"],
)
def test_no_sql_changes_a_signed_one(clinic: Clinic, clinician: Member, assignment: str) -> None:
    sign(clinic, clinician, draft(clinic, clinician, filled()))

    with pytest.raises(IntegrityError, match="never changed"):
        change(f"UPDATE assessments_evaluation SET {assignment}")


def test_without_a_license_a_licensed_colleague_cosigns(clinic: Clinic) -> None:
    license_of(clinic, "clinician", expires_on=date(2020, 1, 1))
    license_of(clinic, "supervisor")
    with acting(clinic["clinician"].scope):
        clinician = member(clinic["clinician"])
        row = sign(clinic, clinician, draft(clinic, clinician, filled()))
        assert (row.cosigns, row.credential) == (True, actions.NO_LICENSE)
        assert refused(lambda: actions.cosign(actor=clinician, at=NOW, evaluation=row)) == ["EVA-007", "EVA-006"]
    with acting(clinic["director"].scope):
        director = member(clinic["director"])
        assert refused(lambda: actions.cosign(actor=director, at=NOW, evaluation=row)) == ["EVA-006"]
    with acting(clinic["supervisor"].scope):
        supervisor = member(clinic["supervisor"])
        made = actions.cosign(actor=supervisor, at=NOW, evaluation=row)
        assert made.credential == "LPC, OH 7"
        assert refused(lambda: actions.cosign(actor=supervisor, at=NOW, evaluation=row)) == ["EVA-008"]


def test_no_sql_cosigns_in_somebody_else_s_name(clinic: Clinic, clinician: Member) -> None:
    row = sign(clinic, clinician, draft(clinic, clinician, filled()))
    with acting(clinic["supervisor"].scope), pytest.raises(DatabaseError, match="co-signs, in their own name"):
        Cosignature.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], evaluation=row, digest="0" * 64,
            credential="MD", signed_by=clinic["director"].membership, signed_at=NOW,
        )  # fmt: skip


def test_an_amendment_is_a_new_version_with_its_reason(clinic: Clinic, clinician: Member) -> None:
    row = draft(clinic, clinician, filled())

    def amend(reason: str) -> Evaluation:
        return actions.amend(actor=clinician, at=NOW, evaluation=row, reason=reason)

    assert refused(lambda: amend("overlooked a stay")) == ["EVA-005"]
    sign(clinic, clinician, row)

    assert refused(lambda: amend("no")) == ["VOID-001"]
    made = amend("overlooked a hospital stay")

    assert (made.previous_id, rules.read(made.content)) == (row.pk, filled())
    listed = queries.evaluations_of(clinic.clients["ana"].pk)
    assert [one.is_replaced for one in listed if one.pk == row.pk] == [False]  # type: ignore[attr-defined]
    sign(clinic, clinician, made)
    listed = queries.evaluations_of(clinic.clients["ana"].pk)
    assert [one.is_replaced for one in listed if one.pk == row.pk] == [True]  # type: ignore[attr-defined]


def test_one_for_the_wrong_client_is_set_aside(clinic: Clinic, clinician: Member) -> None:
    row = draft(clinic, clinician)
    actions.set_aside(actor=clinician, at=NOW, evaluation=row, reason="belongs to another client")

    again: Any = draft(clinic, clinician)  # there may be a draft again
    assert again.pk != row.pk


def test_only_the_author_signs(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        row = draft(clinic, member(clinic["clinician"]), filled())
    with acting(clinic["prescriber"].scope):
        prescriber = member(clinic["prescriber"])
        assert refused(lambda: sign(clinic, prescriber, Evaluation.objects.get(pk=row.pk))) == ["EVA-003"]
