"""From the values of a row to a client whom other rooms understand: names become sites, programs and staff."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from stepwell.authorizations.rules.checking import Terms
from stepwell.authorizations.vocabulary import Status
from stepwell.carryover.rules.columns import EARLIER
from stepwell.carryover.rules.papers import Paper
from stepwell.carryover.rules.rows import Places, ProgramFacts, Row, Stage
from stepwell.clients.rules import registration
from stepwell.clients.rules.carried import Sums
from stepwell.clients.rules.enrollment import Span
from stepwell.clients.rules.registration import Contact, Identity
from stepwell.clients.vocabulary import ContactKind
from stepwell.kernel.findings import Finding
from stepwell.placement.rules.ordering import Order, Part

Values = Mapping[str, Any]
_AUTHORIZATION = (
    "payer", "authorization_number", "authorization_codes", "authorization_unit", "units_approved", "authorized_from",
    "authorized_to", "authorized_on",
)  # fmt: skip
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass
class _Reading:
    """A row being put together, with what was found wrong on the way."""

    values: Values
    places: Places
    found: list[Finding] = field(default_factory=list)

    def wrong(self, code: str, sentence: str, name: str) -> None:
        self.found.append(Finding(code, sentence, name))


def build(values: Values, places: Places) -> tuple[Row | None, list[Finding]]:
    """Return a row of values that were read whole, or None with what is missing or not known."""
    reading = _Reading(values, places)
    site_id = _site(reading)
    stages = _stages(reading, site_id) if site_id else ()
    authorization = _authorization(reading, stages)
    order = _order(reading)
    primary_id = _primary(reading)
    papers = _papers(reading)
    contacts = _contacts(reading)
    if reading.found or site_id is None or not stages:
        return None, reading.found
    names = ("first_name", "last_name", "middle_name", "preferred_name", "pronouns")
    return Row(
        identity=Identity(**{name: values[name] for name in names}),
        birth_date=values["birth_date"],
        site_id=site_id,
        stages=stages,
        sums=Sums(values["as_of"], values["days_attended"], values["minutes_attended"], values["source"]),
        fingerprint=fingerprint_of(values),
        language=values["language"] or "en",
        needs_interpreter=values["needs_interpreter"],
        address=values["address"],
        client_number=values["client_number"],
        is_another_person=values["another_person"],
        contacts=contacts,
        order=order,
        authorization=authorization,
        papers=papers,
        primary_id=primary_id,
    ), []


def unknown(values: Values, places: Places) -> list[Finding]:
    """Return which names in a row nobody knows, of a row that has other faults too: they are mended in one go."""
    reading = _Reading(values, places)
    site_id = _site(reading) if values["site"] else None
    if site_id and values["program"]:
        _program(reading, site_id, "program", values["program"])
    _primary(reading)
    return reading.found


def fingerprint_of(values: Values) -> str:
    """Return what two rows share that say the same: every value but the confirmation that it is another person."""
    said = {name: value for name, value in values.items() if value not in (None, "", False, ())}
    said.pop("another_person", None)
    return json.dumps(said, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return vars(value) if isinstance(value, Part) else str(value)


def _stages(reading: _Reading, site_id: UUID) -> tuple[Stage, ...]:
    values = reading.values
    before = _before(reading)
    since = values["program_since"] or (None if before else values["admitted_on"])
    if since is None:
        words = "There was a program before: enter since when the client is in this one."
        reading.wrong("CAR-026", words, "program_since")
        return ()
    if before and before[0][2] != values["admitted_on"]:
        reading.wrong("CAR-027", "The first program begins on the day of admission. Check both days.", "earlier_from_1")
    elif not (before or reading.found) and since != values["admitted_on"]:
        words = "The program began after the admission: enter the program before, or leave this day empty."
        reading.wrong("CAR-027", words, "program_since")
    stages = []
    for column, name, day in [*before, ("program", values["program"], since)]:
        program = _program(reading, site_id, column, name)
        if program:
            stages.append(Stage(program, day))
    return tuple(stages)


def _site(reading: _Reading) -> UUID | None:
    site_id = reading.places.sites.get(key_of(reading.values["site"]))
    if site_id is None:
        reading.wrong("CAR-020", "No open site of this name where you may register clients. Check the name.", "site")
    return site_id


def _program(reading: _Reading, site_id: UUID, column: str, name: str) -> ProgramFacts | None:
    program = reading.places.programs.get((site_id, key_of(name)))
    if program is None:
        words = "No program of this name at this site. Check the name, or set it up first."
        reading.wrong("CAR-028", words, column)
    return program


def _before(reading: _Reading) -> list[tuple[str, str, date]]:
    """Return the programs before the one now: column, name, first day."""
    found = []
    for n in range(1, EARLIER + 1):
        name, day = reading.values[f"earlier_program_{n}"], reading.values[f"earlier_from_{n}"]
        if name and day:
            found.append((f"earlier_program_{n}", name, day))
        elif name or day:
            empty = f"earlier_from_{n}" if name else f"earlier_program_{n}"
            reading.wrong("CAR-025", "Of a program before, enter the name and its first day.", empty)
    return found


def _order(reading: _Reading) -> Order | None:
    values = reading.values
    names = ("days_min", "days_max", "services")
    if values["hours_per_week"] is None:
        given = [name for name in names if values[name]]
        if given:
            reading.wrong("CAR-030", "Enter the hours a week that this belongs to.", "hours_per_week")
        return None
    missing = [name for name in ("days_min", "days_max") if values[name] is None]
    for name in missing:
        reading.wrong("CAR-031", "Enter the fewest and the most days a week that were ordered.", name)
    if missing or values["as_of"] is None:
        return None
    by = f" by {values['ordered_by']}" if values["ordered_by"] else ""
    return Order(
        starts_on=values["as_of"] + timedelta(days=1),
        minutes_per_week=int(values["hours_per_week"] * 60),
        days_min=values["days_min"],
        days_max=values["days_max"],
        mix=values["services"] or (),
        is_taper=values["taper"],
        reason=f"Ordered before Stepwell{by}",
    )


def _authorization(reading: _Reading, stages: tuple[Stage, ...]) -> Terms | None:
    values = reading.values
    if not any(values[name] for name in (*_AUTHORIZATION, "units_used", "next_review_on")):
        return None
    missing = [name for name in _AUTHORIZATION if not values[name]]
    for name in missing:
        reading.wrong("CAR-032", "An authorization needs this too. Fill it in, or leave the authorization out.", name)
    if missing or not stages:
        return None
    used, began = values["units_used"] or 0, values["authorized_from"] <= values["as_of"]
    if used and not began:
        reading.wrong("CAR-033", "Units were used, and the authorization begins after the day counted.", "units_used")
    return Terms(
        payer=values["payer"],
        level=stages[-1].program.level,
        codes=tuple(dict.fromkeys(re.split(r"[\s,;]+", values["authorization_codes"].upper().strip(" ,;")))),
        unit=values["authorization_unit"],
        span=Span(values["authorized_from"], values["authorized_to"]),
        requested_on=values["authorized_on"],
        status=Status.APPROVED,
        number=values["authorization_number"],
        units_approved=values["units_approved"],
        decided_on=values["authorized_on"],
        next_review_on=values["next_review_on"],
        units_before=used,
        before_until=min(values["as_of"], values["authorized_to"]) if began else None,
    )


def _papers(reading: _Reading) -> tuple[Paper, ...]:
    values, found = reading.values, []
    if values["plan_dated"]:
        found.append(
            Paper(
                "plan", values["plan_dated"], values["plan_kept_at"], values["plan_signed_by"], values["plan_review_by"]
            )
        )
    elif values["plan_signed_by"] or values["plan_review_by"] or values["plan_kept_at"]:
        reading.wrong("CAR-034", "Enter the date of the plan, or leave all of the plan out.", "plan_dated")
    if values["consent_signed_on"]:
        found.append(Paper("consent", values["consent_signed_on"], values["consent_kept_at"]))
    elif values["consent_kept_at"]:
        reading.wrong("CAR-035", "Enter when the consent was signed, or leave it out.", "consent_signed_on")
    return tuple(found)


def _primary(reading: _Reading) -> UUID | None:
    name = reading.values["primary_clinician"]
    if not name:
        return None
    found = reading.places.staff.get(key_of(name), ())
    if len(found) == 1:
        return found[0]
    words = (
        "Two members of staff have this name: enter the e-mail address."
        if found
        else "Nobody here has this name or e-mail address. Check it."
    )
    reading.wrong("CAR-036", words, "primary_clinician")
    return None


def _contacts(reading: _Reading) -> tuple[Contact, ...]:
    values, found = reading.values, []
    if values["safe_phone"]:
        found.append(Contact(ContactKind.MOBILE, values["safe_phone"], is_safe=True))
        if registration.check_contact(found[0]):
            words = "This is no US telephone number. Enter ten digits, area code first."
            reading.wrong("CAR-037", words, "safe_phone")
    if values["safe_email"]:
        found.append(Contact(ContactKind.EMAIL, values["safe_email"], is_safe=True))
        if not _MAIL.fullmatch(values["safe_email"]):
            reading.wrong("CAR-038", "This is no e-mail address. Enter one such as name@example.com.", "safe_email")
    return tuple(found)


def key_of(name: str) -> str:
    """Return a name as it is compared: without case, with single spaces."""
    return " ".join(name.casefold().split())
