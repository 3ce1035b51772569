"""A whole file in plain words."""

from collections.abc import Iterator

from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.authorizations import Authorization
from stepwell.x12.claims import ClaimFile
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.explaining import answers, claims, eligibility, remittance
from stepwell.x12.explaining.words import count
from stepwell.x12.issues import Severity
from stepwell.x12.reading.sets import Content, ReadFile
from stepwell.x12.remittances import Remittance
from stepwell.x12.statuses import ClaimStatuses

_KINDS = {
    "270": "Question about eligibility",
    "271": "Answer about eligibility",
    "276": "Question about claims",
    "277": "Status of claims",
    "278": "Authorization",
    "835": "Remittance",
    "837": "Claims",
    "997": "Acknowledgment",
    "999": "Acknowledgment",
}


def explain(found: ReadFile) -> Iterator[str]:
    """Yield the lines that say what a file says, set by set, and last whether it can be relied on."""
    for interchange in found.file.interchanges:
        for answer in interchange.acknowledgments:
            yield from answers.explain_interchange(answer)
    for number, one in enumerate(found.sets, 1):
        code = one.transaction.code
        yield f"{_KINDS.get(code, 'Set')} {code}, {number} of {len(found.sets)}"
        yield ""
        yield from _content(one.content)
        yield ""
    yield from _reliance(found)


def _content(content: Content | None) -> Iterator[str]:
    match content:
        case Remittance():
            yield from remittance.explain(content)
        case Eligibility():
            yield from eligibility.explain(content)
        case GroupAcknowledgment():
            yield from answers.explain_group(content)
        case ClaimStatuses():
            yield from answers.explain_statuses(content)
        case Authorization():
            yield from answers.explain_authorization(content)
        case ClaimFile():
            yield from claims.explain(content)
        case None:
            yield "This kind of set is not read here."


def _reliance(found: ReadFile) -> Iterator[str]:
    severities = [issue.severity for issue in found.issues]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if errors:
        yield f"Do not rely on all of this yet: {count(errors, 'error')} in the file. `stepwell x12 check` names them."
    elif warnings:
        yield f"Look before you act: {count(warnings, 'warning')}. `stepwell x12 check` names them."
    else:
        yield "Nothing is wrong with the file."
    if any(issue.code == "X12-114" for issue in found.issues):
        yield "It is marked as a test."
