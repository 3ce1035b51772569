"""Addresses of the look: the gallery of parts and the choice of appearance."""

from django.urls import path

from stepwell.platform.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery_parts, name="gallery"),
    path("forms/", views.gallery_forms, name="gallery-forms"),
    path("charts/", views.gallery_charts, name="gallery-charts"),
    path("client/", views.gallery_client, name="gallery-client"),
    path("theme/", views.theme, name="theme"),
]
