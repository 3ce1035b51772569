"""Addresses of drafts. None names a page or a client."""

from django.urls import path

from stepwell.platform.drafts import views

app_name = "drafts"

urlpatterns = [
    path("drafts/", views.save, name="save"),
    path("drafts/discard/", views.discard, name="discard"),
]
