"""Addresses of funding. They hold ids, never a name."""

from django.urls import path

from stepwell.funding.views import overview, settings, sliding

app_name = "funding"
_CLIENT = "clients/<uuid:client_id>/funding/"
_APPLICATION = f"{_CLIENT}sliding-fee/<uuid:application_id>/"
urlpatterns = [
    path(_CLIENT, overview.overview, name="overview"),
    path(f"{_CLIENT}sliding-fee/new/", sliding.apply, name="apply"),
    path(f"{_CLIENT}sliding-fee/taking-off/", sliding.take_off, name="take_off"),
    path(_APPLICATION, sliding.application, name="application"),
    path(f"{_APPLICATION}proofs/new/", sliding.add_proof, name="add_proof"),
    path("settings/sliding-fee/", settings.sliding_fee, name="sliding_fee"),
    path("settings/sliding-fee/guidelines/new/", settings.new_guidelines, name="new_guidelines"),
    path("settings/sliding-fee/schedules/new/", settings.new_schedule, name="new_schedule"),
]
