"""Addresses of claims and their files."""

from django.urls import path

from stepwell.claims.views import claims, files, settings

app_name = "claims"
_CLAIM = "billing/claims/<uuid:claim_id>/"
_FILE = "billing/claims/files/<uuid:outbound_file_id>/"
urlpatterns = [
    path("billing/claims/", claims.claims, name="claims"),
    path("billing/claims/changed/", claims.changed, name="changed"),
    path("billing/claims/cutting/", claims.cut, name="cut"),
    path("billing/claims/sending/", claims.send, name="send"),
    path("billing/claims/scrubbing/", claims.scrub, name="scrub"),
    path("billing/claims/files/", files.files, name="files"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}download/", files.download, name="download"),
    path(_CLAIM, claims.claim, name="claim"),
    path(f"{_CLAIM}scrubbing/", claims.scrub_one, name="scrub_one"),
    path(f"{_CLAIM}sending/", claims.send_one, name="send_one"),
    path(f"{_CLAIM}staying/", claims.stay, name="stay"),
    path(f"{_CLAIM}correcting/", claims.correct, name="correct"),
    path("clients/<uuid:client_id>/on-file/", settings.on_file, name="on_file"),
    path("settings/claims/", settings.routes, name="routes"),
    path("settings/claims/all/", settings.usual_route, name="usual_route"),
    path("settings/claims/all/rules/", settings.usual_rules, name="usual_rules"),
    path("settings/claims/clinicians/", settings.clinicians, name="clinicians"),
    path("settings/claims/clinicians/<uuid:membership_id>/", settings.clinician, name="clinician"),
    path("settings/claims/<uuid:payer_id>/rules/", settings.rules, name="rules"),
    path("settings/claims/<uuid:payer_id>/", settings.route, name="route"),
]
