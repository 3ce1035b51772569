"""Addresses of reminders. Those behind a link stand under /l/, where the visitor's cookie goes."""

from django.urls import path

from stepwell.reminders.views import staff, visitors

app_name = "reminders"
_CLIENT = "clients/<uuid:client_id>/schedule/reminders/"

urlpatterns = [
    path(_CLIENT, staff.reminders, name="client"),
    path(f"{_CLIENT}<uuid:reminder_request_id>/ending/", staff.end, name="end"),
    path("l/reminders/", visitors.confirm, name="confirm"),
    path("l/reminders/stop/", visitors.stop, name="stop"),
]
