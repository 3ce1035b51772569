"""Every address of the application, and what each is filled with: for tests that leave no page out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from stepwell.admissions.models import Admission, AdmissionItem, ItemDone, MedicationListed, Waiver
from stepwell.assessments.models import Evaluation, MeasureRequest, MeasureSchedule, Response
from stepwell.attendance.models import Attendance
from stepwell.authorizations.models import Authorization
from stepwell.billing.models import HeldDay, Payment, Transaction, WriteOff
from stepwell.carryover.models import Import, Paper
from stepwell.claims.models import Claim, OutboundFile
from stepwell.clients.models import (
    CareAssignment,
    CarriedOver,
    ContactMethod,
    Diagnosis,
    EmergencyContact,
    LivingSituation,
)
from stepwell.coverage.models import (
    Arrangement,
    BenefitCheck,
    Contract,
    ContractService,
    EligibilityAnswer,
    Estimate,
    Payer,
    PayerPlan,
    Policy,
)
from stepwell.crisis.models import CrisisAction, CrisisEvent, OnCallShift, SafetyPlan
from stepwell.funding.models import Agreement, AwardDecision, FeeApplication, Fund, PaymentPlan
from stepwell.inquiries.models import Inquiry
from stepwell.notes.models import CounselingNote, Note
from stepwell.people.models import Credential, Program, Room
from stepwell.placement.models import Placement, ServicesOrder
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.models import RoleAssignment
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import Acknowledgement, ConsentEnding, Disclosure, EmergencyAccess, NoticeVersion
from stepwell.reminders.models import ReminderRequest
from stepwell.remittances.models import (
    Appeal,
    BankFile,
    BankMatch,
    DenialCase,
    Deposit,
    InboundFile,
    PlacedMoney,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceLine,
    WorkItem,
)
from stepwell.reviews.models import (
    Discharge,
    DischargeSummary,
    FollowUpTask,
    MedicationAtDischarge,
    NextAppointment,
    Review,
)
from stepwell.scheduling.models import ClosedDay, GroupMembership, GroupSeries, Seat, Session, Waiting
from stepwell.treatmentplans.models import (
    ObjectiveEntry,
    Plan,
    PlanGoal,
    PlanIntervention,
    PlanObjective,
    PlanProblem,
)
from stepwell.weekplans.models import ApartPair, ClientTime, Curriculum, Mending, Proposal, StaffTime
from tests.worlds import Clinic

# Rooms whose pages need no walk: the administrator of accounts (no client data by design) and the gallery of parts.
ELSEWHERE = ("admin:", "ui:")


@dataclass(frozen=True)
class Page:
    """One address of the URLconf, with the names of what it must be filled with."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def shows_clients(self) -> bool:
        return getattr(self.view, "shows_clients", False)


def _walk(resolver: URLResolver, space: str = "") -> Iterator[Page]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if isinstance(entry.pattern, RoutePattern) and entry.name:
                yield Page(f"{space}{entry.name}", entry.callback, tuple(entry.pattern.converters))
        else:
            yield from _walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


PAGES = [page for page in _walk(get_resolver()) if not page.name.startswith(ELSEWHERE)]


def keys_of(clinic: Clinic) -> dict[str, Any]:
    """Return what each argument of an address is filled with: rows of the client with the marked name."""
    ana = clinic.clients["ana"].pk
    with acting(clinic.system()):
        rooms: dict[str, Any] = {
            "people:sites": clinic.north.pk,
            "people:programs": Program.objects.values_list("pk", flat=True).get(),
            "people:rooms": Room.objects.values_list("pk", flat=True).get(),
        }
        return {
            **rooms,
            "client_id": ana,
            "indicator": "days_to_charge",
            "rule": "chg-001",
            "month": f"{timezone.now().astimezone(ZoneInfo('America/New_York')):%Y-%m}",
            "method_id": ContactMethod.objects.values_list("pk", flat=True).get(client=ana),
            "contact_id": EmergencyContact.objects.values_list("pk", flat=True).get(client=ana),
            "assignment_id": CareAssignment.objects.filter(client=ana).values_list("pk", flat=True)[0],
            "diagnosis_id": Diagnosis.objects.values_list("pk", flat=True).get(),
            "before_id": CarriedOver.objects.values_list("pk", flat=True).get(),
            "import_id": Import.objects.values_list("pk", flat=True).get(),
            "paper_id": Paper.objects.values_list("pk", flat=True).get(),
            "home_id": LivingSituation.objects.values_list("pk", flat=True).get(),
            "crisis_id": CrisisEvent.objects.values_list("pk", flat=True).get(client=ana, closed_at=None),
            "entry_id": CrisisAction.objects.values_list("pk", flat=True).get(client=ana, event__closed_at=None),
            "safety_plan_id": SafetyPlan.objects.values_list("pk", flat=True).get(client=ana, agreed_at=None),
            "shift_id": OnCallShift.objects.values_list("pk", flat=True).get(),
            "site_id": clinic.north.pk,
            "program_id": Program.objects.values_list("pk", flat=True).get(),
            "access_id": EmergencyAccess.objects.values_list("pk", flat=True).get(),
            "attendance_id": Attendance.objects.values_list("pk", flat=True).get(client=ana),
            "payer_id": Payer.objects.values_list("pk", flat=True).get(),
            "payer_plan_id": PayerPlan.objects.values_list("pk", flat=True).get(),
            "answer_id": EligibilityAnswer.objects.values_list("pk", flat=True).get(client=ana),
            "estimate_id": Estimate.objects.values_list("pk", flat=True).get(client=ana),
            "arrangement_id": Arrangement.objects.values_list("pk", flat=True).get(client=ana),
            "appeal_id": Appeal.objects.values_list("pk", flat=True).get(),
            "denial_case_id": DenialCase.objects.values_list("pk", flat=True).get(),
            "inbound_file_id": InboundFile.objects.values_list("pk", flat=True).get(),
            "remittance_id": Remittance.objects.values_list("pk", flat=True).get(),
            "work_item_id": WorkItem.objects.values_list("pk", flat=True).get(),
            "remittance_line_id": RemittanceLine.objects.values_list("pk", flat=True).get(),
            "bank_file_id": BankFile.objects.values_list("pk", flat=True).get(),
            "bank_match_id": BankMatch.objects.values_list("pk", flat=True).get(),
            "deposit_id": Deposit.objects.values_list("pk", flat=True).get(),
            "remittance_claim_id": RemittanceClaim.objects.values_list("pk", flat=True).get(),
            "remittance_adjustment_id": RemittanceAdjustment.objects.values_list("pk", flat=True).get(),
            "placed_money_id": PlacedMoney.objects.values_list("pk", flat=True).get(),
            "claim_id": Claim.objects.values_list("pk", flat=True).get(),
            "outbound_file_id": OutboundFile.objects.values_list("pk", flat=True).get(),
            "held_day_id": HeldDay.objects.values_list("pk", flat=True).get(),
            "contract_id": Contract.objects.values_list("pk", flat=True).get(),
            "contract_service_id": ContractService.objects.values_list("pk", flat=True).get(),
            "application_id": FeeApplication.objects.values_list("pk", flat=True).get(),
            "agreement_id": Agreement.objects.values_list("pk", flat=True).get(),
            "award_id": AwardDecision.objects.values_list("award", flat=True).get(movement=None),
            "fund_id": Fund.objects.values_list("pk", flat=True).get(),
            "payment_plan_id": PaymentPlan.objects.values_list("pk", flat=True).get(),
            "policy_id": Policy.objects.values_list("pk", flat=True).get(client=ana),
            "check_id": BenefitCheck.objects.values_list("pk", flat=True).get(client=ana),
            "inquiry_id": Inquiry.objects.values_list("pk", flat=True).get(),
            **_privacy(),
            **_admissions(),
            "evaluation_id": Evaluation.objects.values_list("pk", flat=True).get(),
            "section_number": 1,
            "response_id": Response.objects.values_list("pk", flat=True).get(),
            "measure_request_id": MeasureRequest.objects.values_list("pk", flat=True).get(),
            "measure_schedule_id": MeasureSchedule.objects.values_list("pk", flat=True).get(),
            "question_number": 1,
            "placement_id": Placement.objects.values_list("pk", flat=True).get(decided_at__isnull=False),
            "placing_id": Placement.objects.values_list("pk", flat=True).get(decided_at=None),
            "order_id": ServicesOrder.objects.values_list("pk", flat=True).get(),
            "authorization_id": Authorization.objects.values_list("pk", flat=True).get(client=ana),
            "plan_id": Plan.objects.values_list("pk", flat=True).get(number=1),
            "draft_id": Plan.objects.values_list("pk", flat=True).get(number=2),
            "problem_id": PlanProblem.objects.values_list("pk", flat=True).get(plan__number=2),
            "goal_id": PlanGoal.objects.values_list("pk", flat=True).get(plan__number=2),
            "objective_id": PlanObjective.objects.values_list("pk", flat=True).get(plan__number=2),
            "intervention_id": PlanIntervention.objects.values_list("pk", flat=True).get(plan__number=2),
            "progress_id": ObjectiveEntry.objects.values_list("pk", flat=True).get(),
            **_reviews(),
            "transaction_id": Transaction.objects.values_list("pk", flat=True).get(kind="payment"),
            "payment_id": Payment.objects.values_list("pk", flat=True).get(),
            "write_off_id": WriteOff.objects.values_list("pk", flat=True).get(),
            "note_id": Note.objects.values_list("pk", flat=True).get(client=ana, signed_at__isnull=False),
            "note_draft_id": Note.objects.values_list("pk", flat=True).get(kind="case"),
            "counseling_id": _counseling(clinic),
            "document_id": _document(clinic),
            "membership_id": clinic["clinician"].membership.pk,
            "series_id": GroupSeries.objects.values_list("pk", flat=True).get(),
            "session_id": Session.objects.values_list("pk", flat=True).get(series__isnull=False),
            "group_membership_id": GroupMembership.objects.values_list("pk", flat=True).get(),
            "waiting_id": Waiting.objects.values_list("pk", flat=True).get(),
            "seat_id": Seat.objects.values_list("pk", flat=True).get(client=ana),
            "client_time_id": ClientTime.objects.values_list("pk", flat=True).get(),
            "pair_id": ApartPair.objects.values_list("pk", flat=True).get(),
            "reminder_request_id": ReminderRequest.objects.values_list("pk", flat=True).get(),
            "proposal_id": Proposal.objects.values_list("pk", flat=True).get(),
            "curriculum_id": Curriculum.objects.values_list("pk", flat=True).get(),
            "mending_id": Mending.objects.values_list("pk", flat=True).get(),
            "staff_time_id": StaffTime.objects.values_list("pk", flat=True).get(),
            "closed_day_id": ClosedDay.objects.values_list("pk", flat=True).get(),
            "key": clinic["clinician"].membership.pk,
            "role": RoleAssignment.objects.filter(membership=clinic["clinician"].membership.pk).get().pk,
            "credential": Credential.objects.values_list("pk", flat=True).get(),
            "pk": 1,
            "token": "unknown",
            "secret": "AAAAA-AAAAA-AAAAA-AAAAA",
        }


def _privacy() -> dict[str, Any]:
    disclosure = Disclosure.objects.get()
    return {
        "consent_id": disclosure.consent_id,
        "disclosure_id": disclosure.pk,
        "ending_id": ConsentEnding.objects.values_list("pk", flat=True).get(),
        "notice_id": NoticeVersion.objects.values_list("pk", flat=True).get(),
        "acknowledgement_id": Acknowledgement.objects.values_list("pk", flat=True).get(),
        "text_number": 1,
    }


def _admissions() -> dict[str, Any]:
    return {
        "admission_id": Admission.objects.values_list("pk", flat=True).get(),
        "item_id": AdmissionItem.objects.values_list("pk", flat=True).get(),
        "done_id": ItemDone.objects.values_list("pk", flat=True).get(),
        "container_id": MedicationListed.objects.values_list("pk", flat=True).get(),
        "waiver_id": Waiver.objects.values_list("pk", flat=True).get(),
    }


def _reviews() -> dict[str, Any]:
    return {
        "review_id": Review.objects.values_list("pk", flat=True).get(signed_at__isnull=False),
        "reviewing_id": Review.objects.values_list("pk", flat=True).get(signed_at=None),
        "summary_id": DischargeSummary.objects.values_list("pk", flat=True).get(signed_at=None),
        "discharge_id": Discharge.objects.values_list("pk", flat=True).get(),
        "appointment_id": NextAppointment.objects.values_list("pk", flat=True).get(),
        "medication_id": MedicationAtDischarge.objects.values_list("pk", flat=True).get(),
        "follow_up_id": FollowUpTask.objects.values_list("pk", flat=True).get(),
    }


def _counseling(clinic: Clinic) -> UUID:
    with acting(clinic["clinician"].scope):  # its author: nobody else reads it
        return CounselingNote.objects.values_list("pk", flat=True).get()


def _document(clinic: Clinic) -> UUID:
    with acting(clinic["admissions"].scope):
        found = Document.objects.create(
            organization=clinic.organization,
            client=clinic.clients["ana"],
            category=Category.DEMOGRAPHICS,
            title="Card",
            media_type="application/pdf",
            size=3,
            sha256="1" * 64,
            content=b"pdf",
        )
    return found.pk


def address(page: Page, keys: dict[str, Any]) -> str:
    """Return a page's address. A KeyError here means: say in `keys_of` which row the new argument names."""
    room = page.name.split("-")[0]
    filled = {name: keys.get(room, keys[name]) if name == "key" else keys[name] for name in page.arguments}
    return reverse(page.name, kwargs=filled)
