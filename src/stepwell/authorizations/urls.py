"""Addresses of authorizations: one client's, and everybody's."""

from django.urls import path

from stepwell.authorizations import views

app_name = "authorizations"
_ONE = "clients/<uuid:client_id>/authorizations/<uuid:authorization_id>/"
urlpatterns = [
    path("authorizations/", views.board, name="board"),
    path("clients/<uuid:client_id>/authorizations/", views.overview, name="overview"),
    path("clients/<uuid:client_id>/authorizations/new/", views.new, name="new"),
    path(f"{_ONE}extending/", views.extend, name="extend"),
    path(f"{_ONE}changing/", views.change, name="change"),
    path(f"{_ONE}voiding/", views.void, name="void"),
]
