"""Addresses of the settings and of the first run."""

from django.urls import URLPattern, path

from stepwell.people.views import beginning, credentials, inviting, organization, places, roles, staff
from stepwell.people.views.kinds import KINDS

app_name = "people"


def _of_kind(slug: str) -> list[URLPattern]:
    kind = {"slug": slug}
    one = f"settings/{slug}/<uuid:key>"
    return [
        path(f"settings/{slug}/", places.index, kind, name=slug),
        path(f"settings/{slug}/new/", places.add, kind, name=f"{slug}-add"),
        path(f"{one}/", places.change, kind, name=f"{slug}-change"),
        path(f"{one}/closure/", places.close, kind, name=f"{slug}-close"),
        path(f"{one}/reopening/", places.reopen, kind, name=f"{slug}-reopen"),
        path(f"{one}/history/", places.changes, kind, name=f"{slug}-history"),
    ]


_PERSON = "settings/staff/<uuid:key>"
_CREDENTIAL = f"{_PERSON}/credentials/<uuid:credential>"

urlpatterns = [
    path("setup/you/", beginning.you, name="setup-you"),
    path("setup/organization/", beginning.organization, name="setup-organization"),
    path("setup/<str:token>/", beginning.arrive, name="setup"),
    path("settings/", organization.index, name="settings"),
    path("settings/organization/", organization.change, name="organization"),
    path("settings/organization/history/", organization.changes, name="organization-history"),
    *(address for slug in KINDS for address in _of_kind(slug)),
    path("settings/staff/", staff.index, name="staff"),
    path("settings/staff/new/", inviting.invite, name="invite"),
    path(f"{_PERSON}/invitation/", inviting.again, name="invite-again"),
    path(f"{_PERSON}/", staff.person, name="person"),
    path(f"{_PERSON}/details/", staff.change, name="person-change"),
    path(f"{_PERSON}/end/", staff.end, name="person-end"),
    path(f"{_PERSON}/history/", staff.changes, name="person-history"),
    path(f"{_PERSON}/roles/new/", roles.add, name="role-add"),
    path(f"{_PERSON}/roles/<uuid:role>/end/", roles.end, name="role-end"),
    path(f"{_PERSON}/credentials/new/", credentials.add, name="credential-add"),
    path(f"{_CREDENTIAL}/", credentials.change, name="credential-change"),
    path(f"{_CREDENTIAL}/withdrawal/", credentials.withdraw, name="credential-withdraw"),
]
