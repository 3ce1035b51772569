"""Addresses of coverage. They hold ids, never a name."""

from django.urls import path

from stepwell.coverage.views import again, answers, asking, changes, contracts, estimates, medicare, payers, plans, tab

app_name = "coverage"
_CLIENT = "clients/<uuid:client_id>/coverage/"
_CONTRACT = "settings/contracts/<uuid:contract_id>/"
_SERVICE = f"{_CONTRACT}services/<uuid:contract_service_id>/"
_PLANS = "settings/payers/<uuid:payer_id>/plans/"
_ESTIMATE = f"{_CLIENT}estimates/<uuid:estimate_id>/"
_POLICY = f"{_CLIENT}policies/<uuid:policy_id>/"

urlpatterns = [
    path(_CLIENT, tab.coverage, name="coverage"),
    path(f"{_CLIENT}policies/new/", changes.new_policy, name="new_policy"),
    path(_POLICY, changes.policy, name="policy"),
    path(f"{_POLICY}card/", changes.card, name="card"),
    path(f"{_POLICY}checks/", tab.checks, name="checks"),
    path(f"{_POLICY}checks/new/", changes.check, name="check"),
    path(f"{_POLICY}answers/", answers.listed, name="answers"),
    path(f"{_POLICY}answers/new/", answers.hand_in, name="hand_in"),
    path(f"{_CLIENT}answers/<uuid:answer_id>/voiding/", answers.void, name="void_answer"),
    path(f"{_POLICY}questions/new/", asking.ask, name="ask"),
    path(f"{_POLICY}estimates/new/", estimates.new, name="new_estimate"),
    path(f"{_CLIENT}estimates/", estimates.listed, name="estimates"),
    path(_ESTIMATE, estimates.estimate, name="estimate"),
    path(f"{_ESTIMATE}letter/", estimates.letter, name="letter"),
    path(f"{_ESTIMATE}voiding/", estimates.void, name="void_estimate"),
    path(f"{_POLICY}voiding/", changes.void_policy, name="void_policy"),
    path(f"{_POLICY}arrangements/new/", changes.arrange, name="arrange"),
    path(f"{_CLIENT}arrangements/<uuid:arrangement_id>/voiding/", changes.void_arrangement, name="void_arrangement"),
    path(f"{_CLIENT}checks/<uuid:check_id>/voiding/", changes.void_check, name="void_check"),
    path("verification/", again.worklist, name="worklist"),
    path("settings/payers/", payers.listed, name="payers"),
    path("settings/payers/new/", payers.new, name="new_payer"),
    path("settings/payers/asking/", asking.habits, name="habits"),
    path("settings/payers/asking/usual/", asking.usual_habit, name="usual_habit"),
    path("settings/payers/<uuid:payer_id>/asking/", asking.habit, name="habit"),
    path("settings/payers/<uuid:payer_id>/", payers.change, name="payer"),
    path(_PLANS, plans.listed, name="plans"),
    path(f"{_PLANS}new/", plans.new, name="new_plan"),
    path(f"{_PLANS}<uuid:payer_plan_id>/", plans.change, name="plan"),
    path("settings/medicare/", medicare.years, name="medicare"),
    path("settings/medicare/new/", medicare.new, name="new_medicare"),
    path("settings/medicare/file/", medicare.from_file, name="medicare_file"),
    path("settings/contracts/", contracts.listed, name="contracts"),
    path("settings/contracts/new/", contracts.new, name="new_contract"),
    path(_CONTRACT, contracts.contract, name="contract"),
    path(f"{_CONTRACT}change/", contracts.change, name="change_contract"),
    path(f"{_CONTRACT}terms/new/", contracts.renew, name="renew_contract"),
    path(f"{_CONTRACT}history/", contracts.changes, name="contract_history"),
    path(f"{_CONTRACT}services/new/", contracts.new_service, name="new_contract_service"),
    path(_SERVICE, contracts.service, name="contract_service"),
    path(f"{_SERVICE}voiding/", contracts.void_service, name="void_contract_service"),
]
