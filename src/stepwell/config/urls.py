"""Addresses of the whole application."""

from django.urls import include, path

from stepwell.platform.accounts import admin

urlpatterns = [
    path("", include("stepwell.workspace.urls")),
    path("", include("stepwell.platform.accounts.urls")),
    path("", include("stepwell.platform.drafts.urls")),
    path("organization/", include("stepwell.platform.tenancy.urls")),
    path("", include("stepwell.people.urls")),
    path("clients/", include("stepwell.clients.urls")),
    path("clients/", include("stepwell.placement.urls")),
    path("", include("stepwell.authorizations.urls")),
    path("", include("stepwell.scheduling.urls")),
    path("", include("stepwell.weekplans.urls")),
    path("", include("stepwell.privacy.urls")),
    path("inquiries/", include("stepwell.inquiries.urls")),
    path("", include("stepwell.coverage.urls")),
    path("", include("stepwell.crisis.urls")),
    path("", include("stepwell.treatmentplans.urls")),
    path("", include("stepwell.platform.invitations.urls")),
    path("", include("stepwell.assessments.urls")),
    path("", include("stepwell.attendance.urls")),
    path("", include("stepwell.reviews.urls")),
    path("", include("stepwell.reminders.urls")),
    path("", include("stepwell.notes.urls")),
    path("", include("stepwell.admissions.urls")),
    path("", include("stepwell.carryover.urls")),
    path("", include("stepwell.billing.urls")),
    path("", include("stepwell.funding.urls")),
    path("", include("stepwell.claims.urls")),
    path("", include("stepwell.remittances.urls")),
    path("l/", include("stepwell.platform.links.urls")),
    path("documents/", include("stepwell.platform.documents.urls")),
    path("outbox/", include("stepwell.platform.outbox.urls")),
    path("ui/", include("stepwell.platform.ui.urls")),
    path("admin/", admin.site.urls),
]
