"""Addresses of the workspace."""

from django.urls import path

from stepwell.workspace import views

app_name = "workspace"
urlpatterns = [path("", views.today, name="today")]
