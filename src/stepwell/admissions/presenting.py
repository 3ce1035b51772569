"""Gates as pages show them: with what can be done about each, by whoever looks."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from stepwell.admissions.queries.candidates import Candidate
from stepwell.admissions.rules.gates import Standing
from stepwell.admissions.rules.leaving import may_waive
from stepwell.admissions.vocabulary import HARD, MENDER_LABELS, STATE_LABELS, STATE_TONES, Gate, State
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.privacy.vocabulary import Kind


@dataclass(frozen=True)
class Way:
    """Where a gate is mended: what the button says, the address, and what one must be able to write for it."""

    label: str
    url: str
    needs: Category


@dataclass(frozen=True)
class Line:
    """A gate in a list.

    mend      where the one who looks can mend it; None if they cannot, or nothing is to be done
    waive     the address at which they may waive it, or empty
    """

    standing: Standing
    mend: Way | None
    waive: str

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return STATE_LABELS[self.standing.state]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return STATE_TONES.get(self.standing.state, "")

    @property
    def mender(self) -> str:
        """Who can mend it, in words."""
        return MENDER_LABELS[self.standing.mender]

    @property
    def is_missing(self) -> bool:
        """Whether something is to be done."""
        return self.standing.state is State.MISSING

    @property
    def is_hard(self) -> bool:
        """Whether nobody is admitted without it."""
        return self.standing.gate in HARD


def lines_of(found: Candidate, who: Member) -> list[Line]:
    """Return the gates of somebody with what the member can do about each."""
    return [_line(each, found, who) for each in found.standings]


def mend_of(found: Candidate, who: Member) -> Way | None:
    """Return where what is missing next is mended, if the member can."""
    return _mend(found.next, found.client_id, who) if found.next else None


def _line(each: Standing, found: Candidate, who: Member) -> Line:
    closed = each.state in {State.MISSING, State.UNSEEN} and found.is_on_the_way
    waive = closed and may_waive(each.gate, who.roles)
    return Line(
        each,
        _mend(each, found.client_id, who) if each.state is State.MISSING else None,
        reverse(f"admissions:waive_{each.gate}", args=[found.client_id]) if waive else "",
    )


def _mend(each: Standing, client_id: UUID, who: Member) -> Way | None:
    return next((way for way in _ways(each, client_id) if who.may(way.needs, writes=True)), None)


def _ways(each: Standing, client_id: UUID) -> list[Way]:
    return [Way(label, reverse(name, args=[client_id]), needs) for label, name, needs in _MENDED[each.gate](each)]


Ways = list[tuple[str, str, Category]]
_TEXTS: Ways = [("Give them", "privacy:consents", Category.CONSENTS)]
_COVERAGE: Ways = [("Coverage", "coverage:coverage", Category.BENEFITS)]


def _assessment(each: Standing) -> Ways:
    if each.on is None:
        return [("Book it", "admissions:book", Category.SCHEDULE)]
    return [("Assess", "assessments:evaluations", Category.CHART), ("Book again", "admissions:book", Category.SCHEDULE)]


def _authorization(_: Standing) -> Ways:
    return [("Authorizations", "authorizations:overview", Category.AUTHORIZATIONS), *_COVERAGE]


_MENDED: dict[Gate, Callable[[Standing], Ways]] = {
    Gate.CONTACT: lambda _: [("Add one", "clients:new_contact", Category.DEMOGRAPHICS)],
    Gate.ASKING: lambda _: [("Get it signed", f"privacy:new_{Kind.CONTACT_PAYER}", Category.CONSENTS)],
    Gate.COVERAGE: lambda _: _COVERAGE,
    Gate.ASSESSMENT: _assessment,
    Gate.PLACEMENT: lambda _: [("Place", "placement:overview", Category.CHART)],
    Gate.ORDER: lambda _: [("Order", "placement:overview", Category.CHART)],
    Gate.AUTHORIZATION: _authorization,
    Gate.CLINICIAN: lambda _: [("Assign", "clients:care", Category.CASELOAD)],
    Gate.CONSENT: lambda _: [("Get it signed", f"privacy:new_{Kind.TPO}", Category.CONSENTS)],
    Gate.NOTICES: lambda _: _TEXTS,
    Gate.RULES: lambda _: _TEXTS,
    Gate.SESSION: lambda _: [("Schedule", "scheduling:client", Category.SCHEDULE)],
}
