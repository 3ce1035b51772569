"""Reviews, changes of level, the discharge, and the call a week after it."""

from datetime import date, timedelta
from typing import Any

from stepwell.clients.vocabulary import Answer
from stepwell.demo.cast import Level
from stepwell.demo.fates import Ending
from stepwell.demo.intake import mark_of
from stepwell.demo.lives import Life
from stepwell.demo.telling import Turn
from stepwell.demo.world import World
from stepwell.placement.actions.placing import Entries
from stepwell.placement.vocabulary import Stop
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.reviews.actions import calling, discharging, reviewing, summarizing
from stepwell.reviews.actions.calling import AttemptEntry
from stepwell.reviews.actions.reviewing import OrderWish, ReviewEntries
from stepwell.reviews.actions.summarizing import AppointmentEntry
from stepwell.reviews.models import FollowUpTask
from stepwell.reviews.queries import discharges
from stepwell.reviews.queries.now import now_of
from stepwell.reviews.vocabulary import Appointment, Decision, Part, Reached, Reason, Way
from stepwell.scheduling.models import GroupMembership

NEXT_REVIEW = timedelta(days=14)
_RATED_ON = {3: "Low mood on most days.", 4: "Doubts that it helps.", 5: "A lapse last week.", 6: "Some friends use."}
_REASONS = {
    Ending.COMPLETED: Reason.COMPLETED,
    Ending.AGAINST_ADVICE: Reason.AGAINST_ADVICE,
    Ending.TRANSFERRED: Reason.TRANSFERRED,
    Ending.LOST_CONTACT: Reason.STOPPED_COMING,
}
_STANDING = {
    Ending.COMPLETED: "better",
    Ending.AGAINST_ADVICE: "same",
    Ending.TRANSFERRED: "worse",
    Ending.LOST_CONTACT: "unknown",
}
_COURSE = {
    Ending.COMPLETED: "Came to most groups, named early signs, built evenings without it.",
    Ending.AGAINST_ADVICE: "Came for some weeks, then wanted to go on alone.",
    Ending.TRANSFERRED: "Needed more than is offered here; moves to residential care.",
    Ending.LOST_CONTACT: "Stopped coming; called three times and written to.",
}
_RELAPSE = {
    Part.TRIGGERS: ("Payday", "Quarrels at home"),
    Part.SIGNS: ("Skipping meals", "Not calling back"),
    Part.SKILLS: ("Leave the room, walk, call",),
    Part.PEOPLE: ("My sister", "My sponsor"),
    Part.LAPSE: ("Call the clinic the same day",),
}


def review(
    turn: Turn, world: World, life: Life, decision: Decision, to: Level, *, effective_on: date | None = None
) -> None:
    """Review a stay: go on, or change to another level from a day on."""
    actor, at, on = turn.actor, turn.at, turn.at.astimezone(world.made.zone).date()
    worse = decision is Decision.NEEDS_MORE
    ratings = {1: 0, 2: 1, 3: 2 if worse else 1, 4: 1, 5: 3 if worse else 1, 6: 2 if worse else 1}
    placed = Entries(
        ratings=ratings, words={n: words for n, words in _RATED_ON.items() if ratings[n] > 1},
        stops={str(stop): "no" for stop in Stop}, recommended=to.level, decided=to.level,
        program=world.made.programs[life.track.site, to.program], reason="As discussed with the client and the team.",
    )  # fmt: skip
    change: dict[str, Any] = {}
    if effective_on:
        change = {
            "effective_on": effective_on,
            "order": OrderWish(to.minutes, to.days, to.days, is_taper=False, reason="As reviewed"),
            "leaves": tuple(_memberships(life)),
            "joins": tuple(world.made.groups[meeting.name] for meeting in to.meetings),
        }
    entries = ReviewEntries(
        placement=placed, decision=decision, discussed=True, plan_changed=worse,
        plan_words="Adds daily groups." if worse else "Goals still fit.", next_review_on=on + NEXT_REVIEW, **change,
    )  # fmt: skip
    begun = reviewing.begin_review(actor=actor, at=at, client=life.who)
    reviewing.write_review(actor=actor, at=at, review=begun, version=begun.version, entries=entries)
    written = reviewing.get_review(life.who.pk, begun.pk) or begun
    text = reviewing.text_to_sign(written, now_of(life.who.pk, on), on=on)
    reviewing.sign_review(actor=actor, at=at, review=written, shown=digest_of(text.encode()), mark=mark_of(actor.name))
    if effective_on:
        life.level = to


def discharge(turn: Turn, life: Life, last: date) -> None:
    """Discharge somebody; the seats in the groups are free."""
    actor, at, ending = turn.actor, turn.at, life.fate.ending
    is_absent, is_agreed = ending is Ending.LOST_CONTACT, ending is not Ending.LOST_CONTACT
    values: dict[str, Any] = {
        "reason": _REASONS[ending], "last_day": last, "dimensions": {str(n): _STANDING[ending] for n in range(1, 7)},
        "level_next": "3.5" if ending is Ending.TRANSFERRED else "1", "naloxone": "not_given" if is_absent else "given",
        "no_medications": True, "safety": "not_needed", "release": "nobody", "follow_up": is_agreed,
        "copy_given": is_agreed,
    }  # fmt: skip
    words = {"course": _COURSE[ending], "no_appointment": "" if is_agreed else "Not reached.",
             "naloxone": "Not reached." if is_absent else ""}  # fmt: skip
    if ending is Ending.AGAINST_ADVICE:
        values |= {"risks_explained": True, "may_return": True}
        words["advice"] = "Risks of stopping early explained; the door is open."
    summary = summarizing.begin_summary(actor=actor, at=at, client=life.who)
    summarizing.write_section(actor=actor, at=at, summary=summary, version=summary.version, values=values, words=words)
    if is_agreed:
        summarizing.write_relapse_plan(actor=actor, at=at, summary=summary, version=0, parts=_RELAPSE)
        after = AppointmentEntry(Appointment.THERAPY, last + timedelta(days=4), "Dr. Vance", place="Riverside Clinic")
        summarizing.add_appointment(actor=actor, at=at, summary=summary, entry=after)
    whole = summarizing.get_summary(life.who.pk, summary.pk) or summary
    shown = digest_of(discharges.text_of(whole).encode())
    discharging.discharge(actor=actor, at=at, summary=whole, shown=shown, mark=mark_of(actor.name))
    life.is_open = False


def call_after(turn: Turn, life: Life) -> None:
    """Call somebody a week after the discharge, if they agreed to it."""
    task = FollowUpTask.objects.filter(client=life.who.pk, days=7).select_related("discharge").first()
    if task is None:
        return
    if life.rng.random() < 0.7:
        well = AttemptEntry(Way.CALL, Reached.REACHED, Answer.YES, Answer.YES, words="Is well, goes to the meetings.")
        calling.note_attempt(actor=turn.actor, at=turn.at, task=task, entry=well)
    else:
        calling.note_attempt(actor=turn.actor, at=turn.at, task=task, entry=AttemptEntry(Way.CALL, Reached.NO_ANSWER))


def _memberships(life: Life) -> list[Any]:
    return list(
        GroupMembership.objects.filter(client=life.who.pk, to_on=None, voided_at=None).values_list("pk", flat=True)
    )
