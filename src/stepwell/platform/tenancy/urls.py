"""Addresses of the tenant."""

from django.urls import path

from stepwell.platform.tenancy import views

app_name = "tenancy"

urlpatterns = [
    path("", views.choose, name="choose"),
]
