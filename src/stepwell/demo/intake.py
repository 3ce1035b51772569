"""From the first call to the first day: what admissions do, the assessment, where somebody is placed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from stepwell.admissions.actions import admitting, firstday
from stepwell.admissions.actions.firstday import Container
from stepwell.admissions.vocabulary import Answer as Done
from stepwell.admissions.vocabulary import Kind
from stepwell.clients import actions as registry
from stepwell.clients.actions import NewClient
from stepwell.clients.models import Client
from stepwell.clients.rules.registration import Contact as ContactMethod
from stepwell.clients.rules.registration import Identity
from stepwell.clients.vocabulary import CareKind, ContactKind, Message
from stepwell.coverage.actions import checks, policies
from stepwell.coverage.actions.checks import Found
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.policies import Terms as PolicyTerms
from stepwell.coverage.vocabulary import CheckWay, CopayUnit, Network, PayerKind
from stepwell.demo import words
from stepwell.demo.clinic import Standing
from stepwell.demo.fates import Caller
from stepwell.demo.lives import Life
from stepwell.demo.telling import Turn
from stepwell.demo.world import World
from stepwell.inquiries.actions import course, taking
from stepwell.inquiries.actions.course import Becoming
from stepwell.inquiries.actions.taking import Agreement, Same
from stepwell.inquiries.models import Inquiry
from stepwell.inquiries.rules.course import Contact
from stepwell.inquiries.rules.taking import Asker, Person, Reach, Told, Wish
from stepwell.inquiries.vocabulary import (
    Adult,
    Agreed,
    Channel,
    Concern,
    EntryKind,
    Outcome,
    Relation,
    Toward,
    Urgency,
)
from stepwell.inquiries.vocabulary import Caller as Asking
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.marks import Way as MarkWay
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.models import Site
from stepwell.privacy.actions import consents, notices, signing
from stepwell.privacy.models import Consent
from stepwell.privacy.rules.elements import Signing
from stepwell.privacy.rules.standard import standard_terms
from stepwell.privacy.vocabulary import Kind as ConsentKind
from stepwell.privacy.vocabulary import Signer

_AT_HOME = "614 555 0197"  # a number that others answer too
_HEARD = ("search", "provider", "friend", "insurer", "alumni", "program", "search", "other", "")
_BRINGS = 0.3  # how many bring a medicine
_IS_DONE = 0.95  # how much of the first day's list is gone through
COVERS = timedelta(days=14)  # after the present: how long those who lead groups see who sits in them


def mark_of(name: str) -> Mark:
    """Return the signature of somebody who types their name."""
    return Mark(MarkWay.TYPED, name.encode())


def call(turn: Turn, made: Standing, life: Life) -> Inquiry:
    """Take down who asks, and for whom."""
    served, own = life.served, life.fate.caller is Caller.PERSON
    reach = Reach(served.phone) if own else Reach()
    told = Told(
        channel=Channel.CALL,
        asker=Asker(Asking.PERSON) if own else _asker(life),
        person=Person(Adult.YES, served.first, served.last, served.preferred, reach=reach, may_text=own and served.safe,
                      message=Message.NAME_AND_NUMBER if own and served.safe else Message.NOTHING,
                      safe_times="After 5 pm", language=served.language),
        wish=Wish(words.pick(life.rng, words.ASKS[life.fate.caller]), concerns=_concerns(life), day_part="evening",
                  insurer=life.insurer.name if own else "", heard_from=_heard_from(life)),
        urgency=Urgency.SOON,
    )  # fmt: skip
    return taking.take_inquiry(
        actor=turn.actor, at=turn.at, site_id=made.sites[served.site], told=told, same=Same(looked=True)
    )


def _heard_from(life: Life) -> str:
    """Return how they heard of the clinic: by the last digit of a number, so that nothing else is drawn anew."""
    if life.fate.caller is Caller.COURT:
        return "court"
    return _HEARD[int(life.served.phone[-1]) % len(_HEARD)]


def _asker(life: Life) -> Asker:
    if life.fate.caller is Caller.COURT:
        return Asker(Asking.OTHER, Relation.COURT, "Franklin County, pretrial services", Reach("614 555 0198"))
    return Asker(Asking.OTHER, Relation.PARENT, f"Mrs. {life.served.last}", Reach("614 555 0199"))


def _concerns(life: Life) -> tuple[Concern, ...]:
    return tuple(dict.fromkeys(words.CONCERNS[code[:3]] for code in life.codes))


def agree(turn: Turn, inquiry: Inquiry, life: Life) -> None:
    """Let somebody for whom another asked agree to be contacted."""
    agreement = Agreement(Agreed.CALLED, "to be called at any time", turn.actor.membership_id, Reach(life.served.phone))
    taking.record_agreement(actor=turn.actor, at=turn.at, inquiry_id=inquiry.pk, agreement=agreement)


def reach(turn: Turn, made: Standing, life: Life, inquiry: Inquiry) -> Client:
    """Reach the person and register them."""
    spoke = Contact(EntryKind.CALLED, Toward.PERSON, Outcome.SPOKE, "Wants to begin soon; an evening is best.")
    course.add_entry(actor=turn.actor, at=turn.at, inquiry_id=inquiry.pk, contact=spoke)
    served = life.served
    near = Site.objects.get(pk=made.sites[served.site])
    new = NewClient(
        identity=Identity(served.first, served.last, served.middle, served.preferred, served.pronouns),
        birth_date=date.fromisoformat(served.born),
        site_id=made.sites[served.site],
        language=served.language,
        needs_interpreter=served.language != "en",
        address=f"{served.phone[-2:]} Quiet St, {near.city}, {near.state} {near.postal_code}",
    )
    client = course.become_client(
        actor=turn.actor, at=turn.at, inquiry_id=inquiry.pk, becoming=Becoming(new, is_another_person=True)
    )
    if not served.safe:
        registry.add_contact(actor=turn.actor, client=client, contact=ContactMethod(ContactKind.HOME, _AT_HOME))
    if served.emergency:
        name, relation, phone = served.emergency
        registry.add_emergency_contact(
            actor=turn.actor, client=client, name=name, relation=relation, phone=phone,
            knows_of_treatment=relation == "Mother",
        )  # fmt: skip
    return client


def consent(turn: Turn, made: Standing, life: Life, kind: ConsentKind) -> Consent:
    """Write a consent and let the client sign it here."""
    terms = standard_terms(
        kind, client_name="", organization=turn.actor.organization_name, on=turn.at.astimezone(made.zone).date()
    )
    drafted = consents.draft_consent(actor=turn.actor, at=turn.at, client_id=life.who.pk, terms=terms)
    signing.sign_here(
        actor=turn.actor, at=turn.at, consent=drafted, mark=mark_of(life.name),
        signing=Signing(Signer.CLIENT, life.name, None), shown=digest_of(drafted.text.encode()),
    )  # fmt: skip
    drafted.refresh_from_db()
    return drafted


def cover(turn: Turn, made: Standing, life: Life) -> None:
    """Enter the policy from the card, and call the payer."""
    on = turn.at.astimezone(made.zone).date()
    terms = PolicyTerms(
        life.insurer.plan, 1, date(on.year, 1, 1), member_id=f"W{life.rng.randint(10_000_000, 99_999_999)}"
    )
    policy = policies.add_policy(
        actor=turn.actor, at=turn.at, client_id=life.who.pk, payer_id=made.payers[life.insurer.name], terms=terms
    )
    found = Found(
        CheckWay.CALL, _benefits(life, terms.from_on), representative="Jamie, member services",
        reference=f"C{life.rng.randint(1000, 9999)}",
        said="Not a promise to pay.", verified_through=on + timedelta(days=30), gave_notice=True,
    )  # fmt: skip
    checks.record_check(actor=turn.actor, at=turn.at, policy=policy, found=found)


def _benefits(life: Life, from_on: date) -> Benefits:
    """Return what the payer says: a commercial plan leaves a share to the client, Medicaid and the VA do not."""
    met = Decimal(life.rng.randrange(0, 1500, 50))
    pays = Benefits(
        is_active=True, effective_from=from_on, network=Network.IN, deductible=Decimal(0), coinsurance=Decimal(0),
        iop_covered=True, authorization_required=life.insurer.authorizes,
    )  # fmt: skip
    if life.insurer.kind is not PayerKind.COMMERCIAL:
        return pays
    shared = replace(
        pays, deductible=Decimal(1500), deductible_met=met, out_of_pocket=Decimal(6500), out_of_pocket_met=met
    )
    if sum(map(ord, life.name)) % 2:
        return replace(shared, coinsurance=Decimal(20))  # after the deductible
    return replace(shared, coinsurance=None, copay=Decimal(40), copay_unit=CopayUnit.DAY)


def assign(turn: Turn, made: Standing, life: Life, *, until: datetime) -> None:
    """Give the client a primary clinician; whoever leads their groups sees them too."""
    actor, primary = turn.actor, life.office.email
    client = life.who
    registry.assign_care(
        actor=actor, client=client, membership_id=made.memberships[primary], kind=CareKind.PRIMARY, starts_at=turn.at
    )
    leaders = {meeting.leader for level in life.track.levels for meeting in level.meetings} - {primary}
    for email in sorted(leaders):
        registry.assign_care(
            actor=actor, client=client, membership_id=made.memberships[email], kind=CareKind.ROSTER, starts_at=turn.at,
            ends_at=until + COVERS,
        )  # fmt: skip


def acknowledge(turn: Turn, world: World, life: Life) -> None:
    """Give the client every text, and let them sign for it."""
    for text in world.texts:
        notices.acknowledge(
            actor=turn.actor, at=turn.at, client_id=life.who.pk, notice=text, name=life.name, mark=mark_of(life.name)
        )


def admit(turn: Turn, world: World, life: Life, on: date) -> None:
    """Admit the client on the first day, and go through its list."""
    admitting.admit(actor=turn.actor, at=turn.at, client=life.who, admitted_on=on)
    brought = Container("Sertraline", "50 mg", "one in the morning", "Dr. Adler", "Corner Pharmacy")
    if life.rng.random() < _BRINGS:
        firstday.list_medication(actor=turn.actor, at=turn.at, client=life.who, container=brought)
    for item in world.items:
        is_asked = life.rng.random() < _IS_DONE
        if is_asked and item.kind in {Kind.TICK, Kind.ANSWER}:
            said = "None." if item.kind == Kind.ANSWER else ""
            firstday.do_item(actor=turn.actor, at=turn.at, client=life.who, item=item, answer=Done.DONE, words=said)
    life.is_open = True
