"""Addresses of files that came in, remittances and their work."""

from django.urls import path

from stepwell.remittances.views import files, patience, remittances, work

app_name = "remittances"
_FILE = "billing/remittances/files/<uuid:inbound_file_id>/"
_REMITTANCE = "billing/remittances/<uuid:remittance_id>/"
_WORK = "billing/answers/<uuid:work_item_id>/"
urlpatterns = [
    path("billing/remittances/files/", files.files, name="files"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}download/", files.download, name="download"),
    path("billing/remittances/", remittances.remittances, name="remittances"),
    path(_REMITTANCE, remittances.remittance, name="remittance"),
    path(f"{_REMITTANCE}again/", remittances.look_again, name="look_again"),
    path("billing/remittances/lines/<uuid:remittance_line_id>/", remittances.line, name="line"),
    path("billing/answers/", work.work, name="work"),
    path(f"{_WORK}taking/", work.take_up, name="take_up"),
    path(f"{_WORK}done/", work.finish, name="finish"),
    path("settings/patience/", patience.patience_list, name="patience"),
    path("settings/patience/all/", patience.usual, name="usual_days"),
    path("settings/patience/<uuid:payer_id>/", patience.of_payer, name="days_of_payer"),
]
