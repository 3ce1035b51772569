"""Addresses of attendance. They hold ids."""

from django.urls import path

from stepwell.attendance.views import clients, rosters

app_name = "attendance"
_CLIENT = "clients/<uuid:client_id>/attendance/"
urlpatterns = [
    path("attendance/", rosters.index, name="index"),
    path("attendance/reaching/", clients.reaching, name="reaching"),
    path("attendance/sessions/<uuid:session_id>/", rosters.roster, name="roster"),
    path("attendance/sessions/<uuid:session_id>/sheet/", rosters.sheet, name="sheet"),
    path("attendance/sessions/<uuid:session_id>/late/", rosters.late, name="late"),
    path("attendance/sessions/<uuid:session_id>/clients/<uuid:client_id>/", rosters.row, name="row"),
    path(_CLIENT, clients.attendance, name="client"),
    path(f"{_CLIENT}outreach/", clients.outreach, name="outreach"),
    path(f"{_CLIENT}<uuid:attendance_id>/voiding/", clients.void, name="void"),
    path(f"{_CLIENT}<uuid:attendance_id>/make-up/", clients.make_up, name="make_up"),
]
