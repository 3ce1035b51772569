"""Addresses of funding. They hold ids, never a name. What is behind a link stands under /l/."""

from django.urls import path

from stepwell.funding.views import funds, handing, overview, papers, plans, settings, sliding, work

app_name = "funding"
_CLIENT = "clients/<uuid:client_id>/funding/"
_APPLICATION = f"{_CLIENT}sliding-fee/<uuid:application_id>/"
_PLAN = f"{_CLIENT}plans/"
_PAPER = f"{_CLIENT}papers/<uuid:agreement_id>/"
urlpatterns = [
    path(_CLIENT, overview.overview, name="overview"),
    path(f"{_CLIENT}agreement/", overview.write, name="write_affording"),
    path(f"{_CLIENT}sliding-fee/new/", sliding.apply, name="apply"),
    path(f"{_CLIENT}sliding-fee/taking-off/", sliding.take_off, name="take_off"),
    path(_APPLICATION, sliding.application, name="application"),
    path(f"{_APPLICATION}proofs/new/", sliding.add_proof, name="add_proof"),
    path(f"{_PLAN}new/", plans.new, name="new_plan"),
    path(f"{_PLAN}pause/", plans.pause, name="pause"),
    path(f"{_PLAN}lowering/", plans.lower, name="lower"),
    path(f"{_PLAN}ending/", plans.end, name="end_plan"),
    path(f"{_PLAN}<uuid:payment_plan_id>/", plans.plan, name="plan"),
    path(f"{_PLAN}<uuid:payment_plan_id>/agreement/", plans.write, name="write_plan"),
    path(f"{_CLIENT}awards/new/", funds.ask, name="ask_fund"),
    path(f"{_CLIENT}awards/<uuid:award_id>/", funds.award, name="award"),
    path(f"{_CLIENT}outside/new/", funds.outside, name="outside"),
    path(f"{_CLIENT}handing-out/", handing.hand_out, name="hand_out"),
    path(f"{_CLIENT}assignment/<uuid:policy_id>/", handing.assign, name="assign"),
    path(f"{_CLIENT}estimates/<uuid:estimate_id>/signing/", papers.of_estimate, name="sign_estimate"),
    path(_PAPER, papers.paper, name="paper"),
    path(f"{_PAPER}signing/", papers.sign, name="sign_paper"),
    path(f"{_PAPER}link/", papers.link, name="paper_link"),
    path(f"{_PAPER}filing/", papers.file, name="file_paper"),
    path(f"{_PAPER}paper.pdf", papers.pdf, name="paper_pdf"),
    path("l/agreement/", papers.visit, name="visit"),
    path("billing/help/", work.work, name="work"),
    path("billing/ahead/", work.ahead, name="ahead"),
    path("billing/funds/", funds.listed, name="funds"),
    path("billing/funds/new/", funds.new, name="new_fund"),
    path("billing/funds/<uuid:fund_id>/", funds.fund, name="fund"),
    path("billing/funds/<uuid:fund_id>/movements/new/", funds.move, name="move"),
    path("settings/sliding-fee/", settings.sliding_fee, name="sliding_fee"),
    path("settings/sliding-fee/guidelines/new/", settings.new_guidelines, name="new_guidelines"),
    path("settings/sliding-fee/guidelines/file/", settings.guidelines_file, name="guidelines_file"),
    path("settings/sliding-fee/schedules/new/", settings.new_schedule, name="new_schedule"),
]
