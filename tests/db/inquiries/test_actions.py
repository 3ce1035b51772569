"""From the first call until somebody is a client, or it ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from stepwell.clients.actions import NewClient
from stepwell.clients.models import Client, ContactMethod
from stepwell.clients.rules.registration import Identity
from stepwell.inquiries.actions import course, taking
from stepwell.inquiries.actions.course import Becoming
from stepwell.inquiries.actions.taking import Agreement, Next, Same
from stepwell.inquiries.models import Inquiry, InquiryEntry
from stepwell.inquiries.queries import inbox, lookalikes, single
from stepwell.inquiries.queries.inbox import Asked
from stepwell.inquiries.rules.course import Contact
from stepwell.inquiries.rules.taking import Asker, Danger, Person, Reach, Told
from stepwell.inquiries.vocabulary import (
    Adult,
    Agreed,
    Caller,
    Channel,
    Ending,
    EntryKind,
    Outcome,
    Relation,
    State,
    Toward,
    Urgency,
)
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.inquiries.conftest import AT, DANGER, MOTHER, OWN, as_member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
SPOKE = Contact(EntryKind.CALLED, Toward.PERSON, Outcome.SPOKE, "wants to begin")
NO_ANSWER = Contact(EntryKind.CALLED, Toward.PERSON, Outcome.NO_ANSWER)


def take(clinic: Clinic, actor: Member, told: Told = OWN, danger: Danger | None = None, **more: Any) -> Inquiry:
    return taking.take_inquiry(actor=actor, at=AT, site_id=clinic.north.pk, told=told, danger=danger, **more)


def state_of(inquiry: Inquiry) -> State:
    return single.course_of(inquiry.pk).state


def refused(call: object) -> list[str]:
    with pytest.raises(Refused) as refusal:
        call()  # type: ignore[operator]
    return [finding.code for finding in refusal.value.findings]


def test_a_call_is_kept_as_it_was_told(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = Inquiry.objects.get(pk=take(clinic, coordinator).pk)

        assert (inquiry.taken_at, inquiry.owner_id) == (AT, coordinator.membership_id)
        assert (inquiry.person_phone, inquiry.words, inquiry.member_id) == (
            "+19375550142",
            "I drink every day.",
            "W123",
        )
        assert state_of(inquiry) == State.REACHED


@pytest.mark.parametrize("told", [replace(OWN, channel=Channel.EMAIL), MOTHER])
def test_whoever_has_not_been_spoken_with_is_not_reached(clinic: Clinic, coordinator: Member, told: Told) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator, told)

        assert state_of(inquiry) == State.NEW


def test_nothing_is_kept_of_somebody_under_18(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        told = replace(OWN, person=replace(OWN.person, adult=Adult.NO))

        assert refused(lambda: take(clinic, coordinator, told)) == ["INQ-001"]
        assert Inquiry.objects.count() == 0


def test_danger_stands_first_until_somebody_writes_down_what_happened(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        calm = take(clinic, coordinator, replace(MOTHER, urgency=Urgency.TODAY))
        told = replace(OWN, urgency=Urgency.DANGER)
        danger = taking.take_inquiry(
            actor=coordinator, at=AT + timedelta(hours=3), site_id=clinic.north.pk, told=told, danger=DANGER
        )

        assert [row.id for row in inbox.listed(Asked(), now=AT)] == [danger.pk, calm.pk]
        assert refused(
            lambda: course.close_inquiry(actor=coordinator, at=AT, inquiry_id=danger.pk, ending=Ending.UNWANTED)
        ) == ["INQ-021"]
        taking.settle_danger(
            actor=coordinator, at=AT, inquiry_id=danger.pk, words="911 came, in hospital", urgency=Urgency.ROUTINE
        )
        assert [row.id for row in inbox.listed(Asked(), now=AT)] == [calm.pk, danger.pk]
        assert refused(
            lambda: taking.settle_danger(
                actor=coordinator, at=AT, inquiry_id=danger.pk, words="again and again", urgency=Urgency.SOON
            )
        ) == ["INQ-025"]


def test_what_was_done_about_a_danger_is_the_second_entry(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        done = replace(DANGER, done="911 called, crew there")
        inquiry = take(clinic, coordinator, replace(OWN, urgency=Urgency.TODAY), done)

        assert inquiry.danger_settled_at == AT
        assert [line.words for line in single.course_of(inquiry.pk).lines] == ["911 called, crew there", ""]


def test_a_mothers_call_opens_no_way_to_the_person_until_they_agree(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator, MOTHER)

        def call() -> State:
            return course.add_entry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, contact=SPOKE)

        assert refused(call) == ["INQ-010"]
        assert refused(
            lambda: course.become_client(
                actor=coordinator, at=AT, inquiry_id=inquiry.pk, becoming=Becoming(new=_new(clinic))
            )
        ) == ["INQ-010"]
        agreement = Agreement(
            Agreed.CALLED, "call me, tell my mother nothing", coordinator.membership_id, Reach("9375550199")
        )
        taking.record_agreement(actor=coordinator, at=AT, inquiry_id=inquiry.pk, agreement=agreement)
        assert call() == State.REACHED
        assert refused(
            lambda: taking.record_agreement(actor=coordinator, at=AT, inquiry_id=inquiry.pk, agreement=agreement)
        ) == ["INQ-026"]


def test_a_signed_paper_lets_us_call_and_reaches_nobody(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator, MOTHER)
        agreement = Agreement(Agreed.SIGNED, "may be called at work", coordinator.membership_id, Reach())

        taking.record_agreement(actor=coordinator, at=AT, inquiry_id=inquiry.pk, agreement=agreement)

        assert state_of(inquiry) == State.NEW


def _new(clinic: Clinic) -> NewClient:
    return NewClient(Identity("Ira", "Stone"), date(1990, 5, 1), clinic.north.pk, language="es")


def test_whoever_was_reached_becomes_a_client_with_safe_contacts(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator, replace(OWN, channel=Channel.EMAIL))
        becoming = Becoming(new=_new(clinic))

        def become() -> Client:
            return course.become_client(actor=coordinator, at=AT, inquiry_id=inquiry.pk, becoming=becoming)

        assert refused(become) == ["INQ-020"]
        course.add_entry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, contact=SPOKE)
        client = become()

        assert Inquiry.objects.get(pk=inquiry.pk).client_id == client.pk
        assert state_of(inquiry) == State.CONVERTED
        contacts = ContactMethod.objects.filter(client=client).order_by("kind")
        assert [(one.value, one.is_safe, one.may_text) for one in contacts] == [
            ("ira@mail.example", True, False),
            ("+19375550142", True, True),
        ]
        assert refused(become) == ["INQ-013"]


def test_somebody_known_already_keeps_their_record(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        ana = clinic.clients["ana"]
        inquiry = take(clinic, coordinator, same=Same(looked=True, client_id=ana.pk))
        course.add_entry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, contact=SPOKE)
        before = Client.objects.count()

        course.become_client(actor=coordinator, at=AT, inquiry_id=inquiry.pk, becoming=Becoming(client_id=ana.pk))

        assert Client.objects.count() == before


def test_look_alikes_are_found_by_number_and_by_name_with_birth_date(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        first = take(clinic, coordinator)
        ana = replace(OWN, person=Person(Adult.YES, "Anna", "Lopez", birth_date=date(1990, 1, 1)))

        assert [one.choice for one in lookalikes.of(OWN)] == [f"inquiry:{first.pk}"]
        assert [one.choice for one in lookalikes.of(ana)] == [f"client:{clinic.clients['ana'].pk}"]
        assert refused(lambda: take(clinic, coordinator)) == ["INQ-030"]
        second = take(clinic, coordinator, same=Same(looked=True, inquiry_id=first.pk))
        assert [row.pk for row in single.earlier_of(second)] == [first.pk]


def test_an_office_that_calls_for_many_is_no_look_alike(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        hospital = replace(MOTHER, asker=Asker(Caller.OTHER, Relation.PROVIDER, "Mercy", Reach("937 555 0160")))
        take(clinic, coordinator, hospital)

        assert lookalikes.of(hospital) == []


def test_closing_and_opening_again_goes_on_where_it_stood(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator, replace(OWN, channel=Channel.EMAIL))
        for _ in range(3):
            course.add_entry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, contact=NO_ANSWER)
        course.close_inquiry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, ending=Ending.UNREACHED)
        assert inbox.endings(now=AT) == [("Could not be reached", 1)]
        assert inbox.waiting(inbox.COUNTS.fetched(), now=AT).count == 0

        course.reopen_inquiry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, words="called again on Monday")

        assert state_of(inquiry) == State.TRYING
        assert inbox.waiting(inbox.COUNTS.fetched(), now=AT + timedelta(hours=2)).oldest == "2 h"


def test_who_writes_over_somebody_elses_change_is_told(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator)
        taking.plan_next(actor=coordinator, at=AT, inquiry=inquiry, version=1, plan=Next(step="call at six"))
        changed: dict[str, Any] = {
            "actor": coordinator,
            "at": AT,
            "inquiry": inquiry,
            "site_id": clinic.north.pk,
            "told": OWN,
        }

        assert refused(lambda: taking.change_inquiry(version=1, **changed)) == ["EDIT-001"]
        taking.change_inquiry(version=2, **changed)


def test_danger_is_no_matter_of_a_correction(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        calm = take(clinic, coordinator)
        told = replace(OWN, urgency=Urgency.DANGER)
        changed: dict[str, Any] = {"actor": coordinator, "at": AT, "site_id": clinic.north.pk, "version": 1}

        assert refused(lambda: taking.change_inquiry(inquiry=calm, told=told, **changed)) == ["INQ-005"]
        danger = take(clinic, coordinator, told, DANGER, same=Same(looked=True))
        assert refused(lambda: taking.change_inquiry(inquiry=danger, told=OWN, **changed)) == ["INQ-006"]


def test_what_was_set_aside_counts_for_nothing(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator)

        taking.void_inquiry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, reason="typed for another clinic")

        assert inbox.listed(Asked(states=()), now=AT) == []
        assert lookalikes.of(OWN) == []
        assert refused(lambda: course.add_entry(actor=coordinator, at=AT, inquiry_id=inquiry.pk, contact=SPOKE)) == [
            "INQ-041"
        ]


def test_a_director_reads_and_changes_nothing(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator)
    director = as_member(clinic, "director")
    with acting(clinic["director"].scope):
        assert [row.id for row in inbox.listed(Asked(), now=AT)] == [inquiry.pk]
        assert refused(lambda: course.add_entry(actor=director, at=AT, inquiry_id=inquiry.pk, contact=SPOKE)) == [
            "INQ-040"
        ]
    with acting(clinic["admissions south"].scope):
        assert inbox.listed(Asked(), now=AT) == []
        assert InquiryEntry.objects.count() == 0


def test_a_plan_without_a_step_has_no_time(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        inquiry = take(clinic, coordinator)

        assert refused(
            lambda: taking.plan_next(actor=coordinator, at=AT, inquiry=inquiry, version=1, plan=Next(due=AT))
        ) == ["INQ-008"]


def test_owners_are_those_who_may_write_at_the_site(clinic: Clinic, coordinator: Member) -> None:
    south = clinic["admissions south"].membership.pk
    with acting(clinic["admissions"].scope):
        able = {one.pk for one in single.owners([clinic.north.pk], at=timezone.now())}
        named = {one.pk for one in single.owners([clinic.north.pk], at=timezone.now(), besides=south)}

    assert coordinator.membership_id in able
    assert clinic["clinician"].membership.pk not in able
    assert south not in able
    assert south in named


def test_an_owner_takes_calls_at_the_site_or_took_this_one(clinic: Clinic, coordinator: Member) -> None:
    facilitator = Next(owner_id=clinic["facilitator"].membership.pk)
    with acting(clinic["admissions"].scope):
        assert refused(lambda: take(clinic, coordinator, plan=facilitator)) == ["INQ-028"]
        row = take(clinic, coordinator)
        call = {"actor": coordinator, "at": AT, "inquiry": row, "version": row.version}
        assert refused(lambda: taking.plan_next(**call, plan=facilitator)) == ["INQ-028"]
        Inquiry.objects.filter(pk=row.pk).update(owner=facilitator.owner_id)  # as one who owned it before
        row.refresh_from_db()
        taking.plan_next(**call, plan=facilitator)


def test_a_witness_works_at_the_site(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        row = take(clinic, coordinator, MOTHER)
        south = clinic["clinician south"].membership.pk
        agreement = Agreement(Agreed.CALLED, "to be called about the program", south, Reach(phone="937-555-0142"))

        call = {"actor": coordinator, "at": AT, "inquiry_id": row.pk, "agreement": agreement}

        assert refused(lambda: taking.record_agreement(**call)) == ["INQ-027"]


def test_neither_another_site_nor_somebody_hidden_is_taken(clinic: Clinic, coordinator: Member) -> None:
    with acting(clinic["admissions"].scope):
        call = {"actor": coordinator, "at": AT, "told": OWN}
        assert refused(lambda: taking.take_inquiry(**call, site_id=clinic.south.pk)) == ["INQ-029"]
        row = take(clinic, coordinator)
        change = {"actor": coordinator, "at": AT, "inquiry": row, "version": row.version, "told": OWN}
        assert refused(lambda: taking.change_inquiry(**change, site_id=clinic.south.pk)) == ["INQ-029"]
        hidden = Same(looked=True, client_id=clinic.clients["cy"].pk)
        assert refused(lambda: take(clinic, coordinator, same=hidden)) == ["INQ-031"]
