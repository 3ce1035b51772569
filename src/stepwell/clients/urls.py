"""Addresses of the registry. They hold ids, never a name."""

from django.urls import path

from stepwell.clients.views import changes, diagnoses, homes, lists, record

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
    path("<uuid:client_id>/diagnoses/", diagnoses.diagnoses, name="diagnoses"),
    path("<uuid:client_id>/diagnoses/new/", diagnoses.new_diagnosis, name="new_diagnosis"),
    path(
        "<uuid:client_id>/diagnoses/<uuid:diagnosis_id>/resolving/",
        diagnoses.resolve_diagnosis,
        name="resolve_diagnosis",
    ),
    path("<uuid:client_id>/diagnoses/<uuid:diagnosis_id>/ranking/", diagnoses.rank_diagnosis, name="rank_diagnosis"),
    path("<uuid:client_id>/diagnoses/<uuid:diagnosis_id>/voiding/", diagnoses.void_diagnosis, name="void_diagnosis"),
    path("<uuid:client_id>/living/", homes.homes, name="homes"),
    path("<uuid:client_id>/living/<uuid:home_id>/voiding/", homes.void_home, name="void_home"),
    path("<uuid:client_id>/care/", changes.care, name="care"),
    path("<uuid:client_id>/care/<uuid:assignment_id>/ending/", changes.end_care, name="end_care"),
]
