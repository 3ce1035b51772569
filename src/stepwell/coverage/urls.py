"""Addresses of coverage. They hold ids, never a name."""

from django.urls import path

from stepwell.coverage.views import changes, payers, tab

app_name = "coverage"
_CLIENT = "clients/<uuid:client_id>/coverage/"
_POLICY = f"{_CLIENT}policies/<uuid:policy_id>/"

urlpatterns = [
    path(_CLIENT, tab.coverage, name="coverage"),
    path(f"{_CLIENT}policies/new/", changes.new_policy, name="new_policy"),
    path(_POLICY, changes.policy, name="policy"),
    path(f"{_POLICY}card/", changes.card, name="card"),
    path(f"{_POLICY}checks/", tab.checks, name="checks"),
    path(f"{_POLICY}checks/new/", changes.check, name="check"),
    path(f"{_POLICY}voiding/", changes.void_policy, name="void_policy"),
    path(f"{_CLIENT}checks/<uuid:check_id>/voiding/", changes.void_check, name="void_check"),
    path("settings/payers/", payers.listed, name="payers"),
    path("settings/payers/new/", payers.new, name="new_payer"),
    path("settings/payers/<uuid:payer_id>/", payers.change, name="payer"),
]
