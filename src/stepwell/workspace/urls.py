"""Addresses of the workspace."""

from django.urls import path

from stepwell.workspace.views import census, hours, today

app_name = "workspace"
urlpatterns = [
    path("", today.today, name="today"),
    path("census/", census.census, name="census"),
    path("census/hours/", hours.by_program, name="hours"),
    path("census/hours.csv", hours.as_csv, name="hours_csv"),
]
