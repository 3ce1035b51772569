"""Ana's days as they were charged and sent to her payer, and files that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone

from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.models import Charge, ChargeLine, Entry
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import Owed
from stepwell.claims.models import Claim, ClaimEvent, ClaimLine, ClaimVersion, OutboundClaim, OutboundFile
from stepwell.claims.rules.packing import digest, packed
from stepwell.clients.models import Demographics
from stepwell.coverage.models import Contract, Payer, Policy
from stepwell.coverage.vocabulary import MEMBER_LABEL
from stepwell.people.models import Program
from stepwell.platform.crypto.blind import Form, blind_index
from stepwell.platform.walls.scope import Scope, acting
from stepwell.remittances.actions.reading import read_file
from stepwell.remittances.actions.taking import take
from stepwell.remittances.models import InboundFile, RemittanceClaim, WorkItem
from stepwell.remittances.vocabulary import Way
from tests.sampling.claims import said
from tests.worlds import Clinic

CHARGED, ALLOWED = 42_500, 28_500
SENT_UP_TO = ("draft", "ready", "queued", "sent")


@dataclass
class World:
    """One clinic with a payer and a policy of Ana's; claims are made as they are asked for."""

    clinic: Clinic
    payer: Payer
    policy: Policy
    contract: Contract
    program: Program
    numbers: Any = field(default_factory=lambda: count(1))
    files: Any = field(default_factory=lambda: count(1))

    @property
    def owned(self) -> dict[str, Any]:
        return {"organization": self.clinic.organization}

    @property
    def about(self) -> dict[str, Any]:
        return {**self.owned, "client": self.clinic.clients["ana"]}

    @property
    def biller(self) -> Scope:
        return self.clinic["biller everywhere"].scope

    def claim(self, *days: date, policy: Policy | None = None) -> Claim:
        """Return a claim of some days that was sent: charged, booked, and in a file that left."""
        number = next(self.numbers)
        with acting(self.biller):
            lines = [self._charged(day) for day in days]
            claim = self._cut(number, lines, policy or self.policy)
        with acting(self.clinic.system()):
            self._sent(number, claim)
        return claim

    def replacement(self, before: Claim) -> Claim:
        """Return a claim of the same days that replaces one, and was sent."""
        number = next(self.numbers)
        with acting(self.biller):
            lines = [line.charge_line for line in before.lines.select_related("charge_line__charge").order_by("number")]
            claim = self._cut(number, lines, self.policy, replaces=before)
        with acting(self.clinic.system()):
            self._sent(number, claim)
        return claim

    def draft(self, day: date) -> Claim:
        """Return a claim that was only cut."""
        with acting(self.biller):
            claim = self._cut(next(self.numbers), [self._charged(day)], self.policy)
        with acting(self.clinic.system()):
            ClaimEvent.objects.create(**self.about, claim=claim, number=1, state="draft", at=timezone.now())
        return claim

    def charged(
        self, day: date, *, cents: int = CHARGED, expected: int = ALLOWED, modifiers: Sequence[str] = ("HF",)
    ) -> ChargeLine:
        """Return the line of a day that was charged and booked."""
        with acting(self.biller):
            return self._charged(day, cents, expected, modifiers)

    def _charged(
        self, day: date, cents: int = CHARGED, expected: int = ALLOWED, modifiers: Sequence[str] = ("HF",)
    ) -> ChargeLine:
        owner, now = self.clinic["biller everywhere"], timezone.now()
        charge = Charge.objects.create(
            **self.about, day=day, payer=self.payer, policy=self.policy, contract=self.contract, program=self.program,
            level="2.1", diagnoses=["F10.20"], minutes=180, charged=cents, expected=expected, number=1,
            fingerprint="0" * 64, made_at=now, made_by=owner.membership,
        )  # fmt: skip
        draft = Draft(
            ledger.charge(Owed(self.policy.pk, self.payer.pk), cents), charge.client_id, day, f"charge {day}",
            service_day=day,
        )  # fmt: skip
        post(actor=self.clinic.system(), at=now, draft=draft)
        return ChargeLine.objects.create(
            **self.about, charge=charge, number=1, code="H0015", modifiers=list(modifiers), place="57", unit="day",
            units=1, minutes=180, charged=cents, expected=expected,
        )  # fmt: skip

    def _cut(
        self, number: int, lines: Sequence[ChargeLine], policy: Policy, replaces: Claim | None = None
    ) -> Claim:  # fmt: skip
        days = [line.charge.day for line in lines]
        claim = Claim(
            **self.about, policy=policy, payer_id=policy.payer_id or self.payer.pk, contract=self.contract,
            program=self.program, form="837P", number=f"C{number:09}", first_on=min(days), last_on=max(days),
            charged=CHARGED * len(lines), cut_at=timezone.now(),
        )  # fmt: skip
        claim.root = claim
        if replaces:
            claim.root, claim.replaces, claim.frequency, claim.original_number = replaces.root, replaces, "7", "ICN1"
        claim.save(force_insert=True)
        for place, line in enumerate(lines, 1):
            ClaimLine.objects.create(
                **self.about, claim=claim, root=claim.root, charge_line=line, number=place,
                control=f"{claim.number}-{place}", day=line.charge.day, code="H0015", charge=CHARGED, owed=CHARGED,
                expected=ALLOWED,
            )  # fmt: skip
        return claim

    def _sent(self, number: int, claim: Claim) -> None:
        now = timezone.now()
        whole = said(claim.first_on)
        days = claim.lines.order_by("number").values_list("day", flat=True)
        text = packed(replace(whole, lines=tuple(replace(whole.lines[0], first=day) for day in days)))
        version = ClaimVersion.objects.create(
            **self.about, claim=claim, number=1, said=text, digest=digest(text), made_at=now
        )
        file = OutboundFile.objects.create(
            **self.owned, form="837P", sender_qualifier="ZZ", sender="IOPCLINIC", receiver_qualifier="ZZ",
            receiver="CLEARHOUSE", receiver_name="Clearhouse", production=False, interchange=number,
            group_number=number, set_number=number, reference=f"S{number}", name=f"837P-{number}.x12", size=4, claims=1,
            charged=claim.charged, digest="0" * 64, made_at=now,
        )  # fmt: skip
        OutboundClaim.objects.create(**self.about, file=file, claim=claim, version=version)
        OutboundFile.objects.filter(pk=file.pk).update(spooled_at=now, left_at=now)
        for place, state in enumerate(SENT_UP_TO, 1):
            ClaimEvent.objects.create(**self.about, claim=claim, number=place, state=state, at=now)

    # Answers

    def take(self, content: str | bytes, *, name: str = "answer.x12") -> UUID:
        """Keep a file as if it lay in the folder."""
        data = content.encode("ascii") if isinstance(content, str) else content
        scope = self.clinic.system()
        with acting(scope):
            return take(actor=scope, at=timezone.now(), name=name, content=data, way=Way.FOLDER).file_id

    def read(self, content: str | bytes, *, at: datetime | None = None) -> InboundFile:
        """Keep and read a file; return its row."""
        file_id = self.take(content)
        read_file(actor=self.clinic.system(), at=at or timezone.now(), file_id=file_id)
        with acting(self.biller):
            row: InboundFile = InboundFile.objects.get(pk=file_id)
            return row

    # What stands

    def state(self, claim: Claim) -> str:
        with acting(self.biller):
            return Claim.objects.get(pk=claim.pk).state

    def sums(self) -> dict[str, int]:
        """Return the cents of each account that is not zero."""
        found: dict[str, int] = {}
        with acting(self.biller):
            for account, cents in Entry.objects.values_list("account", "cents"):
                found[account] = found.get(account, 0) + cents
        return {account: cents for account, cents in found.items() if cents}

    def work(self) -> list[str]:
        """Return the codes of what is open."""
        with acting(self.biller):
            return sorted(WorkItem.objects.filter(done_at=None).values_list("code", flat=True))

    def outcomes(self) -> list[tuple[str, str]]:
        with acting(self.biller):
            rows = RemittanceClaim.objects.order_by("remittance__read_at", "remittance__place", "number")
            return list(rows.values_list("outcome", "work"))


def make_world(clinic: Clinic) -> World:
    owned: dict[str, Any] = {"organization": clinic.organization}
    with acting(clinic["admissions everywhere"].scope):
        payer = Payer.objects.create(**owned, name="Buckeye Mutual", kind="commercial", payer_id="BUCK1")
        policy = Policy.objects.create(
            **owned, client=clinic.clients["ana"], payer=payer, plan_type="ppo", member_id="W123",
            member_id_index=b"m" * 16, rank=1, from_on=date(2026, 1, 1),
        )  # fmt: skip
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(**owned, site=clinic.north, name="Evening", level="2.1", kind="co_occurring")
    with acting(clinic["biller everywhere"].scope):
        contract = Contract.objects.create(
            **owned, payer=payer, name="Standard", from_on=date(2026, 1, 1), form="837P", taxonomy="261QR0405X",
            place="57", filing_days=90, appeal_days=180, filing_indicator="CI",
        )  # fmt: skip
    return World(clinic, payer, policy, contract, program)


def make_story(world: World) -> World:
    """Return the clinic of the files in tests/data/x12: its NPI, its payer 88888, its member, three charged days."""
    with acting(world.clinic["administrator everywhere"].scope):
        world.clinic.organization.npi = "1993999998"
        world.clinic.organization.save(update_fields=["npi"])
    with acting(world.clinic["admissions everywhere"].scope):
        world.payer.payer_id = "88888"
        world.payer.save(update_fields=["payer_id"])
        world.policy.member_id = "W-123 456 789"
        world.policy.member_id_index = blind_index("W123456789", MEMBER_LABEL, Form.CODE)
        world.policy.save(update_fields=["member_id", "member_id_index"])
        Demographics.objects.filter(client=world.policy.client_id).update(birth_date=date(1990, 2, 14))
    world.charged(date(2026, 3, 9), cents=35_000, expected=27_500)
    world.charged(date(2026, 3, 11), cents=35_000, expected=27_500)
    world.charged(date(2026, 3, 13), cents=35_000, expected=25_000, modifiers=("HF", "95"))
    return world
