"""Addresses of this room. They hold ids, never a name."""

from django.urls import path

from stepwell.crisis.views import events, opened, plans, rota

app_name = "crisis"
_CLIENT = "clients/<uuid:client_id>"
_ONE = f"{_CLIENT}/crisis/<uuid:crisis_id>"
_PLAN = f"{_CLIENT}/safety-plan/<uuid:safety_plan_id>"

urlpatterns = [
    path("crisis/", events.index, name="index"),
    path("crisis/on-call/", rota.index, name="rota"),
    path("crisis/on-call/<uuid:site_id>/new/", rota.add, name="put_on_call"),
    path("crisis/on-call/<uuid:site_id>/line/", rota.line, name="line"),
    path("crisis/on-call/shifts/<uuid:shift_id>/removal/", rota.take_off, name="take_off"),
    path(f"{_CLIENT}/crisis/", events.of_client, name="of_client"),
    path(f"{_CLIENT}/crisis/new/", events.open_one, name="open"),
    path(f"{_ONE}/", events.one, name="one"),
    path(f"{_ONE}/owner/", events.take_over, name="take_over"),
    path(f"{_ONE}/tier/", events.tier, name="tier"),
    path(f"{_ONE}/closure/", events.close, name="close"),
    path(f"{_ONE}/entries/<uuid:entry_id>/taking-back/", events.take_back, name="take_back"),
    path(f"{_ONE}/setting-aside/", events.set_aside, name="set_aside"),
    path(f"{_ONE}/follow-up/", events.follow_up, name="follow_up"),
    path(f"{_CLIENT}/safety-plan/new/", plans.start, name="start_plan"),
    path(f"{_PLAN}/", plans.one, name="plan"),
    path(f"{_PLAN}/writing/", plans.write, name="write_plan"),
    path(f"{_PLAN}/copies/", plans.give, name="give_plan"),
    path(f"{_PLAN}/plan.pdf", plans.as_pdf, name="plan_pdf"),
    path(f"{_PLAN}/setting-aside/", plans.set_aside, name="set_plan_aside"),
    path("l/safety-plan/", opened.plan, name="opened_plan"),
]
