"""Addresses of plans. What is behind a link stands under /l/, where the visitor's cookie goes."""

from django.urls import path

from stepwell.treatmentplans.views import editor, plan, signing

app_name = "treatmentplans"
_PLAN = "clients/<uuid:client_id>/plan/"
_ONE = f"{_PLAN}<uuid:plan_id>/"
_DRAFT = f"{_PLAN}<uuid:draft_id>/"
urlpatterns = [
    path("l/plan/", signing.visit, name="visit"),
    path(_PLAN, plan.plan, name="plan"),
    path(f"{_PLAN}new/", editor.begin, name="begin"),
    path(_ONE, plan.version, name="version"),
    path(f"{_ONE}plan.pdf", plan.as_pdf, name="pdf"),
    path(f"{_ONE}voiding/", plan.void, name="void"),
    path(f"{_ONE}cosigning/", signing.cosign, name="cosign"),
    path(f"{_ONE}client/", signing.client_sign, name="client_sign"),
    path(f"{_ONE}refusal/", signing.refusal, name="refusal"),
    path(f"{_ONE}link/", signing.link, name="link"),
    path(f"{_DRAFT}edit/", editor.edit, name="edit"),
    path(f"{_DRAFT}head/", editor.head, name="head"),
    path(f"{_DRAFT}removal/", editor.remove, name="remove"),
    path(f"{_DRAFT}signing/", signing.sign, name="sign"),
    path(f"{_DRAFT}problems/new/", editor.new_problem, name="new_problem"),
    path(f"{_DRAFT}interventions/new/", editor.new_intervention, name="new_intervention"),
    path(f"{_PLAN}problems/<uuid:problem_id>/", editor.problem, name="problem"),
    path(f"{_PLAN}problems/<uuid:problem_id>/goals/new/", editor.new_goal, name="new_goal"),
    path(f"{_PLAN}goals/<uuid:goal_id>/", editor.goal, name="goal"),
    path(f"{_PLAN}goals/<uuid:goal_id>/objectives/new/", editor.new_objective, name="new_objective"),
    path(f"{_PLAN}objectives/<uuid:objective_id>/", editor.objective, name="objective"),
    path(f"{_PLAN}objectives/<uuid:objective_id>/progress/", plan.rate, name="rate"),
    path(f"{_PLAN}interventions/<uuid:intervention_id>/", editor.intervention, name="intervention"),
    path(f"{_PLAN}progress/<uuid:progress_id>/voiding/", plan.void_entry, name="void_entry"),
]
