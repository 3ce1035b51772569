"""Addresses of this room. Those behind a link stand under /l/, where the visitor's cookie goes."""

from django.urls import path

from stepwell.assessments import library
from stepwell.assessments.views import alone, asking, evaluations, measures, weekly

app_name = "assessments"
_OF = "clients/<uuid:client_id>/measures/"
_RESPONSE = f"{_OF}<uuid:response_id>/"
_WEEKLY = "settings/programs/<uuid:program_id>/measures/"
_EVALUATIONS = "clients/<uuid:client_id>/assessment/"
_EVALUATION = f"{_EVALUATIONS}<uuid:evaluation_id>/"

urlpatterns = [
    path(_OF, measures.measures, name="measures"),
    # An address holds ids, never a word that somebody could choose: each instrument has a path of its own.
    *(
        path(f"{_OF}give/{one.code}/", measures.give, {"instrument": one.code}, name="give")
        for one in library.offered()
    ),
    path(_RESPONSE, measures.response, name="response"),
    path(f"{_RESPONSE}discussion/", measures.discussion, name="discussion"),
    path(f"{_RESPONSE}setting-aside/", measures.set_aside, name="set_aside"),
    path(f"{_OF}link/", asking.ask, name="ask"),
    path(f"{_OF}links/<uuid:measure_request_id>/withdrawal/", asking.withdraw, name="withdraw"),
    path(f"{_OF}schedule/", asking.schedule, name="schedule"),
    path(f"{_OF}schedules/<uuid:measure_schedule_id>/ending/", asking.end_schedule, name="end_schedule"),
    path("measures/due/", asking.due, name="due"),
    path(_WEEKLY, weekly.weekly, name="weekly"),
    path(f"{_WEEKLY}history/", weekly.changes, name="weekly_history"),
    path(_EVALUATIONS, evaluations.index, name="evaluations"),
    path(_EVALUATION, evaluations.one, name="evaluation"),
    path(f"{_EVALUATION}sections/<int:section_number>/", evaluations.section, name="section"),
    path(f"{_EVALUATION}signing/", evaluations.sign, name="sign"),
    path(f"{_EVALUATION}cosigning/", evaluations.cosign, name="cosign"),
    path(f"{_EVALUATION}amendment/", evaluations.amend, name="amend"),
    path(f"{_EVALUATION}setting-aside/", evaluations.set_aside, name="set_evaluation_aside"),
    path(f"{_EVALUATION}evaluation.pdf", evaluations.as_pdf, name="evaluation_pdf"),
    path("l/measures/", alone.start, name="start"),
    path("l/measures/help/", alone.help_now, name="help"),
    path("l/measures/<int:question_number>/", alone.question, name="question"),
]
