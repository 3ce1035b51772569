"""A job carries ids, and nothing that a person could be read from."""

from uuid import UUID, uuid4

import pytest

from stepwell.platform.jobs.rules.arguments import BadJob, kinds_of, packed, unpacked

KINDS = {"message_id": UUID, "attempt": int, "template": str}


def declared(scope: object, *, message_id: UUID, attempt: int, template: str) -> None:
    del scope, message_id, attempt, template


def test_the_types_of_a_function_are_its_arguments_without_the_scope() -> None:
    assert kinds_of(declared) == KINDS


def test_what_goes_in_comes_out() -> None:
    given = {"message_id": uuid4(), "attempt": 3, "template": "invitation.v1"}

    stored = packed(KINDS, given)

    assert stored == {"message_id": str(given["message_id"]), "attempt": 3, "template": "invitation.v1"}
    assert unpacked(KINDS, stored) == given


@pytest.mark.parametrize("text", ["ana@clinic.example", "Ana López", "Ana Lopez", "x" * 65, "a/b", "a\nb"])
def test_text_that_could_name_a_person_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadJob) as refused:
        packed({"word": str}, {"word": text})

    assert text not in str(refused.value)


@pytest.mark.parametrize(("kind", "value"), [(UUID, "not one"), (int, "3"), (int, True), (str, 3), (str, None)])
def test_the_type_is_the_one_declared(kind: type, value: object) -> None:
    with pytest.raises(BadJob):
        packed({"value": kind}, {"value": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("given", [{}, {"a": 1, "b": 2}])
def test_each_argument_is_given_and_no_other(given: dict[str, int]) -> None:
    with pytest.raises(BadJob, match=r"takes \['a'\]"):
        packed({"a": int}, given)


def positional(scope: object, message_id: UUID) -> None:
    del scope, message_id


def wordy(scope: object, *, payload: dict[str, str]) -> None:
    del scope, payload


@pytest.mark.parametrize("function", [positional, wordy])
def test_a_function_that_takes_more_is_no_job(function: object) -> None:
    with pytest.raises(BadJob):
        kinds_of(function)  # type: ignore[arg-type]
