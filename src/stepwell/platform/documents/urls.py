"""Addresses of documents."""

from django.urls import path

from stepwell.platform.documents import views

app_name = "documents"

urlpatterns = [
    path("client/<uuid:client_id>/", views.of_client, name="of_client"),
    path("<uuid:document_id>/", views.download, name="download"),
    path("<uuid:document_id>/withdrawal/", views.withdrawal, name="withdrawal"),
]
