"""Addresses of this room. They hold ids, never a name."""

from django.urls import path

from stepwell.privacy.views import consents, disclosures, emergencies, ending, giving, log, notices, records, signing
from stepwell.privacy.vocabulary import Kind

app_name = "privacy"

_CLIENT = "clients/<uuid:client_id>"
_CONSENT = f"{_CLIENT}/consents/<uuid:consent_id>"
_DISCLOSURE = f"{_CLIENT}/disclosures/<uuid:disclosure_id>"

urlpatterns = [
    path("privacy/", log.access_log, name="log"),
    path("privacy/client/", log.of_client, name="of_client"),
    path("privacy/log.csv", log.export, name="export"),
    path("privacy/seals/", records.seals, name="seals"),
    path("privacy/records/<uuid:client_id>/changes/", records.changes, name="changes"),
    path("privacy/emergency/", emergencies.emergency, name="emergency"),
    path("privacy/emergencies/", emergencies.overview, name="emergencies"),
    path("privacy/emergencies/<uuid:access_id>/review/", emergencies.review, name="review"),
    path("privacy/texts/", notices.texts, name="texts"),
    path("privacy/texts/<uuid:notice_id>/", notices.text, name="text"),
    path("privacy/texts/<uuid:notice_id>/new/", notices.new_version, name="new_version"),
    path(f"{_CLIENT}/consents/", consents.listed, name="consents"),
    *(path(f"{_CLIENT}/consents/new/{kind}/", consents.new, {"kind": kind}, name=f"new_{kind}") for kind in Kind),
    path(f"{_CONSENT}/", consents.one, name="consent"),
    path(f"{_CONSENT}/draft/", consents.change, name="change_consent"),
    path(f"{_CONSENT}/voiding/", consents.void, name="void_consent"),
    path(f"{_CONSENT}/signature/", signing.sign, name="sign"),
    path(f"{_CONSENT}/link/", signing.link, name="link"),
    path(f"{_CONSENT}/revocation/", ending.revocation, name="revocation"),
    path(f"{_CONSENT}/end/", ending.ended, name="ended"),
    path(f"{_CLIENT}/consents/ends/<uuid:ending_id>/voiding/", ending.void_ending, name="void_ending"),
    path(f"{_CLIENT}/notices/link/", giving.link, name="link_texts"),
    path(f"{_CLIENT}/notices/link/end/", giving.withdraw, name="withdraw_texts"),
    path(f"{_CLIENT}/notices/<uuid:notice_id>/", notices.give, name="give"),
    path(f"{_CLIENT}/notices/given/<uuid:acknowledgement_id>/voiding/", notices.void, name="void_acknowledgement"),
    path(f"{_CLIENT}/disclosures/", disclosures.listed, name="disclosures"),
    path(f"{_CLIENT}/disclosures/new/", disclosures.new, name="new_disclosure"),
    path(f"{_CLIENT}/disclosures/accounting.csv", disclosures.as_csv, name="accounting_csv"),
    path(f"{_CLIENT}/disclosures/accounting.pdf", disclosures.as_pdf, name="accounting_pdf"),
    path(f"{_DISCLOSURE}/", disclosures.one, name="disclosure"),
    path(f"{_DISCLOSURE}/cover.pdf", disclosures.cover, name="cover"),
    path(f"{_DISCLOSURE}/striking-out/", disclosures.strike_out, name="strike_out"),
    path("l/consent/", signing.visit, name="visit"),
    path("l/texts/", giving.start, name="visit_texts"),
    path("l/texts/<int:text_number>/", giving.text, name="visit_text"),
]
