"""The assessment: what the clinician asks, measures, diagnoses; where somebody is placed, what is ordered."""

from datetime import date

from stepwell.assessments.actions import evaluations, measures
from stepwell.assessments.actions.measures import Given
from stepwell.assessments.rules.contents import SECTIONS
from stepwell.assessments.vocabulary import Way
from stepwell.clients.actions import diagnoses, enrollment
from stepwell.clients.actions.diagnoses import NewDiagnosis
from stepwell.clients.actions.enrollment import Living
from stepwell.clients.vocabulary import Answer, Home
from stepwell.demo import words
from stepwell.demo.answers import columbia, gad, phq
from stepwell.demo.clinic import Standing
from stepwell.demo.evaluating import content_of
from stepwell.demo.intake import mark_of
from stepwell.demo.lives import Life
from stepwell.demo.telling import Turn
from stepwell.placement.actions import document_of, draft_of, ordering, placing
from stepwell.placement.actions.placing import Entries
from stepwell.placement.rules.ordering import Order, Part
from stepwell.placement.vocabulary import Edition, Kind, Per, Stop
from stepwell.platform.signatures.rules.verification import digest_of


def assess(turn: Turn, made: Standing, life: Life) -> None:
    """Ask, measure, diagnose, place and order."""
    actor, at, client = turn.actor, turn.at, life.who
    on = at.astimezone(made.zone).date()
    draft = evaluations.begin(actor=actor, at=at, client_id=client.pk)
    for section in SECTIONS:
        evaluations.save_section(
            actor=actor, evaluation=draft, version=draft.version, section=section, values=content_of(section, life)
        )
    evaluations.sign(
        actor=actor, at=at, client=client, evaluation=draft, version=draft.version, mark=mark_of(actor.name)
    )
    for instrument, answers in (("c-ssrs", columbia()), ("phq-9", phq(life, 0)), ("gad-7", gad(life, 0))):
        given = Given(instrument, "1", answers, Way.ASKED, at)
        measures.record_response(actor=actor, at=at, client_id=client.pk, given=given)
    for rank, code in enumerate(life.codes, start=1):
        diagnoses.diagnose(actor=actor, at=at, client=client, new=NewDiagnosis(code, on, rank))
    home = Living(Home.WITH_OTHERS if life.rng.random() < 0.5 else Home.OWN, Answer.YES, Answer.NO, on)
    enrollment.record_home(actor=actor, at=at, client=client, living=home)
    _place(turn, made, life, on)


def _place(turn: Turn, made: Standing, life: Life, on: date) -> None:
    actor, at, here = turn.actor, turn.at, life.track.here
    placement = placing.begin(actor=actor, at=at, client=life.who, kind=Kind.ADMISSION, edition=Edition.THIRD)
    ratings = {1: 0, 2: 1, 3: life.rng.randint(1, 2), 4: 1, 5: 2, 6: life.rng.randint(1, 2)}
    entries = Entries(
        ratings=ratings, words={3: "Low mood on most days.", 5: "Two lapses this month.", 6: "Some friends use."},
        stops={str(stop): "no" for stop in Stop},
        recommended=here.level, decided=here.level, program=made.programs[life.track.site, here.program],
        reason=words.pick(life.rng, words.REASONS_AT_21),
    )  # fmt: skip
    placing.write(actor=actor, at=at, placement=placement, version=placement.version, entries=entries)
    shown = digest_of(document_of(placement, draft_of(placement, on=on)).encode())
    placing.decide(actor=actor, at=at, placement=placement, shown=shown, mark=mark_of(actor.name))


def order(turn: Turn, life: Life, *, on: date) -> None:
    """Order the services of the level that was decided, from a day on."""
    here = life.track.here
    mix = (Part("individual", 2 * here.alone, Per.MONTH),) if here.alone else ()
    wanted = Order(on, here.minutes, here.days, here.days + 1, mix, is_taper=False, reason="As placed")
    ordering.order_services(actor=turn.actor, at=turn.at, client=life.who, order=wanted)
