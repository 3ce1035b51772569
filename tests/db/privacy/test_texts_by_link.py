"""Texts by a link: one link carries all that is missing, and its holder signs those and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.clients.models import ContactMethod
from stepwell.platform.links import actions as links
from stepwell.platform.links import queries as links_of
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.queries import Visit
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.queries import verify
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.privacy.actions import giving, notices
from stepwell.privacy.actions.linking import Sent
from stepwell.privacy.models import Acknowledgement, NoticeRequest, NoticeVersion
from stepwell.privacy.queries import notices as queries
from tests.db.privacy.test_consents import TYPED, member, refusal
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(clinic: Clinic) -> list[NoticeVersion]:
    """The six texts that an organization starts from, in their order."""
    with acting(clinic["administrator everywhere"].scope):
        notices.begin_texts(actor=member(clinic["administrator everywhere"]), at=timezone.now())
    with acting(clinic["admissions"].scope):
        return [row.notice for row in given(clinic)]


def given(clinic: Clinic) -> list[queries.GivenRow]:
    return queries.given_to(clinic.clients["ana"].pk, on=date(2100, 1, 1))


def send(clinic: Clinic, *chosen: UUID, client: str = "ana", **changes: Any) -> Sent:
    said: dict[str, Any] = {"at": timezone.now(), "client_id": clinic.clients[client].pk, "notices": chosen}
    act = giving.send_texts if "contact_id" in changes else giving.print_texts
    with acting(clinic["admissions"].scope):
        return act(actor=member(clinic["admissions"]), **(said | changes))


def here(clinic: Clinic, notice: NoticeVersion) -> None:
    """Let Ana sign on the screen of admissions."""
    with acting(clinic["admissions"].scope):
        notices.acknowledge(
            actor=member(clinic["admissions"]), at=timezone.now(), client_id=clinic.clients["ana"].pk, notice=notice,
            name="Ana López", mark=TYPED,
        )  # fmt: skip


@contextmanager
def visiting(sent: Sent) -> Iterator[tuple[Scope, Visit]]:
    """Ana, who opened the link and said who she is."""
    token = f"{digest(sent.made.secret)}.{digest('browser')}"
    link = sent.made.link
    scope = Scope(organization=link.organization_id, kind=Kind.VISITOR, token=token, purpose="link: notices")
    with acting(scope):
        found = links.prove(actor=scope, answer=Identity(("Ana López",), date(1990, 1, 1), sent.code))
        assert found is not None
        assert found.is_open
        yield scope, found


def sign(scope: Scope, visit: Visit, number: int, **changes: Any) -> bool:
    asked = queries.asked_of_visitor(visit.subject)
    assert asked is not None
    said: dict[str, Any] = {"notice": asked.notices[number - 1], "name": "Ana López", "mark": TYPED} | changes
    return giving.acknowledge_by_link(actor=scope, at=timezone.now(), asked=asked, link_id=visit.link_id, **said)


def open_until(clinic: Clinic) -> datetime | None:
    return links_of.open_until(clinic.clients["ana"].pk, notices.PURPOSE, at=timezone.now())


def is_open(sent: Sent) -> bool:
    return not OneTimeLink.objects.get(pk=sent.made.link.pk).ends.exists()


def test_one_link_carries_every_text_and_ends_with_the_last_signature(
    clinic: Clinic, texts: list[NoticeVersion]
) -> None:
    here(clinic, texts[0])
    left = [one.pk for one in texts[1:]]

    with visiting(send(clinic, *left)) as (scope, visit):
        asked = queries.asked_of_visitor(visit.subject)
        assert asked is not None
        assert [one.pk for one in asked.notices] == left
        assert [sign(scope, visit, number) for number in (2, 1, 3, 4)] == [False] * 4
        again = queries.asked_of_visitor(visit.subject)
        assert again is not None
        assert (again.left, again.signer) == ([5], "Ana López")
        assert sign(scope, visit, 5)
        assert queries.asked_of_visitor(visit.subject) is None

    with acting(clinic["admissions"].scope):
        assert [row.is_current for row in given(clinic)] == [True] * 6
        for row in Acknowledgement.objects.filter(link__isnull=False).select_related("signature", "notice"):
            assert row.given_by_id is None
            assert verify(row.signature, row.notice.text.encode()) == []


def test_only_what_is_missing_is_asked_for(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    here(clinic, texts[0])

    assert refusal(lambda: send(clinic)) == ["TXT-014"]
    assert refusal(lambda: send(clinic, texts[0].pk, texts[1].pk)) == ["TXT-015"]
    assert refusal(lambda: send(clinic, uuid4())) == ["TXT-015"]
    with acting(clinic["admissions"].scope):
        assert not NoticeRequest.objects.exists()


def test_a_link_goes_to_a_safe_address_only_and_the_newest_counts(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    with acting(clinic["admissions"].scope):
        unsafe, safe = (
            ContactMethod.objects.create(
                organization=clinic.organization, client=clinic.clients["ana"], kind="email",
                value=f"{name}@mail.example", value_index=name.encode() * 4, is_safe=name == "safe",
            )
            for name in ("none", "safe")
        )  # fmt: skip
    assert refusal(lambda: send(clinic, texts[0].pk, contact_id=unsafe.pk)) == ["CON-035"]

    first = send(clinic, texts[0].pk, contact_id=safe.pk)
    second = send(clinic, texts[1].pk)

    with acting(clinic["admissions"].scope):
        (message,) = OutboxMessage.objects.all()
        assert (message.template, message.recipient) == ("link", "safe@mail.example")
        assert (is_open(first), is_open(second)) == (False, True)
        assert open_until(clinic) == second.made.link.expires_at


def test_what_is_given_here_or_taken_back_ends_the_link(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    first = send(clinic, *(one.pk for one in texts))
    here(clinic, texts[2])
    second = send(clinic, texts[0].pk)
    with acting(clinic["admissions"].scope):
        take: dict[str, Any] = {"actor": member(clinic["admissions"]), "at": timezone.now()}
        take["client_id"] = clinic.clients["ana"].pk
        assert (is_open(first), is_open(second)) == (False, True)
        giving.take_back(**take)
        assert not is_open(second)
        assert refusal(lambda: giving.take_back(**take)) == ["TXT-016"]
        assert open_until(clinic) is None


def test_a_link_closed_by_wrong_answers_or_by_time_is_not_open(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    sent = send(clinic, texts[0].pk)
    scope = Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{digest(sent.made.secret)}.x")
    with acting(scope):
        for _ in range(5):
            links.prove(actor=scope, answer=Identity(("Bo Who",), date(1990, 1, 1), sent.code))
    with acting(clinic["admissions"].scope):
        assert open_until(clinic) is None
    late = send(clinic, texts[0].pk).made.link
    with acting(clinic["admissions"].scope):
        ana = clinic.clients["ana"].pk
        assert links_of.open_until(ana, notices.PURPOSE, at=late.expires_at) is None


def test_nobody_signs_a_text_twice_or_without_a_name(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    with visiting(send(clinic, texts[0].pk, texts[1].pk)) as (scope, visit):
        assert refusal(lambda: sign(scope, visit, 1, name=" ")) == ["TXT-013"]
        sign(scope, visit, 1)
        assert refusal(lambda: sign(scope, visit, 1)) == ["TXT-011"]


_INSERT = """
INSERT INTO privacy_acknowledgement (id, organization_id, client_id, notice_id, way, given_at, signature_id, request_id,
  link_id, given_by_id, reason, void_reason)
SELECT gen_random_uuid(), %(organization)s, %(client)s, %(notice)s, %(way)s, now(), %(signature)s, %(request)s,
  %(link)s, %(given_by)s, NULL, ''
"""


def insert(scope: Scope, row: dict[str, Any]) -> None:
    with transaction.atomic(), acting(scope), connection.cursor() as cursor:
        cursor.execute(_INSERT, row)


def signed(scope: Scope, clinic: Clinic, notice: NoticeVersion, client: str = "ana") -> Signature:
    with acting(scope):
        what = notices.signed_words(clinic.clients[client].pk, notice)
        return notices.signatures.sign(actor=scope, at=timezone.now(), what=what, mark=TYPED, signer="Ana López")


def test_the_database_lets_a_link_acknowledge_only_what_it_asks_for(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    other = send(clinic, texts[1].pk, client="dee")
    staff = clinic["admissions"].scope
    with visiting(send(clinic, texts[0].pk)) as (scope, visit):
        mine = signed(scope, clinic, texts[0])
        good: dict[str, Any] = {
            "organization": clinic.organization.pk, "client": clinic.clients["ana"].pk, "notice": texts[0].pk,
            "way": "signed", "signature": mine.pk, "request": visit.subject, "link": visit.link_id, "given_by": None,
        }  # fmt: skip
        wrong: list[tuple[Scope, dict[str, Any]]] = [
            (scope, {"notice": texts[1].pk}),
            (scope, {"client": clinic.clients["dee"].pk}),
            (scope, {"request": other.made.link.subject}),
            (scope, {"link": other.made.link.pk}),
            (scope, {"link": None, "request": None, "given_by": clinic["admissions"].membership.pk}),
            (scope, {"request": None}),
            (scope, {"given_by": clinic["admissions"].membership.pk}),
            (scope, {"signature": None, "way": "declined"}),
            (staff, {}),
            (staff, {"signature": signed(staff, clinic, texts[0]).pk}),
        ]
        for who, changes in wrong:
            with pytest.raises(DatabaseError):
                insert(who, good | changes)

        insert(scope, good)
        for change in ("voided_at = now(), void_reason = 'x'", "way = 'declined'", "client_id = client_id"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE privacy_acknowledgement SET {change}")


def test_a_link_shows_the_texts_and_nothing_of_the_record(clinic: Clinic, texts: list[NoticeVersion]) -> None:
    here(clinic, texts[5])
    with visiting(send(clinic, texts[0].pk)) as (_, visit):
        assert NoticeVersion.objects.count() == 6
        assert list(NoticeRequest.objects.values_list("pk", flat=True)) == [visit.subject]
        for table in ("privacy_acknowledgement", "privacy_consent", "clients_client", "signatures_signature"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table
        with pytest.raises(DatabaseError), transaction.atomic():
            NoticeRequest.objects.create(
                organization=clinic.organization, client_id=clinic.clients["ana"].pk, notices=[texts[0].pk],
                asked_at=timezone.now(), asked_by=clinic["admissions"].membership,
            )  # fmt: skip


def test_a_request_of_nothing_is_refused_by_the_database(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope), pytest.raises(DatabaseError), transaction.atomic():
        NoticeRequest.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], notices=[], asked_at=timezone.now(),
            asked_by=clinic["admissions"].membership,
        )  # fmt: skip
