"""Addresses of files that came in, remittances and their work."""

from django.urls import path

from stepwell.remittances.views import (
    appeals,
    bank,
    by_hand,
    denials,
    files,
    patience,
    placing,
    remittances,
    sent_elsewhere,
    terms,
    work,
)

app_name = "remittances"
_FILE = "billing/remittances/files/<uuid:inbound_file_id>/"
_REMITTANCE = "billing/remittances/<uuid:remittance_id>/"
_DENIAL = "billing/denials/<uuid:denial_case_id>/"
_APPEAL = "billing/denials/letters/<uuid:appeal_id>/"
_DEPOSIT = "billing/bank/<uuid:deposit_id>/"
_WORK = "billing/answers/<uuid:work_item_id>/"
urlpatterns = [
    path("billing/remittances/files/", files.files, name="files"),
    path(_FILE, files.file, name="file"),
    path(f"{_FILE}download/", files.download, name="download"),
    path(f"{_FILE}claims/", sent_elsewhere.claims, name="sent_elsewhere"),
    path("billing/remittances/paper/", by_hand.choose, name="by_hand_claims"),
    path("billing/remittances/paper/lines/", by_hand.by_hand, name="by_hand"),
    path(f"{_REMITTANCE}taking-back/", by_hand.take_back, name="take_back"),
    path("billing/remittances/placing/", placing.to_place, name="to_place"),
    path("billing/remittances/placing/answers/<uuid:remittance_claim_id>/", placing.place_answer, name="place_answer"),
    path(
        "billing/remittances/placing/adjustments/<uuid:remittance_adjustment_id>/",
        placing.place_adjustment,
        name="place_adjustment",
    ),
    path("billing/remittances/placing/<uuid:placed_money_id>/", placing.placement, name="placement"),
    path("billing/remittances/placing/<uuid:placed_money_id>/undoing/", placing.undo_placement, name="undo_placement"),
    path("billing/remittances/placing/payers/<uuid:payer_id>/", placing.send_refund, name="send_refund"),
    path("billing/remittances/", remittances.remittances, name="remittances"),
    path(_REMITTANCE, remittances.remittance, name="remittance"),
    path(f"{_REMITTANCE}booked/", remittances.without_client, name="booked"),
    path(f"{_REMITTANCE}again/", remittances.look_again, name="look_again"),
    path("billing/remittances/lines/<uuid:remittance_line_id>/", remittances.line, name="line"),
    path("billing/bank/", bank.bank, name="bank"),
    path("billing/bank/new/", bank.new_deposit, name="new_deposit"),
    path("billing/bank/lists/", bank.new_list, name="new_bank_list"),
    path("billing/bank/lists/<uuid:bank_file_id>/", bank.bank_list, name="bank_list"),
    path("billing/bank/matches/<uuid:bank_match_id>/undoing/", bank.undo_match, name="undo_match"),
    path(_DEPOSIT, bank.deposit, name="deposit"),
    path(f"{_DEPOSIT}setting-aside/", bank.set_aside, name="set_deposit_aside"),
    path("billing/answers/", work.work, name="work"),
    path(f"{_WORK}taking/", work.take_up, name="take_up"),
    path(f"{_WORK}done/", work.finish, name="finish"),
    path("billing/denials/", denials.denials, name="denials"),
    path("billing/denials/causes/", denials.causes, name="causes"),
    path(_DENIAL, denials.denial, name="denial"),
    path(f"{_DENIAL}taking/", denials.take_case, name="take_case"),
    path(f"{_DENIAL}giving-up/", denials.give_up, name="give_up"),
    path(f"{_DENIAL}keeping-on/", denials.keep_on, name="keep_on"),
    path(f"{_DENIAL}correcting/", denials.correct_case, name="correct_case"),
    path(f"{_DENIAL}appealing/", appeals.start_appeal, name="start_appeal"),
    path(_APPEAL, appeals.appeal, name="appeal"),
    path(f"{_APPEAL}pdf/", appeals.appeal_pdf, name="appeal_pdf"),
    path(f"{_APPEAL}sending/", appeals.send_appeal, name="send_appeal"),
    path(f"{_APPEAL}answer/", appeals.answer_appeal, name="answer_appeal"),
    path(f"{_APPEAL}dropping/", appeals.drop_appeal, name="drop_appeal"),
    path("settings/appeals/", terms.appeal_terms, name="appeal_terms"),
    path("settings/appeals/all/", terms.usual_terms, name="usual_terms"),
    path("settings/appeals/<uuid:payer_id>/", terms.terms_of_payer, name="terms_of_payer"),
    path("settings/patience/", patience.patience_list, name="patience"),
    path("settings/patience/all/", patience.usual, name="usual_days"),
    path("settings/patience/<uuid:payer_id>/", patience.of_payer, name="days_of_payer"),
]
