"""Addresses of inquiries. They hold ids, never a name."""

from django.urls import path

from stepwell.inquiries.views import becoming, lists, single, taking, turns

app_name = "inquiries"
urlpatterns = [
    path("", lists.listed, name="inbox"),
    path("new/", taking.new, name="new"),
    path("<uuid:inquiry_id>/", single.inquiry, name="inquiry"),
    path("<uuid:inquiry_id>/change/", taking.change, name="change"),
    path("<uuid:inquiry_id>/entries/new/", turns.entry, name="entry"),
    path("<uuid:inquiry_id>/agreement/", turns.agreement, name="agreement"),
    path("<uuid:inquiry_id>/danger/", turns.danger, name="danger"),
    path("<uuid:inquiry_id>/plan/", turns.plan, name="plan"),
    path("<uuid:inquiry_id>/client/", becoming.client, name="client"),
    path("<uuid:inquiry_id>/closing/", turns.closing, name="closing"),
    path("<uuid:inquiry_id>/reopening/", turns.reopening, name="reopening"),
    path("<uuid:inquiry_id>/voiding/", turns.voiding, name="voiding"),
]
