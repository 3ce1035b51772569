"""Addresses of placement, within a client's record."""

from django.urls import path

from stepwell.placement.views import orders, placements

app_name = "placement"
_ONE = "<uuid:client_id>/placement/<uuid:placement_id>/"
_DRAFT = "<uuid:client_id>/placement/<uuid:placing_id>/"
_ORDER = "<uuid:client_id>/orders/<uuid:order_id>/"
urlpatterns = [
    path("<uuid:client_id>/placement/", placements.overview, name="overview"),
    path("<uuid:client_id>/placement/new/", placements.begin, name="begin"),
    path(_ONE, placements.placement, name="placement"),
    path(f"{_DRAFT}writing/", placements.edit, name="edit"),
    path(f"{_DRAFT}answering/", placements.override, name="override"),
    path(f"{_ONE}cosigning/", placements.cosign, name="cosign"),
    path(f"{_ONE}voiding/", placements.void, name="void"),
    path("<uuid:client_id>/orders/new/", orders.new, name="new_order"),
    path(f"{_ORDER}ending/", orders.end, name="end_order"),
    path(f"{_ORDER}voiding/", orders.void, name="void_order"),
]
