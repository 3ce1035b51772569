"""Addresses of reviews, discharges and calls after care. They hold ids."""

from django.urls import path

from stepwell.reviews.forms.discharges import SECTION_FORMS
from stepwell.reviews.views import discharges, ended, followups, reviews

app_name = "reviews"
_CLIENT = "clients/<uuid:client_id>/"
_REVIEW = f"{_CLIENT}reviews/<uuid:review_id>/"
_WRITING = f"{_CLIENT}reviews/<uuid:reviewing_id>/"
_SUMMARY = f"{_CLIENT}discharge/<uuid:summary_id>/"
_ENDED = f"{_CLIENT}discharges/<uuid:discharge_id>/"
urlpatterns = [
    path(f"{_CLIENT}reviews/", reviews.overview, name="overview"),
    path(f"{_CLIENT}reviews/new/", reviews.begin, name="begin"),
    path(_REVIEW, reviews.review, name="review"),
    path(f"{_WRITING}writing/", reviews.write, name="write"),
    path(f"{_WRITING}signing/", reviews.sign, name="sign"),
    path(f"{_REVIEW}carrying-out/", reviews.carry_out, name="carry_out"),
    path(f"{_REVIEW}voiding/", reviews.void, name="void"),
    path(f"{_CLIENT}discharge/", discharges.checklist, name="discharge"),
    path(f"{_CLIENT}discharge/new/", discharges.begin, name="begin_discharge"),
    *(path(f"{_SUMMARY}{name}/", discharges.section, {"name": name}, name=name) for name in SECTION_FORMS),
    path(f"{_SUMMARY}relapse/", discharges.relapse, name="relapse"),
    path(f"{_SUMMARY}appointments/new/", discharges.add, {"name": "appointments"}, name="new_appointments"),
    path(f"{_SUMMARY}medications/new/", discharges.add, {"name": "medications"}, name="new_medications"),
    path(
        f"{_SUMMARY}appointments/<uuid:appointment_id>/removing/", discharges.remove_appointment, name="no_appointment"
    ),
    path(f"{_SUMMARY}medications/<uuid:medication_id>/removing/", discharges.remove_medication, name="no_medication"),
    path(f"{_SUMMARY}signing/", discharges.sign, name="sign_discharge"),
    path(f"{_SUMMARY}voiding/", discharges.void, name="void_summary"),
    path(_ENDED, ended.discharge, name="ended"),
    path(f"{_ENDED}undoing/", ended.undo, name="undo"),
    path(f"{_ENDED}letter/", ended.letter, name="letter"),
    path(f"{_ENDED}letter/pdf/", ended.letter_pdf, name="letter_pdf"),
    path(f"{_ENDED}letter/keeping/", ended.keep_letter, name="keep_letter"),
    path("follow-ups/", followups.due, name="calls"),
    path(f"{_CLIENT}follow-ups/<uuid:follow_up_id>/", followups.attempt, name="attempt"),
]
