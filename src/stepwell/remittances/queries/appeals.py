"""Letters of appeal: what they say, how they stand, and what holds with a payer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string

from stepwell.billing.rules.amounts import in_words
from stepwell.claims.models import ClaimEvent, PayerControl
from stepwell.claims.queries.charged import is_protected
from stepwell.claims.vocabulary import State
from stepwell.clients.models import Demographics
from stepwell.coverage.models import Policy
from stepwell.kernel import phones
from stepwell.platform.documents.pdf import pdf_of
from stepwell.platform.tenancy.models import Organization
from stepwell.privacy.rules.redisclosure import LONG
from stepwell.privacy.vocabulary import WAY_LABELS, Way
from stepwell.remittances.models import Appeal, AppealTerms, DenialCase
from stepwell.remittances.rules.appeals import (
    ENCLOSED_LABELS,
    LEVEL_LABELS,
    OUTCOME_LABELS,
    USUAL,
    Days,
    Enclosed,
    Level,
    Outcome,
    start_of,
)
from stepwell.remittances.rules.denials import ReasonGroup
from stepwell.x12.labels.adjustments import REASON, REMARK

_OPENINGS = {
    Level.FIRST: "We ask you to change your decision about the services below, and to pay them.",
    Level.SECOND: "You upheld your decision about the services below. We ask for a second review, by other people than "
    "those who decided before.",
    Level.EXTERNAL: "We ask for an external review of this decision, by an independent reviewer.",
}


@dataclass(frozen=True)
class LineSaid:
    """A denied line as a letter tells it; amounts in dollars."""

    day: date
    code: str
    billed: str
    denied: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A letter of appeal, whole.

    facts      what it is about, as term and value
    timely     that it comes in time
    enclosed   in words
    notice     what federal law asks to go along; "" where it asks nothing
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    on: date
    subject: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[LineSaid, ...]
    denied: str
    argument: tuple[str, ...]
    timely: str
    enclosed: tuple[str, ...]
    signer: str
    phone: str
    notice: str


@dataclass(frozen=True)
class AppealRow:
    """A letter on the page of a case: how far it came, in words."""

    id: UUID
    level: str
    tone: str
    status: str
    detail: str
    is_draft: bool


def days_with(payer_id: UUID) -> Days:
    """Return what holds for appeals with a payer. One query."""
    row = terms_of(payer_id)
    return Days(row.second_days, row.external_days, row.answer_days, row.levels) if row else USUAL


def terms_of(payer_id: UUID | None) -> AppealTerms | None:
    """Return the terms of a payer, else those of all; None if nobody wrote any down. One query."""
    rows = {row.payer_id: row for row in AppealTerms.objects.filter(Q(payer=payer_id) | Q(payer=None))}
    return rows.get(payer_id) or rows.get(None)


def every_terms() -> dict[UUID | None, AppealTerms]:
    """Return all terms by payer; None for those of all others. One query."""
    return {row.payer_id: row for row in AppealTerms.objects.all()}


def start_for(case: DenialCase) -> str:
    """Return how the argument about a case begins. Two queries."""
    charge = case.claim_line.charge_line.charge
    left = ClaimEvent.objects.filter(claim=case.claim_line.claim_id, state=State.SENT).order_by("number").first()
    authorization = charge.authorization.number or "" if charge.authorization else ""
    sent = f"{left.at:%B} {left.at.day}, {left.at:%Y}" if left else ""
    return start_of(ReasonGroup(case.group), authorization=authorization, sent=sent)


def appeal(appeal_id: UUID) -> Appeal | None:
    """Return a letter, or None if there is none that the actor sees. One query."""
    told = PayerControl.objects.filter(claim=OuterRef("claim")).order_by("-told_at").values("number")
    found = Appeal.objects.annotate(payer_number=Subquery(told[:1])).select_related(
        "organization", "client", "claim__program__site", "payer", "written_by", "sent_by", "answered_by"
    )
    return found.filter(pk=appeal_id).first()


def cases_of(appeal_id: UUID) -> list[DenialCase]:
    """Return the denied lines of a letter, in the order of the claim. One query."""
    rows = DenialCase.objects.filter(appealed__appeal=appeal_id).select_related(
        "claim_line__claim", "line__answer__remittance"
    )
    return list(rows.order_by("claim_line__number"))


def appeals_about(case_id: UUID) -> list[AppealRow]:
    """Return the letters about a case, the latest first. One query."""
    return [_row(one) for one in Appeal.objects.filter(lines__case=case_id).order_by("-written_at")]


def others_for(case: DenialCase) -> QuerySet[DenialCase]:
    """Return the other open denied lines of a claim that no letter is about now."""
    rows = DenialCase.objects.filter(
        claim_line__claim=case.claim_line.claim_id, closed_at=None, appeal_by__isnull=False
    )
    busy = DenialCase.objects.filter(appealed__appeal__dropped_at=None, appealed__appeal__outcome="").values("pk")
    return rows.exclude(pk=case.pk).exclude(pk__in=busy).select_related("claim_line").order_by("claim_line__number")


def letter_of(row: Appeal, cases: Sequence[DenialCase], *, on: date) -> Letter:
    """Return what a letter says about some cases. Three queries.

    on  the day that it bears
    """
    organization: Organization = row.organization
    terms, payer = terms_of(row.payer_id), row.payer
    address = (terms.address if terms else "") or payer.address
    others = [one.strip() for one in (row.others or "").splitlines() if one.strip()]
    site = row.claim.program.site
    return Letter(
        sender=(organization.legal_name, organization.street, _town(organization)),
        to=(payer.name, "Appeals", *filter(None, (one.strip() for one in address.split(",", 1)))),
        on=on,
        subject=f"{LEVEL_LABELS[Level(row.level)]} of a denied claim",
        opening=_OPENINGS[Level(row.level)],
        facts=_facts(row, cases, organization),
        lines=tuple(map(_line, cases)),
        denied=in_words(sum(one.cents for one in cases)),
        argument=tuple(part.strip() for part in (row.argument or "").split("\n") if part.strip()),
        timely=f"This appeal comes within the time for it, which ends on {_day(row.appeal_by)}."
        if on <= row.appeal_by
        else "",
        enclosed=(*(ENCLOSED_LABELS[Enclosed(one)] for one in row.enclosures), *others),
        signer=row.signer,
        phone=phones.written(site.phone),
        notice=LONG if is_protected(row.claim.program) else "",
    )


def content_of(row: Appeal, *, on: date) -> bytes:
    """Return a letter as PDF. Raises NoPdf."""
    full = appeal(row.pk) or row
    css = resources.files("stepwell.remittances").joinpath("letter.css").read_text(encoding="utf-8")
    return pdf_of(
        render_to_string("remittances/appeal_pdf.html", {"letter": letter_of(full, cases_of(full.pk), on=on)}), css
    )


def said_of(codes: Sequence[str], reason: str) -> tuple[str, ...]:
    """Return a payer's reason and remarks in our own short words, each with its code."""
    known = REASON.get(reason)
    first = f"{known.label if known else 'a reason not known here'} ({reason})"
    return (first, *(f"{REMARK.get(code, 'a remark not known here')} ({code})" for code in codes))


def _facts(row: Appeal, cases: Sequence[DenialCase], organization: Organization) -> tuple[tuple[str, str], ...]:
    claim, person = row.claim, Demographics.objects.filter(client=row.client_id).first()
    policy = Policy.objects.filter(pk=claim.policy_id).first()
    answers = list(dict.fromkeys(one.line.answer.remittance for one in cases))
    told = (
        ("Patient", row.client.legal_name),
        ("Born", _day(person.birth_date) if person else ""),
        ("Member number", policy.member_id or "" if policy else ""),
        ("Group", policy.group_number if policy else ""),
        ("Your claim number", getattr(row, "payer_number", None) or ""),
        ("Our claim number", claim.number),
        ("Days of service", _span(claim.first_on, claim.last_on)),
        ("Billed in all", in_words(claim.charged)),
        ("Your decision", "; ".join(f"{_day(one.day)}, payment {one.number}" for one in answers)),
        ("Provider", f"{organization.legal_name}, NPI {organization.npi}, tax number {organization.tax_id}"),
    )
    return tuple((term, value) for term, value in told if value)


def _line(case: DenialCase) -> LineSaid:
    line = case.claim_line
    return LineSaid(
        line.day, line.code, in_words(line.charge), in_words(case.cents), said_of(case.remarks, case.reason)
    )


def _row(one: Appeal) -> AppealRow:
    level = LEVEL_LABELS[Level(one.level)]
    if one.dropped_at:
        return AppealRow(one.pk, level, "", "Dropped", "", is_draft=False)
    if one.sent_on is None or one.due_on is None:
        return AppealRow(one.pk, level, "warn", "Not sent yet", f"by {_day(one.appeal_by)}", is_draft=True)
    sent = f"sent on {_day(one.sent_on)}, {WAY_LABELS[Way(one.way)].lower()}"
    if one.outcome and one.answered_on:
        label = OUTCOME_LABELS[Outcome(one.outcome)].partition(":")[0]
        tone = "success" if one.outcome == Outcome.OVERTURNED else ""
        return AppealRow(one.pk, level, tone, label, f"{sent}, answered on {_day(one.answered_on)}", is_draft=False)
    return AppealRow(one.pk, level, "info", "Sent", f"{sent}, to be answered by {_day(one.due_on)}", is_draft=False)


def _town(place: Organization) -> str:
    return f"{place.city}, {place.state} {place.postal_code}"


def _span(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
