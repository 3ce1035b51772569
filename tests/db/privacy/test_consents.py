"""Consents as the database holds them: signed ones stand, ended ones permit nothing, and nothing leaves without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from stepwell.clients.models import Client, ContactMethod
from stepwell.kernel.findings import Refused
from stepwell.platform.jobs.declaring import Job
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.signatures.queries import verify
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.privacy import hooks
from stepwell.privacy.actions import consents, disclosures, ending, signing
from stepwell.privacy.models import Consent, ConsentRevocation, Disclosure
from stepwell.privacy.queries import consents as queries
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.disclosures import Leaving
from stepwell.privacy.rules.elements import Recipient, Signing, Terms
from stepwell.privacy.rules.standard import standard_terms
from stepwell.privacy.vocabulary import (
    Basis,
    Enclosure,
    Expiry,
    Information,
    Kind,
    Notice,
    Purpose,
    RecipientKind,
    RevocationWay,
    Signer,
    State,
)
from stepwell.privacy.vocabulary import Way as Leaves
from tests.sampling.privacy import signed_consent
from tests.worlds import Clinic, Person

PAYER = Recipient(RecipientKind.PAYER, "Buckeye Health")
ASK = Use(PAYER, frozenset({Information.COVERAGE}), Purpose.BENEFITS)
TYPED = Mark(Way.TYPED, b"Ana L\xc3\xb3pez")
CALL = Leaving(
    basis=Basis.CONSENT_NAMED,
    recipient=PAYER,
    categories=frozenset({Information.COVERAGE}),
    purpose=Purpose.BENEFITS,
    what="asked what the plan pays",
    way=Leaves.TELEPHONE,
    notice=Notice.SHORT,
    enclosure=Enclosure.SCOPE,
)


def today() -> date:
    """The day it is where the clinics are."""
    return timezone.localdate(timezone=ZoneInfo("America/New_York"))


def member(person: Person) -> Member:
    found = member_of(person.scope)
    assert found is not None
    return found


def terms(kind: Kind, **changes: Any) -> Terms:
    whole = standard_terms(kind, client_name="", organization="Riverbend", on=today())
    return replace(whole, **changes)


def draft(clinic: Clinic, kind: Kind = Kind.CONTACT_PAYER, client: str = "ana", **changes: Any) -> Consent:
    with acting(clinic["admissions"].scope):
        return consents.draft_consent(
            actor=member(clinic["admissions"]),
            at=timezone.now(),
            client_id=clinic.clients[client].pk,
            terms=terms(kind, **changes),
        )


def sign(clinic: Clinic, consent: Consent, **changes: Any) -> Consent:
    said: dict[str, Any] = {"signing": Signing(Signer.CLIENT, "Ana López", None), "at": timezone.now()}
    said |= {"shown": digest_of(consent.text.encode())}
    with acting(clinic["admissions"].scope):
        signing.sign_here(actor=member(clinic["admissions"]), consent=consent, mark=TYPED, **(said | changes))
        return Consent.objects.get(pk=consent.pk)


def asked(clinic: Clinic, use: Use = ASK, who: str = "admissions", at: datetime | None = None) -> UUID | None:
    with acting(clinic[who].scope):
        found = queries.in_force(clinic.clients["ana"].pk, use=use, at=at or timezone.now())
    return found.id if found else None


def refusal(call: Any) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        call()
    return [finding.code for finding in refused.value.findings]


@contextmanager
def refused_by_the_database(part: str) -> Iterator[None]:
    with pytest.raises((IntegrityError, ProgrammingError), match=part), transaction.atomic():
        yield


def run(clinic: Clinic, sql: str, *values: Any, who: str = "admissions") -> int:
    with acting(clinic[who].scope), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def test_a_draft_permits_nothing_and_a_signed_consent_what_it_says(clinic: Clinic) -> None:
    consent = draft(clinic)
    assert asked(clinic) is None

    signed = sign(clinic, consent)

    assert asked(clinic) == consent.pk
    assert asked(clinic, replace(ASK, categories=frozenset({Information.PROGRESS}))) is None
    with acting(clinic["admissions"].scope):
        assert verify(signed.signature, signed.text.encode()) == []
        assert verify(signed.signature, b"another text") != []


@pytest.mark.parametrize(
    "who", ["biller", "utilization", "clinician", "supervisor", "privacy everywhere", "facilitator"]
)
def test_whoever_sees_consents_is_told_of_it(clinic: Clinic, who: str) -> None:
    sign(clinic, draft(clinic))

    assert asked(clinic, who=who) is not None


@pytest.mark.parametrize("who", ["collector", "administrator everywhere", "clinician south", "admissions south"])
def test_whoever_does_not_see_it_is_told_of_none(clinic: Clinic, who: str) -> None:
    sign(clinic, draft(clinic))

    assert asked(clinic, who=who) is None


def test_the_other_organization_is_told_of_none(clinic: Clinic, other: Clinic) -> None:
    consent = sign(clinic, draft(clinic))

    with acting(other["admissions"].scope):
        assert queries.consents_of(clinic.clients["ana"].pk) == []
        assert Consent.objects.filter(pk=consent.pk).count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": Recipient(RecipientKind.PAYER, " ")}, "CON-004"),
        ({"categories": frozenset()}, "CON-003"),
        ({"statements": frozenset()}, "CON-008"),
        ({"expires_on": today() - timedelta(days=2)}, "CON-011"),
    ],
)
def test_a_deficient_consent_is_refused_with_its_element(clinic: Clinic, changes: dict[str, Any], code: str) -> None:
    assert refusal(lambda: draft(clinic, **changes)) == [code]
    with acting(clinic["admissions"].scope):
        assert Consent.objects.count() == 0


def test_a_consent_dated_in_the_future_is_refused_twice(clinic: Clinic) -> None:
    consent = draft(clinic)
    tomorrow = timezone.now() + timedelta(days=1)

    with refused_by_the_database("future"):
        sign(clinic, consent, at=tomorrow)


def test_somebody_else_signs_only_with_authority(clinic: Clinic) -> None:
    consent = draft(clinic)

    assert refusal(lambda: sign(clinic, consent, signing=Signing(Signer.REPRESENTATIVE, "Sam", None))) == ["CON-022"]
    signed = sign(clinic, consent, signing=Signing(Signer.REPRESENTATIVE, "Sam", None, "brother", "court order 12"))
    assert signed.signer == Signer.REPRESENTATIVE


def test_nobody_signs_a_text_that_was_not_shown(clinic: Clinic) -> None:
    consent = draft(clinic)

    assert refusal(lambda: sign(clinic, consent, shown="0" * 64)) == ["CON-033"]
    with acting(clinic["admissions"].scope):
        Client.objects.filter(pk=clinic.clients["ana"].pk).update(last_name="Lopez")
    assert refusal(lambda: sign(clinic, consent)) == ["CON-034"]


def test_a_stale_draft_does_not_write_over_another(clinic: Clinic) -> None:
    consent = draft(clinic)
    with acting(clinic["admissions"].scope):
        who = member(clinic["admissions"])
        change: dict[str, Any] = {"actor": who, "at": timezone.now(), "version": 1}
        new = terms(Kind.CONTACT_PAYER, details="only the plan of 2026")
        consents.change_draft(consent=Consent.objects.get(pk=consent.pk), terms=new, **change)

        assert refusal(lambda: consents.change_draft(consent=consent, terms=new, **change)) == ["EDIT-001"]
        assert "only the plan of 2026" in Consent.objects.get(pk=consent.pk).text


@pytest.mark.parametrize(
    "change",
    [
        "categories = '{all_records}'",
        "recipient_is_class = NOT recipient_is_class",
        "text = '\\x00'",
        "signed_at = signed_at - interval '1 day'",
        "expires_on = expires_on + 1",
        "discloser = 'Anybody'",
        "signed_at = NULL, signer = '', signer_name = NULL, signature_id = NULL",
        "drafted_at = drafted_at - interval '1 day'",
    ],
)
def test_a_signed_consent_cannot_change(clinic: Clinic, change: str) -> None:
    consent = sign(clinic, draft(clinic))

    with refused_by_the_database("cannot change"):
        run(clinic, f"UPDATE privacy_consent SET {change} WHERE id = %s", consent.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        run(clinic, "DELETE FROM privacy_consent WHERE id = %s", consent.pk)


@pytest.mark.parametrize(
    "change",
    [
        "categories = '{counseling_notes,plan}'",
        "categories = '{}'",
        "categories = '{gossip}'",
        "kind = 'tpo'",
        "kind = 'proceeding'",
        "expiry = 'none', expires_on = NULL",
        "expires_on = NULL",
        "statements = '{}'",
        "names_fundraising = true",
        "signer = 'client'",
        "voided_at = now()",
    ],
)
def test_a_draft_lacks_no_element_that_the_database_knows(clinic: Clinic, change: str) -> None:
    consent = draft(clinic)

    with pytest.raises(IntegrityError), transaction.atomic():
        run(clinic, f"UPDATE privacy_consent SET {change} WHERE id = %s", consent.pk)


def test_a_consent_does_not_begin_signed(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    copied = (
        "INSERT INTO privacy_consent SELECT (jsonb_populate_record(NULL::privacy_consent,"
        " to_jsonb(c) || jsonb_build_object('id', gen_random_uuid()))).* FROM privacy_consent c WHERE id = %s"
    )

    with refused_by_the_database("written first"):
        run(clinic, copied, consent.pk)


def revoke(clinic: Clinic, consent: Consent, at: datetime | None = None) -> None:
    with acting(clinic["admissions"].scope):
        ending.revoke(
            actor=member(clinic["admissions"]),
            at=at or timezone.now(),
            consent=consent,
            way=RevocationWay.SPOKEN,
            asked_by="Ana López",
        )


def test_taken_back_it_permits_nothing_from_that_instant(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    before = timezone.now()
    revoke(clinic, consent)

    assert asked(clinic) is None
    assert asked(clinic, at=before) == consent.pk
    assert refusal(lambda: revoke(clinic, consent)) == ["CON-042"]
    with pytest.raises(ProgrammingError), transaction.atomic():
        run(clinic, "UPDATE privacy_consentrevocation SET revoked_at = now() + interval '1 year'")


def test_a_draft_cannot_be_taken_back_nor_another_clients_consent(clinic: Clinic) -> None:
    unsigned, consent = draft(clinic), sign(clinic, draft(clinic))
    assert refusal(lambda: revoke(clinic, unsigned)) == ["CON-041"]

    with acting(clinic["admissions"].scope), refused_by_the_database("signed consent of this client"):
        ConsentRevocation.objects.create(
            organization=clinic.organization, consent=consent, client=clinic.clients["bo"], revoked_at=timezone.now(),
            way="spoken", asked_by="Bo", account=clinic["admissions"].account,
        )  # fmt: skip


def test_the_end_of_treatment_ends_what_lasts_until_then_and_a_slip_is_set_aside(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope):
        consent = signed_consent(clinic, "ana")
        who = member(clinic["admissions"])
        use = Use(Recipient(RecipientKind.FAMILY, "Rosa López"), frozenset({Information.ATTENDANCE}), Purpose.FAMILY)
        noted = ending.note_ending(
            actor=who, at=timezone.now(), consent=consent, happened_on=today() - timedelta(days=1)
        )
        assert asked(clinic, use) is None

        ending.void_ending(actor=who, at=timezone.now(), ending=noted, reason="she did not move out")

        assert asked(clinic, use) == consent.pk
        late = today() + timedelta(days=2)
        again: dict[str, Any] = {"actor": who, "at": timezone.now(), "consent": consent}
        assert refusal(lambda: ending.note_ending(**again, happened_on=late)) == ["CON-045"]


def test_rooms_above_are_told_when_a_consent_ends(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[UUID] = []
    job = SimpleNamespace(name="claims.hold", defer=lambda *, organization, consent_id: told.append(consent_id))
    monkeypatch.setattr(hooks, "_jobs", {})
    hooks.on_revocation(cast("Job", job))
    taken, mistaken, unsigned = sign(clinic, draft(clinic)), sign(clinic, draft(clinic)), draft(clinic)

    revoke(clinic, taken)
    with acting(clinic["admissions"].scope):
        why: dict[str, Any] = {"actor": member(clinic["admissions"]), "at": timezone.now(), "reason": "another client"}
        for consent in (mistaken, unsigned):
            consents.void_consent(consent=consent, **why)

    assert told == [taken.pk, mistaken.pk]


def test_the_end_of_treatment_ends_every_consent_that_lasts_until_then(clinic: Clinic) -> None:
    lasts = sign(clinic, draft(clinic, Kind.TPO, expiry=Expiry.END_OF_TREATMENT))
    stays = sign(clinic, draft(clinic, Kind.TPO))
    with acting(clinic["admissions"].scope):
        end: dict[str, Any] = {"actor": member(clinic["admissions"]), "at": timezone.now(), "on": today()}
        counts = [ending.end_with_treatment(client_id=clinic.clients["ana"].pk, **end) for _ in range(2)]
        states = {row.id: row.state(timezone.now()) for row in queries.consents_of(clinic.clients["ana"].pk)}

    assert counts == [1, 0]
    assert states == {lasts.pk: State.EXPIRED, stays.pk: State.IN_FORCE}


def test_set_aside_it_permits_nothing_and_stays(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    with acting(clinic["admissions"].scope):
        who = member(clinic["admissions"])
        assert refusal(lambda: consents.void_consent(actor=who, at=timezone.now(), consent=consent, reason="oops")) == [
            "VOID-001"
        ]
        consents.void_consent(actor=who, at=timezone.now(), consent=consent, reason="another client's consent")

    assert asked(clinic) is None
    with acting(clinic["admissions"].scope):
        (row,) = queries.consents_of(clinic.clients["ana"].pk)
    assert row.state(timezone.now()) is State.VOIDED
    with refused_by_the_database("stays as it is"):
        run(clinic, "UPDATE privacy_consent SET voided_at = NULL, voided_by_id = NULL, void_reason = ''")


def disclose(clinic: Clinic, leaving: Leaving, who: str = "admissions", client: str = "ana", **at: Any) -> Disclosure:
    with acting(clinic[who].scope):
        return disclosures.disclose(
            actor=member(clinic[who]),
            at=at.get("at", timezone.now()),
            client_id=clinic.clients[client].pk,
            leaving=leaving,
            disclosed_at=at.get("disclosed_at"),
        )


@pytest.mark.parametrize("who", ["admissions", "biller", "utilization", "clinician", "supervisor"])
def test_what_leaves_on_a_consent_is_written_down_by_whoever_lets_it_out(clinic: Clinic, who: str) -> None:
    consent = sign(clinic, draft(clinic))

    left = disclose(clinic, replace(CALL, consent=consent.pk), who)

    assert (left.account_id, left.consent_id) == (clinic[who].account.pk, consent.pk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consent": None}, "DIS-004"),
        ({"notice": None}, "DIS-006"),
        ({"categories": frozenset({Information.PROGRESS})}, "DIS-005"),
        ({"recipient": Recipient(RecipientKind.EMPLOYER, "Buckeye Health")}, "DIS-005"),
        ({"purpose": Purpose.WORK}, "DIS-005"),
        ({"basis": Basis.CONSENT_TPO}, "DIS-005"),
        ({"what": " "}, "DIS-001"),
        ({"categories": frozenset({Information.COUNSELING_NOTES})}, "DIS-011"),
        ({"basis": Basis.COURT_ORDER, "consent": None, "grounds": "case 12", "has_mandate": True}, "DIS-008"),
        ({"basis": Basis.MEDICAL_EMERGENCY, "consent": None}, "DIS-007"),
    ],
)
def test_what_a_consent_does_not_permit_does_not_leave(clinic: Clinic, changes: dict[str, Any], code: str) -> None:
    consent = sign(clinic, draft(clinic))

    assert code in refusal(lambda: disclose(clinic, replace(CALL, **({"consent": consent.pk} | changes))))
    with acting(clinic["admissions"].scope):
        assert Disclosure.objects.count() == 0


def test_nothing_leaves_on_a_consent_that_was_taken_back(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    on_it, before = replace(CALL, consent=consent.pk), timezone.now()
    revoke(clinic, consent)

    assert refusal(lambda: disclose(clinic, on_it)) == ["DIS-014"]
    assert disclose(clinic, on_it, disclosed_at=before).disclosed_at == before


INSERT = (
    "INSERT INTO privacy_disclosure (id, organization_id, client_id, basis, consent_id, recipient_kind, recipient,"
    " categories, purpose, what, has_order, has_mandate, way, notice, enclosure, disclosed_at, account_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, '\\x00', %s, 'benefits', '\\x00', false, false, 'telephone', 'short', 'scope',"
    " %s, %s)"
)


def insert(clinic: Clinic, **changes: Any) -> int:
    values: dict[str, Any] = {
        "id": uuid4(), "organization": clinic.organization.pk, "client": clinic.clients["ana"].pk,
        "basis": "consent_named", "consent": None, "recipient_kind": "payer", "categories": ["coverage"],
        "at": timezone.now(), "account": clinic["admissions"].account.pk,
    }  # fmt: skip
    return run(clinic, INSERT, *(values | changes).values())


def test_the_database_lets_nothing_out_that_no_consent_in_force_permits(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    ok = {"consent": consent.pk}
    assert insert(clinic, **ok) == 1

    for changes in (
        {"categories": ["progress"]},
        {"categories": ["coverage", "counseling_notes"]},
        {"recipient_kind": "employer"},
        {"basis": "consent_tpo"},
        {"client": clinic.clients["bo"].pk},
        {"at": consent.signed_at - timedelta(seconds=1) if consent.signed_at else None},
        {"consent": draft(clinic).pk},
    ):
        with refused_by_the_database("No consent in force"):
            insert(clinic, **(ok | changes))
    with refused_by_the_database("future"):
        insert(clinic, **ok, at=timezone.now() + timedelta(days=1))
    with refused_by_the_database("with_notice"):
        insert(clinic, basis="qsoa", consent=consent.pk)
    with refused_by_the_database("order_and_subpoena"):
        insert(clinic, basis="court_order")
    with refused_by_the_database("emergency_documented"):
        insert(clinic, basis="medical_emergency")
    with refused_by_the_database("disclosure_words"):
        insert(clinic, basis="subpoena")
    with refused_by_the_database("row-level security"):
        insert(clinic, **ok, account=clinic["director"].account.pk)
    revoke(clinic, consent)
    with refused_by_the_database("No consent in force"):
        insert(clinic, **ok)


def test_treatment_payment_and_operations_reach_no_employer_and_no_counseling_notes(clinic: Clinic) -> None:
    tpo = sign(clinic, draft(clinic, Kind.TPO))
    ok = {"consent": tpo.pk, "basis": "consent_tpo", "categories": ["billing", "diagnoses"]}
    assert insert(clinic, **ok) == 1

    for changes in ({"recipient_kind": "employer"}, {"categories": ["counseling_notes"]}, {"basis": "pdmp"}):
        with refused_by_the_database("No consent in force"):
            insert(clinic, **(ok | changes))


def test_a_disclosure_stays_and_is_struck_out_once(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    left = disclose(clinic, replace(CALL, consent=consent.pk))
    with acting(clinic["admissions"].scope):
        strike: dict[str, Any] = {"actor": member(clinic["admissions"]), "at": timezone.now(), "disclosure": left}
        disclosures.strike_out(**strike, reason="never left the house")
        assert refusal(lambda: disclosures.strike_out(**strike, reason="never left the house")) == ["DIS-021"]

    for sql in ("UPDATE privacy_disclosure SET way = 'fax'", "DELETE FROM privacy_disclosure"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(clinic, sql)


def test_a_job_writes_down_what_it_sends(clinic: Clinic) -> None:
    consent = sign(clinic, draft(clinic))
    with acting(clinic.system("claims")):
        left = disclosures.disclose(
            actor=None, at=timezone.now(), client_id=clinic.clients["ana"].pk, leaving=replace(CALL, consent=consent.pk)
        )
    assert left.account_id is None


def test_a_link_is_sent_to_a_safe_address_only_and_the_newest_counts(clinic: Clinic) -> None:
    from_admissions = clinic["admissions"].scope
    consent = draft(clinic)
    with acting(from_admissions):
        contact: dict[str, Any] = {
            "organization": clinic.organization,
            "client": clinic.clients["ana"],
            "kind": "email",
        }
        unsafe = _mail(contact, is_safe=False)
        safe = _mail(contact, is_safe=True)
        send: dict[str, Any] = {"actor": member(clinic["admissions"]), "at": timezone.now(), "consent": consent}
        assert refusal(lambda: signing.send_link(**send, contact_id=unsafe)) == ["CON-035"]

        signing.send_link(**send, contact_id=safe)
        signing.print_link(**send)

        assert OutboxMessage.objects.get(client=clinic.clients["ana"]).recipient == "ana@mail.example"
        assert [link.ends.count() for link in OneTimeLink.objects.order_by("created_at", "id")].count(0) == 1


def _mail(contact: dict[str, Any], *, is_safe: bool) -> UUID:
    found: UUID = ContactMethod.objects.create(
        **contact, value="ana@mail.example", value_index=b"y" * 16, is_safe=is_safe
    ).pk
    return found
