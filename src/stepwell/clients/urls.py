"""Addresses of the registry. They hold ids, never a name."""

from django.urls import path

from stepwell.clients.views import changes, lists, record

app_name = "clients"
urlpatterns = [
    path("", lists.everybody, name="everybody"),
    path("caseload/", lists.caseload, name="caseload"),
    path("find/", lists.find, name="find"),
    path("new/", changes.register, name="register"),
    path("<uuid:client_id>/", record.record, name="record"),
    path("<uuid:client_id>/record.json", record.as_json, name="json"),
    path("<uuid:client_id>/identity/", changes.identity, name="identity"),
    path("<uuid:client_id>/demographics/", changes.demographics, name="demographics"),
    path("<uuid:client_id>/contacts/new/", changes.new_contact, name="new_contact"),
    path("<uuid:client_id>/contacts/<uuid:method_id>/", changes.contact, name="contact"),
    path("<uuid:client_id>/contacts/<uuid:method_id>/ending/", changes.end_contact, name="end_contact"),
    path("<uuid:client_id>/emergency-contacts/new/", changes.new_emergency_contact, name="new_emergency_contact"),
    path(
        "<uuid:client_id>/emergency-contacts/<uuid:contact_id>/ending/",
        changes.end_emergency_contact,
        name="end_emergency_contact",
    ),
    path("<uuid:client_id>/care/", changes.care, name="care"),
    path("<uuid:client_id>/care/<uuid:assignment_id>/ending/", changes.end_care, name="end_care"),
]
