"""Addresses of the schedule, of the clinic and of one client. They hold ids and days."""

from django.urls import path

from stepwell.scheduling.views import clients, feeds, groups, sessions, week

app_name = "scheduling"
_CLIENT = "clients/<uuid:client_id>/schedule/"
urlpatterns = [
    path("schedule/", week.week, name="week"),
    path("schedule/mine/", week.mine, name="mine"),
    path("schedule/mine/calendar/", feeds.own, name="own_feed"),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar"),
    path(f"{_CLIENT}calendar/", feeds.of_client, name="client_feed"),
    path("schedule/groups/", groups.index, name="groups"),
    path("schedule/groups/new/", groups.new, name="new_group"),
    path("schedule/groups/<uuid:series_id>/", groups.group, name="group"),
    path("schedule/groups/<uuid:series_id>/change/", groups.change, name="change_group"),
    path("schedule/groups/<uuid:series_id>/ending/", groups.end, name="end_group"),
    path("schedule/sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("schedule/sessions/<uuid:session_id>/move/", sessions.move, name="move"),
    path("schedule/sessions/<uuid:session_id>/staff/", sessions.staff, name="staff"),
    path("schedule/sessions/<uuid:session_id>/cancellation/", sessions.cancel, name="cancel"),
    path("schedule/sessions/<uuid:session_id>/reinstatement/", sessions.reinstate, name="reinstate"),
    path("schedule/closed-days/", groups.closed_days, name="closed_days"),
    path("schedule/closed-days/<uuid:closed_day_id>/opening/", groups.open_day, name="open_day"),
    path("schedule/hours/", groups.hours, name="hours"),
    path(_CLIENT, clients.schedule, name="client"),
    path(f"{_CLIENT}sheet/", clients.sheet, name="sheet"),
    path(f"{_CLIENT}groups/new/", clients.join, name="join"),
    path(f"{_CLIENT}waiting/new/", clients.wait, name="wait"),
    path(f"{_CLIENT}waiting/<uuid:waiting_id>/ending/", clients.wait_no_longer, name="wait_no_longer"),
    path(f"{_CLIENT}groups/<uuid:group_membership_id>/leaving/", clients.leave, name="leave"),
    path(f"{_CLIENT}groups/<uuid:group_membership_id>/voiding/", clients.void, name="void_membership"),
    path(f"{_CLIENT}appointments/new/", clients.book, name="book"),
    path(f"{_CLIENT}seats/new/", clients.seat, name="seat"),
    path(f"{_CLIENT}seats/<uuid:seat_id>/ending/", clients.give_up, name="give_up"),
    path(f"{_CLIENT}seats/<uuid:seat_id>/voiding/", clients.void_seat, name="void_seat"),
]
