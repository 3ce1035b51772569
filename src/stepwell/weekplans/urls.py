"""Addresses of what a week must respect, and of proposals. They hold ids only."""

from django.urls import path

from stepwell.weekplans.views import certificates, clients, curricula, mending, proposals, staff

app_name = "weekplans"
_CLIENT = "clients/<uuid:client_id>/availability/"
urlpatterns = [
    path("schedule/staff/", staff.hours, name="staff"),
    path("schedule/staff/<uuid:staff_time_id>/voiding/", staff.void_hours, name="void_hours"),
    path("schedule/groups/<uuid:series_id>/needs/", staff.group_needs, name="group_needs"),
    path("schedule/groups/<uuid:series_id>/curriculum/", curricula.of_group, name="group_curriculum"),
    path("schedule/curricula/", curricula.index, name="curricula"),
    path("schedule/curricula/<uuid:curriculum_id>/", curricula.change, name="curriculum"),
    path("schedule/weeks/", proposals.index, name="proposals"),
    path("schedule/weeks/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("schedule/weeks/<uuid:proposal_id>/publication/", proposals.publish, name="publish"),
    path("schedule/weeks/<uuid:proposal_id>/taking-back/", proposals.take_back, name="take_back"),
    path("schedule/weeks/<uuid:proposal_id>/again/", proposals.again, name="again"),
    path("schedule/weeks/<uuid:proposal_id>/cancellation/", proposals.cancel, name="cancel"),
    path("schedule/certificates/", certificates.index, name="certificates"),
    path("schedule/weeks/<uuid:proposal_id>/certificate/", certificates.of_proposal, name="certificate"),
    path("schedule/mending/<uuid:mending_id>/certificate/", certificates.of_mending, name="mended_certificate"),
    path("schedule/mending/", mending.start, name="mending"),
    path("schedule/mending/staff/<uuid:membership_id>/", mending.staff, name="mend_staff"),
    path("schedule/mending/sessions/<uuid:session_id>/", mending.session, name="mend_session"),
    path("schedule/mending/<uuid:mending_id>/", mending.done, name="mended"),
    path("clients/<uuid:client_id>/mending/absence/", mending.absence, name="mend_absence"),
    path("clients/<uuid:client_id>/mending/admission/", mending.admission, name="mend_admission"),
    path(_CLIENT, clients.availability, name="client"),
    path(f"{_CLIENT}times/new/", clients.new_time, name="new_time"),
    path(f"{_CLIENT}times/<uuid:client_time_id>/voiding/", clients.void_time, name="void_time"),
    path(f"{_CLIENT}needs/", clients.change_needs, name="change_needs"),
    path(f"{_CLIENT}apart/new/", clients.new_pair, name="new_pair"),
    path(f"{_CLIENT}apart/<uuid:pair_id>/voiding/", clients.void_pair, name="void_pair"),
]
