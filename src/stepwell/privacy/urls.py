"""Addresses of this room. They hold ids, never a name."""

from django.urls import path

from stepwell.privacy.views import emergencies, log, records

app_name = "privacy"
urlpatterns = [
    path("", log.access_log, name="log"),
    path("client/", log.of_client, name="of_client"),
    path("log.csv", log.export, name="export"),
    path("seals/", records.seals, name="seals"),
    path("records/<uuid:client_id>/changes/", records.changes, name="changes"),
    path("emergency/", emergencies.emergency, name="emergency"),
    path("emergencies/", emergencies.overview, name="emergencies"),
    path("emergencies/<uuid:access_id>/review/", emergencies.review, name="review"),
]
