"""Addresses of admission. They hold ids; each gate has a path of its own, so that nobody can put words there."""

from django.urls import path

from stepwell.admissions.views import board, clients, firstday, items
from stepwell.admissions.vocabulary import WAIVABLE

app_name = "admissions"
_CLIENT = "clients/<uuid:client_id>/admission/"
_DAY = f"{_CLIENT}first-day/"
urlpatterns = [
    path("admissions/", board.board, name="board"),
    path("admissions/first-day/", items.listed, name="items"),
    path("admissions/first-day/new/", items.new, name="new_item"),
    path("admissions/first-day/<uuid:item_id>/", items.change, name="item"),
    path("admissions/first-day/<uuid:item_id>/ending/", items.end, name="end_item"),
    path(_CLIENT, clients.admission, name="client"),
    path(f"{_CLIENT}admitting/", clients.admit, name="admit"),
    path(f"{_CLIENT}leaving/", clients.leave, name="leave"),
    path(f"{_CLIENT}coming-back/", clients.come_back, name="come_back"),
    path(f"{_CLIENT}assessment/", clients.book, name="book"),
    *(path(f"{_CLIENT}waiving/{gate}/", clients.waive, {"gate": gate}, name=f"waive_{gate}") for gate in WAIVABLE),
    path(f"{_CLIENT}waivers/<uuid:waiver_id>/voiding/", clients.take_back, name="take_back"),
    path(f"{_CLIENT}admissions/<uuid:admission_id>/voiding/", clients.undo, name="undo"),
    path(_DAY, firstday.day, name="day"),
    path(f"{_DAY}items/<uuid:item_id>/", firstday.do, name="do"),
    path(f"{_DAY}done/<uuid:done_id>/voiding/", firstday.undo, name="undo_item"),
    path(f"{_DAY}containers/new/", firstday.new_container, name="new_container"),
    path(f"{_DAY}containers/<uuid:container_id>/voiding/", firstday.void_container, name="void_container"),
]
