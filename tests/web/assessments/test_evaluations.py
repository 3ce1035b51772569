"""Pages of the evaluation: asked by owner, colleague and stranger."""

from typing import Any

import pytest
from django.test import Client as Web

from stepwell.assessments.models import Cosignature, Evaluation
from stepwell.assessments.rules import evaluations as rules
from stepwell.assessments.rules.contents import SECTIONS, Kind
from stepwell.platform.walls.scope import acting
from tests.db.assessments.test_evaluations import license_of
from tests.rules.assessments.test_evaluations import filled
from tests.web.conftest import SignIn
from tests.worlds import Clinic


@pytest.fixture
def web(clinic: Clinic, sign_in: SignIn) -> Web:
    """A browser of Ana's primary clinician."""
    return sign_in(clinic["clinician"])


def of(clinic: Clinic, rest: str = "") -> str:
    return f"/clients/{clinic.clients['ana'].pk}/assessment/{rest}"


def row_of(clinic: Clinic) -> Evaluation:
    with acting(clinic.system()):
        return Evaluation.objects.latest("begun_at")


def begin(web: Web, clinic: Clinic) -> str:
    answer: Any = web.post(of(clinic))
    row = row_of(clinic)
    assert (answer.status_code, answer.url) == (302, of(clinic, f"{row.pk}/sections/1/"))
    return f"{row.pk}/"


def fill(web: Web, clinic: Clinic, one: str) -> None:
    content = filled()
    for section in SECTIONS:
        sent: dict[str, str] = {"version": str(row_of(clinic).version)}
        for field in section.fields:
            value = content[section.name][field.name]
            if field.kind is Kind.TABLE:
                sent |= {f"{field.name}-0-{name}": text for name, text in value[0].items()}
            else:
                sent[field.name] = value
        assert web.post(of(clinic, f"{one}sections/{section.number}/"), sent).status_code == 302


def test_from_the_first_word_to_the_co_signature(clinic: Clinic, web: Web, sign_in: SignIn) -> None:
    license_of(clinic, "supervisor")
    one = begin(web, clinic)
    assert "essentials are missing" in web.get(of(clinic, one)).content.decode()
    fill(web, clinic, one)
    assert rules.read(row_of(clinic).content) == filled()
    assert "Ready to sign" in web.get(of(clinic, one)).content.decode()
    page = web.get(of(clinic, f"{one}signing/")).content.decode()
    assert "Alcohol" in page
    assert "co-signs" in page

    version = str(row_of(clinic).version)
    signed = web.post(of(clinic, f"{one}signing/"), {"version": version, "signature_typed": "Clinician"})

    assert signed.status_code == 302
    assert "Signed" in web.get(of(clinic, one)).content.decode()
    assert web.get(of(clinic, f"{one}sections/1/")).status_code == 302
    supervisor = sign_in(clinic["supervisor"])
    assert "Co-sign" in supervisor.get(of(clinic, one)).content.decode()
    assert supervisor.post(of(clinic, f"{one}cosigning/")).status_code == 302
    with acting(clinic.system()):
        assert Cosignature.objects.count() == 1


def test_one_that_is_not_complete_is_not_signed(clinic: Clinic, web: Web) -> None:
    one = begin(web, clinic)

    answer = web.post(of(clinic, f"{one}signing/"), {"version": "1", "signature_typed": "Clinician"})

    assert answer.status_code == 422
    assert "“The reason, in the client’s words” is empty" in answer.content.decode()
    assert row_of(clinic).signed_at is None


def test_somebody_else_s_change_is_shown_and_what_was_typed_is_kept(clinic: Clinic, web: Web) -> None:
    one = begin(web, clinic)
    web.post(of(clinic, f"{one}sections/1/"), {"version": "1", "reason": "Sleep"})

    answer = web.post(of(clinic, f"{one}sections/1/"), {"version": "1", "reason": "Work"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Now there: Sleep" in page
    assert "Work</textarea>" in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(("field", "letters"), [("reason", 10_000), ("referred_by", 300)])
def test_too_much_is_refused_and_nothing_is_lost(clinic: Clinic, web: Web, field: str, letters: int) -> None:
    one = begin(web, clinic)

    answer = web.post(of(clinic, f"{one}sections/1/"), {"version": "1", field: "x" * letters})

    assert answer.status_code == 422
    assert "characters or fewer" in answer.content.decode()
    assert row_of(clinic).version == 1


def test_an_evaluation_is_amended_or_set_aside_with_a_reason(clinic: Clinic, web: Web) -> None:
    one = begin(web, clinic)
    fill(web, clinic, one)
    version = str(row_of(clinic).version)
    web.post(of(clinic, f"{one}signing/"), {"version": version, "signature_typed": "Clinician"})

    assert web.post(of(clinic, f"{one}amendment/"), {"reason": "x"}).status_code == 422
    assert web.post(of(clinic, f"{one}amendment/"), {"reason": "overlooked a hospital stay"}).status_code == 302
    draft = f"{row_of(clinic).pk}/"
    assert draft != one
    assert web.post(of(clinic, f"{draft}setting-aside/"), {"reason": "not needed after all"}).status_code == 302
    assert "Set aside: not needed after all" in web.get(of(clinic)).content.decode()


def test_it_is_had_on_paper(clinic: Clinic, web: Web) -> None:
    one = begin(web, clinic)

    answer = web.get(of(clinic, f"{one}evaluation.pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_colleagues_and_strangers_see_what_they_may(clinic: Clinic, other: Clinic, web: Web, sign_in: SignIn) -> None:
    one = begin(web, clinic)

    def seen(who: Any, rest: str) -> int:
        return sign_in(who).get(of(clinic, rest)).status_code

    assert [seen(clinic["supervisor"], rest) for rest in ("", one, f"{one}sections/1/")] == [200, 200, 403]
    assert [seen(clinic["clinician south"], rest) for rest in ("", one, f"{one}sections/1/")] == [404] * 3
    assert [seen(other["clinician"], rest) for rest in ("", one)] == [404] * 2
    assert [seen(clinic[role], one) for role in ("biller", "admissions", "collector")] == [403] * 3
    assert sign_in(clinic["supervisor"]).post(of(clinic)).status_code == 409
    assert web.get(of(clinic, f"{one}sections/99/")).status_code == 404
