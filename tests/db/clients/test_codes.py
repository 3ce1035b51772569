"""The official list is found by codes, by words in any form, and by what people say for them; quickly."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stepwell.clients.queries import diagnoses
from stepwell.clients.queries.diagnoses import find_codes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def found(text: str) -> list[str]:
    return [code.code for code in find_codes(text, on=TODAY)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("depression", "F32.A"), ("depression", "F33.9"), ("major depression", "F33.1"), ("depressive", "F33.9"),
        ("depressi", "F33.9"), ("anxiety", "F41.1"), ("anxiety", "F41.9"), ("generalized anxious", "F41.1"),
        ("opioids", "F11.20"), ("opioid addiction", "F11.20"), ("heroin", "F11.20"), ("fentanyl withdrawal", "F11.23"),
        ("alcoholism", "F10.20"), ("alcoholic", "F10.20"), ("drinking", "F10.20"), ("AUD", "F10.10"),
        ("alcohol use disorder severe", "F10.20"), ("opioid use disorder in sustained remission", "F11.21"),
        ("meth dependence", "F15.20"), ("weed", "F12.20"), ("xanax", "F13.20"), ("crack", "F14.20"),
        ("smoking", "F17.200"), ("PTSD", "F43.10"), ("chronic PTSD", "F43.12"), ("trauma", "F43.10"),
        ("ADHD", "F90.9"), ("OCD", "F42.9"), ("panic attacks", "F41.0"), ("mania", "F30.9"), ("psychosis", "F29"),
        ("bipolar", "F31.9"), ("suicidal", "R45.851"), ("borderline", "F60.3"), ("f10.2", "F10.20"),
        ("f1020", "F10.20"),
    ],
)  # fmt: skip
def test_everyday_words_lead_to_official_titles(typed: str, code: str) -> None:
    assert code in found(typed)


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "\\", "' | '", "!&|():*<->", "of the", "x" * 80, "ﬁ ß İ 漢字"])
def test_odd_input_finds_something_or_nothing_and_never_fails(typed: str) -> None:
    assert len(found(typed)) <= diagnoses.MOST_FOUND


def test_a_mild_disorder_is_no_dependence() -> None:
    mild, severe = found("alcohol use disorder, mild"), found("alcohol use disorder, severe")

    assert {code[:5] for code in mild if code.startswith("F")} == {"F10.1"}
    assert {code[:5] for code in severe if code.startswith("F")} == {"F10.2"}


def test_behavioral_codes_come_first_and_a_code_that_was_typed_before_all() -> None:
    heroin = found("heroin")

    assert heroin[0].startswith("F11")
    assert heroin == sorted(heroin, key=lambda code: (not code.startswith("F"), code))
    assert found("z63")[0].startswith("Z63")


def test_both_indexes_serve_the_search() -> None:
    with CaptureQueriesContext(connection) as asked:
        find_codes("alcohol withdrawal", on=TODAY)
    [query] = asked
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "diagnosis_code_search" in plan
    assert "diagnosis_code_words" in plan
    assert "Seq Scan" not in plan
