"""Addresses of the outbox."""

from django.urls import path

from stepwell.platform.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.messages, name="messages"),
]
