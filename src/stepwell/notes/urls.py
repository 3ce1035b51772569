"""Addresses of notes. They hold ids."""

from django.urls import path

from stepwell.notes.views import counseling, groups, queues, reading, singles

app_name = "notes"
_CLIENT = "clients/<uuid:client_id>/notes/"
_NOTE = f"{_CLIENT}<uuid:note_id>/"
_COUNSELING = "clients/<uuid:client_id>/counseling-notes/"
urlpatterns = [
    path("notes/", queues.index, name="index"),
    path("notes/sessions/<uuid:session_id>/", groups.write, name="group"),
    path("notes/sessions/<uuid:session_id>/signature/", groups.sign, name="group_sign"),
    path(_CLIENT, reading.notes, name="client"),
    path(f"{_CLIENT}notes.json", reading.as_json, name="json"),
    path(f"{_CLIENT}case/", singles.case, name="case"),
    path(f"{_CLIENT}contact/", singles.contact, name="contact"),
    path(f"{_CLIENT}sessions/<uuid:session_id>/", singles.of_session, name="of_session"),
    path(f"{_CLIENT}drafts/<uuid:note_draft_id>/", singles.change, name="change"),
    path(f"{_CLIENT}drafts/<uuid:note_draft_id>/signature/", singles.sign, name="sign"),
    path(_NOTE, reading.note, name="note"),
    path(f"{_NOTE}note.pdf", reading.as_pdf, name="pdf"),
    path(f"{_NOTE}addendum/", reading.addendum, name="addendum"),
    path(f"{_NOTE}co-signature/", reading.cosign, name="cosign"),
    path(f"{_NOTE}return/", reading.give_back, name="give_back"),
    path(f"{_NOTE}voiding/", reading.void, name="void"),
    path(_COUNSELING, counseling.notes, name="counseling"),
    path(f"{_COUNSELING}<uuid:counseling_id>/voiding/", counseling.void, name="counseling_void"),
]
