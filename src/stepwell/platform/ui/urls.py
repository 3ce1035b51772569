"""Addresses of the look."""

from django.urls import path

from stepwell.platform.ui import views

app_name = "ui"

urlpatterns = [
    path("theme/", views.theme, name="theme"),
]
