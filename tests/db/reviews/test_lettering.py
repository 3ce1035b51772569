"""The letter is filed with the discharge, in one transaction; later versions follow it; undoing takes it out."""

from datetime import timedelta
from typing import NoReturn

import pytest
from django.db import transaction

from stepwell.kernel.findings import Refused
from stepwell.platform.documents.models import Document, DocumentWithdrawal
from stepwell.platform.documents.pdf import NoPdf
from stepwell.platform.walls.scope import acting
from stepwell.reviews.actions import discharging, lettering
from tests.db.reviews.conftest import AT, Care

pytestmark = pytest.mark.django_db


def filed(care: Care) -> list[Document]:
    with acting(care.clinic["clinician"].scope):
        return list(Document.objects.order_by("created_at"))


def no_pdf(*_: object) -> NoReturn:
    raise NoPdf


def test_it_is_filed_with_the_signature(care: Care) -> None:
    made = care.discharge(care.summary())

    (letter,) = filed(care)
    assert (made.letter_id, letter.category, letter.client_id) == (letter.pk, "chart", care.ana.pk)
    assert (letter.created_at, letter.added_by_id) == (AT, care.clinic["clinician"].account.pk)
    assert bytes(letter.content).startswith(b"%PDF")


def test_nobody_signs_without_it_and_it_is_not_filed_without_a_signature(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = care.summary()

    def fails(*_: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(discharging.care, "end_care", fails)  # the last step
    with pytest.raises(ZeroDivisionError):
        care.sign_discharge(summary)

    assert filed(care) == []


def test_a_machine_without_pdf_keeps_nobody_from_signing(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "content_of", no_pdf)

    made = care.discharge(care.summary())

    assert (made.letter_id, filed(care)) == (None, [])
    monkeypatch.undo()
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lettering.keep_letter(actor=care.actor, at=AT, discharge=made)
    assert len(filed(care)) == 1


def test_nobody_writes_to_who_died(care: Care) -> None:
    made = care.discharge(care.summary(reason="died", follow_up=None))

    assert (made.letter_id, filed(care)) == (None, [])
    with acting(care.clinic["clinician"].scope), pytest.raises(Refused, match="DIS-032"):
        lettering.keep_letter(actor=care.actor, at=AT, discharge=made)


def test_a_new_version_follows_the_newest(care: Care) -> None:
    made = care.discharge(care.summary())
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        for days in (1, 2):
            lettering.keep_letter(actor=care.actor, at=AT + timedelta(days=days), discharge=made)
        newest = lettering.newest_of(made)

    first, second, third = filed(care)
    assert [row.previous_id for row in (first, second, third)] == [None, first.pk, second.pk]
    assert newest == third


def test_undone_it_is_taken_out_in_all_versions_and_not_filed_again(care: Care) -> None:
    made = care.discharge(care.summary())
    with acting(care.clinic["clinician"].scope), transaction.atomic():
        lettering.keep_letter(actor=care.actor, at=AT, discharge=made)
        discharging.undo_discharge(actor=care.actor, at=AT, discharge=made, reason="The wrong person")
        assert DocumentWithdrawal.objects.count() == 2
        with pytest.raises(Refused, match="DIS-032"):
            lettering.keep_letter(actor=care.actor, at=AT, discharge=made)

    assert len(filed(care)) == 2
