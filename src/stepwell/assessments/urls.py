"""Addresses of this room. Those behind a link stand under /l/, where the visitor's cookie goes."""

from django.urls import path

from stepwell.assessments.views import alone, asking, measures

app_name = "assessments"
_OF = "clients/<uuid:client_id>/measures/"
_RESPONSE = f"{_OF}<uuid:response_id>/"

urlpatterns = [
    path(_OF, measures.measures, name="measures"),
    path(f"{_OF}give/<slug:instrument>/", measures.give, name="give"),
    path(_RESPONSE, measures.response, name="response"),
    path(f"{_RESPONSE}discussion/", measures.discussion, name="discussion"),
    path(f"{_RESPONSE}setting-aside/", measures.set_aside, name="set_aside"),
    path(f"{_OF}link/", asking.ask, name="ask"),
    path(f"{_OF}links/<uuid:measure_request_id>/withdrawal/", asking.withdraw, name="withdraw"),
    path(f"{_OF}schedule/", asking.schedule, name="schedule"),
    path(f"{_OF}schedules/<uuid:measure_schedule_id>/ending/", asking.end_schedule, name="end_schedule"),
    path("measures/due/", asking.due, name="due"),
    path("l/measures/", alone.start, name="start"),
    path("l/measures/help/", alone.help_now, name="help"),
    path("l/measures/<int:question_number>/", alone.question, name="question"),
]
