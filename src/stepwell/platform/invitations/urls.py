"""Addresses of invitations: the page behind the link stands under /l/, where the visitor's cookie goes."""

from django.urls import path

from stepwell.platform.invitations import views

app_name = "invitations"

urlpatterns = [
    path("l/invitation/", views.accept, name="accept"),
    path("invitations/<uuid:membership_id>/letter/", views.letter, name="letter"),
]
