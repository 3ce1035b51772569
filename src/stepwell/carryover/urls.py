"""Addresses of bringing clients over. They hold ids, never a name."""

from django.urls import path

from stepwell.carryover.views import before, carrying, importing

app_name = "carryover"
_FILE = "carry-over/files/<uuid:import_id>/"
_BEFORE = "clients/<uuid:client_id>/before/"
urlpatterns = [
    path("carry-over/", carrying.index, name="index"),
    path("carry-over/new/", carrying.new, name="new"),
    path("carry-over/template.csv", carrying.template, name="template"),
    path("carry-over/files/new/", importing.send, name="send"),
    path(_FILE, importing.show, name="import"),
    path(f"{_FILE}confirming/", importing.confirm, name="confirm"),
    path(f"{_FILE}clearing/", importing.clear, name="clear"),
    path(f"{_FILE}to-mend.csv", importing.to_mend, name="to_mend"),
    path(_BEFORE, before.before, name="before"),
    path(f"{_BEFORE}<uuid:before_id>/", before.correct, name="correct"),
    path(f"{_BEFORE}papers/<uuid:paper_id>/", before.void_paper, name="void_paper"),
]
