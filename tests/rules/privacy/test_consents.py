"""A consent permits something only if nothing is missing, and never more afterwards than before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.kernel.findings import Finding
from stepwell.privacy.rules import consents, elements, standard
from stepwell.privacy.rules.consents import Record, Use, covers, permits, state_of
from stepwell.privacy.rules.elements import Recipient, Signing, Terms, check_terms, statements_needed
from stepwell.privacy.vocabulary import (
    TPO_PURPOSES,
    TPO_RECIPIENTS,
    Expiry,
    Information,
    Kind,
    Purpose,
    RecipientKind,
    Signer,
    State,
    Statement,
)

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SIGNED = Signing(Signer.CLIENT, "Ana López", NOON - timedelta(days=3))
MOTHER = Recipient(RecipientKind.FAMILY, "Rosa López")


def terms(kind: Kind, **changes: Any) -> Terms:
    """A whole form of a kind."""
    whole = standard.standard_terms(kind, client_name="Ana López", organization="Riverbend", on=TODAY)
    chosen: dict[str, Any] = {}
    if kind in {Kind.NAMED, Kind.COUNSELING_NOTES, Kind.PROCEEDING}:
        chosen = {"recipient": MOTHER, "purpose": Purpose.FAMILY}
    if kind is Kind.PROCEEDING:
        chosen |= {
            "recipient": Recipient(RecipientKind.JUSTICE, "County Court"),
            "purpose": Purpose.JUSTICE,
            "categories": frozenset({Information.ATTENDANCE}),
            "expiry_event": "the case is closed",
        }
    return replace(whole, **(chosen | changes))


def record(kind: Kind, **changes: Any) -> Record:
    facts: dict[str, Any] = {"terms": terms(kind), "signing": SIGNED, "born": date(1990, 1, 1)}
    return Record(**(facts | changes))


def use_of(of: Terms) -> Use:
    """A use that a form permits once it is in force."""
    wanted = of.categories
    recipient = Recipient(of.recipient.kind, of.recipient.name)
    return Use(recipient, wanted, of.purpose or Purpose.OTHER, is_proceeding=of.kind is Kind.PROCEEDING)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_whole_form_has_nothing_wrong_and_permits_what_it_says(kind: Kind) -> None:
    whole = record(kind)

    assert check_terms(whole.terms) == []
    assert state_of(whole, at=NOON, zone=ZONE) is State.IN_FORCE
    assert permits(whole, use_of(whole.terms), at=NOON, zone=ZONE)


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        (Kind.NAMED, {"client_name": " "}, "CON-001"),
        (Kind.NAMED, {"discloser": ""}, "CON-002"),
        (Kind.NAMED, {"categories": frozenset()}, "CON-003"),
        (Kind.NAMED, {"recipient": Recipient(RecipientKind.FAMILY, "")}, "CON-004"),
        (Kind.NAMED, {"intermediary": "Ohio Exchange"}, "CON-005"),
        (Kind.TPO, {"statements": statements_needed(Kind.TPO) - {Statement.REDISCLOSURE_BY_HIPAA}}, "CON-006"),
        (Kind.NAMED, {"purpose": None}, "CON-007"),
        (Kind.NAMED, {"statements": frozenset()}, "CON-008"),
        (Kind.NAMED, {"expiry": None}, "CON-009"),
        (Kind.NAMED, {"expires_on": None}, "CON-009"),
        (Kind.NAMED, {"expiry": Expiry.EVENT, "expiry_event": ""}, "CON-009"),
        (Kind.NAMED, {"expiry": Expiry.NONE}, "CON-010"),
        (Kind.CONTACT_PAYER, {"expiry": Expiry.END_OF_TREATMENT}, "CON-010"),
        (Kind.TPO, {"statements": statements_needed(Kind.TPO) - {Statement.REDISCLOSURE_RISK}}, "CON-016"),
        (Kind.TPO, {"statements": statements_needed(Kind.TPO) - {Statement.CONSEQUENCES}}, "CON-017"),
        (Kind.TPO, {"names_fundraising": True}, "CON-018"),
        (
            Kind.COUNSELING_NOTES,
            {"categories": frozenset({Information.COUNSELING_NOTES, Information.PLAN})},
            "CON-019",
        ),
        (Kind.PROCEEDING, {"purpose": Purpose.WORK}, "CON-020"),
        (Kind.NAMED, {"categories": frozenset({Information.COUNSELING_NOTES})}, "CON-021"),
        (Kind.COUNSELING_NOTES, {"categories": frozenset({Information.PLAN})}, "CON-021"),
        (Kind.NAMED, {"purpose": Purpose.TPO}, "CON-024"),
        (Kind.TPO, {"purpose": Purpose.FAMILY}, "CON-024"),
        (Kind.NAMED, {"purpose": Purpose.OTHER}, "CON-025"),
    ],
)
def test_a_missing_element_is_named_and_the_consent_permits_nothing(
    kind: Kind, changes: dict[str, Any], code: str
) -> None:
    lacking = record(kind, terms=terms(kind, **changes))

    assert code in [finding.code for finding in check_terms(lacking.terms)]
    assert state_of(lacking, at=NOON, zone=ZONE) is State.DEFICIENT
    assert not permits(lacking, use_of(record(kind).terms), at=NOON, zone=ZONE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signing": None}, "CON-012"),
        ({"signing": replace(SIGNED, name=" ")}, "CON-012"),
        ({"signing": replace(SIGNED, signed_at=None)}, "CON-013"),
        ({"signing": replace(SIGNED, signed_at=NOON + timedelta(seconds=1))}, "CON-014"),
        ({"born": date(2026, 11, 18)}, "CON-015"),
        ({"terms": terms(Kind.NAMED, expires_on=date(2026, 11, 16))}, "CON-011"),
        ({"signing": replace(SIGNED, signer=Signer.REPRESENTATIVE, relation="father")}, "CON-022"),
        ({"is_false": True}, "CON-023"),
    ],
)
def test_a_signature_that_is_none_is_named(changes: dict[str, Any], code: str) -> None:
    lacking = record(Kind.NAMED, **changes)

    found = consents.check_signing(lacking, at=NOON, zone=ZONE)

    assert [finding.code for finding in found] == [code]
    assert not permits(lacking, use_of(terms(Kind.NAMED)), at=NOON, zone=ZONE)


def test_codes_are_one_for_each_element() -> None:
    found = [value for value in vars(elements).values() if isinstance(value, Finding)]

    assert len({finding.code for finding in found}) == len(found)


def test_a_consent_lasts_through_its_last_day_where_the_clinic_is() -> None:
    lasts = record(Kind.NAMED, terms=terms(Kind.NAMED, expires_on=TODAY))
    midnight = datetime(2026, 11, 21, 5, tzinfo=UTC)  # in New York

    assert state_of(lasts, at=midnight - timedelta(seconds=1), zone=ZONE) is State.IN_FORCE
    assert state_of(lasts, at=midnight, zone=ZONE) is State.EXPIRED


def test_taking_it_back_counts_from_that_instant() -> None:
    taken = record(Kind.TPO, revoked_at=NOON)

    assert state_of(taken, at=NOON - timedelta(microseconds=1), zone=ZONE) is State.IN_FORCE
    assert state_of(taken, at=NOON, zone=ZONE) is State.REVOKED


def test_the_event_ends_it_on_its_day() -> None:
    ended = record(Kind.PROCEEDING, ended_on=TODAY)

    assert state_of(ended, at=NOON - timedelta(days=1), zone=ZONE) is State.IN_FORCE
    assert state_of(ended, at=NOON, zone=ZONE) is State.EXPIRED


def test_treatment_payment_and_operations_permit_nothing_else() -> None:
    tpo = record(Kind.TPO)
    usual = Use(Recipient(RecipientKind.PAYER, "Anybody"), frozenset({Information.BILLING}), Purpose.PAYMENT)

    assert permits(tpo, usual, at=NOON, zone=ZONE)
    for kind in set(RecipientKind) - TPO_RECIPIENTS:
        assert not permits(tpo, replace(usual, recipient=Recipient(kind, "Anybody")), at=NOON, zone=ZONE)
    for purpose in set(Purpose) - TPO_PURPOSES:
        assert not permits(tpo, replace(usual, purpose=purpose), at=NOON, zone=ZONE)
    assert not permits(tpo, replace(usual, is_proceeding=True), at=NOON, zone=ZONE)
    notes = frozenset({Information.COUNSELING_NOTES})
    assert not permits(tpo, replace(usual, categories=notes), at=NOON, zone=ZONE)
    assert not permits(tpo, replace(usual, categories=frozenset()), at=NOON, zone=ZONE)


def test_a_named_consent_reaches_whom_it_names() -> None:
    named = record(Kind.NAMED)
    use = use_of(named.terms)

    assert permits(named, replace(use, recipient=Recipient(RecipientKind.FAMILY, " rosa  LÓPEZ ")), at=NOON, zone=ZONE)
    other = Recipient(RecipientKind.FAMILY, "Rosa Lopes")
    assert not permits(named, replace(use, recipient=other), at=NOON, zone=ZONE)
    school = Recipient(RecipientKind.SCHOOL, "Rosa López")
    assert not permits(named, replace(use, recipient=school), at=NOON, zone=ZONE)
    assert not permits(named, replace(use, is_proceeding=True), at=NOON, zone=ZONE)


def test_other_purposes_are_told_apart_by_their_words() -> None:
    lawn = record(Kind.NAMED, terms=terms(Kind.NAMED, purpose=Purpose.OTHER, purpose_words="A letter to my landlord"))
    use = replace(use_of(lawn.terms), purpose=Purpose.OTHER)

    assert permits(lawn, replace(use, purpose_words="a letter to my landlord"), at=NOON, zone=ZONE)
    assert not permits(lawn, replace(use, purpose_words="a letter to my boss"), at=NOON, zone=ZONE)


def instants(days: int) -> st.SearchStrategy[datetime]:
    """Instants around noon, up to so many days before and after."""
    return st.timedeltas(timedelta(days=-days), timedelta(days=days)).map(lambda away: NOON + away)


RECORDS = st.builds(
    record,
    st.sampled_from(list(Kind)),
    ended_on=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 1)),
    revoked_at=st.none() | instants(10),
)
INSTANTS = instants(400)
CATEGORIES = st.frozensets(st.sampled_from(list(Information)), max_size=4)


@given(RECORDS, INSTANTS, INSTANTS, CATEGORIES)
def test_taking_back_ending_or_setting_aside_never_permits_more(
    of: Record, at: datetime, when: datetime, wanted: frozenset[Information]
) -> None:
    use = replace(use_of(of.terms), categories=wanted)
    before = permits(of, use, at=at, zone=ZONE)
    earlier = min(filter(None, (of.revoked_at, when)))

    for after in (
        replace(of, revoked_at=earlier),
        replace(of, ended_on=min(filter(None, (of.ended_on, when.date())))),
        replace(of, is_voided=True),
        replace(of, is_false=True),
    ):
        assert permits(after, use, at=at, zone=ZONE) <= before


@given(RECORDS, INSTANTS, st.integers(0, 400))
def test_once_it_permits_nothing_it_never_does_again(of: Record, at: datetime, days: int) -> None:
    use = use_of(of.terms)
    after_signing = max(at, SIGNED.signed_at or at)
    later = after_signing + timedelta(days=days)

    assert permits(of, use, at=later, zone=ZONE) <= permits(of, use, at=after_signing, zone=ZONE)


REMOVED: dict[str, Any] = {
    "client_name": "",
    "discloser": "",
    "recipient": Recipient(RecipientKind.OTHER, ""),
    "categories": frozenset(),
    "purpose": None,
    "expiry": None,
    "statements": frozenset(),
}


@given(
    st.sampled_from(list(Kind)),
    st.lists(st.sampled_from(sorted(REMOVED)), max_size=4),
    st.sampled_from(sorted(REMOVED)),
)
def test_removing_an_element_never_makes_a_form_whole(kind: Kind, removed: list[str], one_more: str) -> None:
    lacking = terms(kind, **{name: REMOVED[name] for name in removed})

    assert check_terms(replace(lacking, **{one_more: REMOVED[one_more]})) != []


@given(CATEGORIES, CATEGORIES, CATEGORIES)
def test_asking_for_less_is_covered_by_what_covers_more(
    named: frozenset[Information], wanted: frozenset[Information], fewer: frozenset[Information]
) -> None:
    if covers(named, wanted):
        assert covers(named, wanted & fewer)
