"""A link opens one row, once, for a while, to whoever says rightly who they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.links import actions, queries
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.queries import Visit, visit
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.states import State
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, acting
from tests.db.links.conftest import RIGHT, WRONG, holder, known_as, make
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def seen(made: Made, browser: str = "one") -> Visit | None:
    with acting(holder(made, browser)):
        return visit()


def answer(made: Made, said: Identity, browser: str = "one") -> Visit | None:
    scope = holder(made, browser)
    with acting(scope):
        return actions.prove(actor=scope, answer=said)


def test_a_link_without_questions_is_open_to_whoever_holds_it(clinic: Clinic) -> None:
    made = make(clinic)

    found = seen(made)

    assert found == Visit(
        link_id=made.link.pk, organization_id=clinic.organization.pk, purpose="test", subject=made.link.subject,
        asks_code=False, tries_left=5, is_open=True,
    )  # fmt: skip


def test_the_database_does_not_hold_the_secret_nor_the_answer(clinic: Clinic) -> None:
    made = make(clinic, identity=RIGHT)

    with acting(clinic["admissions"].scope), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(l)::text FROM links_onetimelink l")
        [(row,)] = cursor.fetchall()

    assert made.secret not in row
    assert "123456" not in row
    assert "lopez" not in row.lower()
    assert "1990" not in row.replace(str(clinic.organization.pk), "")


def test_equal_answers_at_two_links_do_not_look_equal(clinic: Clinic) -> None:
    assert make(clinic, identity=RIGHT).link.proofs != make(clinic, identity=RIGHT).link.proofs


def test_name_birth_date_and_code_open_it_however_the_name_is_typed(clinic: Clinic) -> None:
    made = make(clinic, identity=RIGHT)

    found = answer(made, Identity(("ANA  lópez",), RIGHT.birth_date, "123 456"))

    assert found is not None
    assert found.is_open


@pytest.mark.parametrize(
    "said",
    [WRONG, Identity(("Ana Perez",), RIGHT.birth_date, "123456"), Identity(("Ana Lopez",), RIGHT.birth_date, "654321"),
     Identity(("Ana Lopez",), RIGHT.birth_date)],
)  # fmt: skip
def test_one_wrong_part_of_the_answer_leaves_it_closed(clinic: Clinic, said: Identity) -> None:
    found = answer(make(clinic, identity=RIGHT), said)

    assert found is not None
    assert (found.is_open, found.tries_left) == (False, 4)


def test_any_of_the_names_that_count_will_do(clinic: Clinic) -> None:
    made = make(clinic, identity=Identity(("Ana López", "Annie López"), RIGHT.birth_date))

    assert getattr(answer(made, Identity(("annie lopez",), RIGHT.birth_date)), "is_open", None) is True


def test_the_right_answer_counts_in_the_browser_that_gave_it(clinic: Clinic) -> None:
    made = make(clinic, identity=RIGHT)
    answer(made, RIGHT)

    assert getattr(seen(made), "is_open", None) is True
    assert getattr(seen(made, "two"), "is_open", None) is False


def test_the_right_answer_counts_for_half_an_hour(clinic: Clinic) -> None:
    made = make(clinic, identity=RIGHT)
    scope = holder(made)
    minutes = "INSERT INTO links_linkattempt (id, organization_id, link_id, proof, browser, created_at)"
    with acting(scope), connection.cursor() as cursor:
        values = (uuid4(), made.link.organization_id, made.link.pk, made.link.proofs[0], scope.token.split(".")[1])
        cursor.execute(f"{minutes} VALUES (%s, %s, %s, %s, %s, now() - interval '31 minutes')", values)

    assert getattr(seen(made), "is_open", None) is False


def test_five_wrong_answers_close_it_for_good_and_in_every_browser(clinic: Clinic) -> None:
    made = make(clinic, identity=RIGHT)

    left = [
        getattr(answer(made, WRONG, browser), "tries_left", None) for browser in ("one", "two", "one", "two", "one")
    ]

    assert left == [4, 3, 2, 1, None]
    assert answer(made, RIGHT) is None
    assert not known_as(made)
    with acting(clinic["admissions"].scope):
        [line] = queries.links_to(made.link.subject, at=timezone.now())
    assert (line.state, line.failed) == (State.LOCKED, 5)


def test_it_is_used_once(clinic: Clinic) -> None:
    made = make(clinic)
    scope = holder(made)
    with acting(scope):
        actions.use(actor=scope, at=timezone.now())

    assert not known_as(made)
    with acting(scope), pytest.raises(Refused) as refusal:
        actions.use(actor=scope, at=timezone.now())
    assert refusal.value.findings == (actions.NOT_OPEN,)


def test_it_cannot_be_used_before_its_holder_said_who_they_are(clinic: Clinic) -> None:
    scope = holder(make(clinic, identity=RIGHT))

    with acting(scope), pytest.raises(Refused):
        actions.use(actor=scope, at=timezone.now())


def test_it_expires(clinic: Clinic) -> None:
    ago = timezone.now() - timedelta(days=7)

    assert known_as(make(clinic, at=ago + timedelta(minutes=1)))
    assert not known_as(make(clinic, at=ago - timedelta(minutes=1)))


def test_it_is_revoked_by_whoever_may_make_it(clinic: Clinic) -> None:
    made = make(clinic)
    with acting(clinic["admissions"].scope) as scope:
        actions.revoke(actor=scope, at=timezone.now(), link=made.link)

    assert not known_as(made)
    with acting(clinic["admissions"].scope) as scope, pytest.raises(Refused) as refusal:
        actions.revoke(actor=scope, at=timezone.now(), link=made.link)
    assert refusal.value.findings == (actions.ENDED,)


def test_all_links_to_a_row_are_revoked_at_once(clinic: Clinic) -> None:
    first, second = make(clinic), make(clinic)
    elsewhere = make(clinic, client="bo")
    with acting(clinic["admissions"].scope) as scope:
        revoked = actions.revoke_all(actor=scope, at=timezone.now(), purpose="test", subject=first.link.subject)

    assert revoked == 2
    assert [known_as(made) for made in (first, second, elsewhere)] == [False, False, True]


@pytest.mark.parametrize("who", ["administrator everywhere", "facilitator", "biller", "admissions south"])
def test_who_may_not_write_the_record_makes_no_link_to_it(clinic: Clinic, who: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        make(clinic, who=who)


def test_who_may_not_write_the_record_sees_no_link_to_it(clinic: Clinic, other: Clinic) -> None:
    made = make(clinic)

    for scope in (clinic["administrator everywhere"].scope, clinic["biller"].scope, other["admissions"].scope):
        with acting(scope):
            assert queries.links_to(made.link.subject, at=timezone.now()) == []


def test_no_link_names_a_client_of_another_organization(clinic: Clinic, other: Clinic) -> None:
    stranger = other.clients["ana"].pk
    opens = Opens(stranger, Category.DEMOGRAPHICS, stranger)

    with acting(clinic["admissions everywhere"].scope) as scope:
        actions.make_link(actor=scope, at=timezone.now(), purpose="test", opens=opens)
        with pytest.raises(IntegrityError, match="foreign key"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_an_unknown_purpose_names_the_known_ones(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope) as scope, pytest.raises(LookupError, match="test"):
        actions.make_link(actor=scope, at=timezone.now(), purpose="tset", opens=Opens(uuid4(), Category.CONFIGURATION))


def test_a_question_without_a_name_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refused) as refusal:
        make(clinic, identity=Identity(("--",), RIGHT.birth_date))

    assert refusal.value.findings == (actions.NO_NAME,)


def test_its_length_is_the_purposes_unless_said(clinic: Clinic) -> None:
    now = timezone.now()
    opens = Opens(clinic.clients["ana"].pk, Category.DEMOGRAPHICS, clinic.clients["ana"].pk)
    with acting(clinic["admissions"].scope) as scope:
        usual = actions.make_link(actor=scope, at=now, purpose="test", opens=opens)
        short = actions.make_link(actor=scope, at=now, purpose="test", opens=opens, lasts=timedelta(hours=1))

    assert usual.link.expires_at - now == timedelta(days=7)
    assert short.link.expires_at - now == timedelta(hours=1)
    assert short.url.endswith(f"/l/{short.secret}/")


def test_a_list_of_links_takes_three_queries(clinic: Clinic, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    made = [make(clinic) for _ in range(3)]

    with acting(clinic["admissions"].scope):
        OneTimeLink.objects.first()
        with django_assert_num_queries(3):
            lines = queries.links_to(made[0].link.subject, at=timezone.now())

    assert [line.state for line in lines] == [State.OPEN] * 3


def test_a_made_up_token_finds_nothing() -> None:
    with acting(Scope(token="0" * 64)):
        assert visit() is None
