"""Addresses of billing."""

from django.urls import path

from stepwell.billing.rules.approving import DEFAULT_LIMITS
from stepwell.billing.views import (
    accounts,
    adjusting,
    charges,
    desk,
    indicators,
    limits,
    prevention,
    statements,
    unbilled,
)

app_name = "billing"
_CLIENT = "clients/<uuid:client_id>/account/"
_TRANSACTION = f"{_CLIENT}transactions/<uuid:transaction_id>/"
_HELD = "billing/unbilled/<uuid:held_day_id>/"
urlpatterns = [
    path("billing/unbilled/", unbilled.unbilled, name="unbilled"),
    path("billing/unbilled/left/", unbilled.left, name="left"),
    path(f"{_HELD}check/", unbilled.check, name="check_day"),
    path(f"{_HELD}leaving/", unbilled.leave, name="leave_day"),
    path(f"{_HELD}return/", unbilled.take_up, name="take_up_day"),
    path("billing/indicators/", indicators.indicators, name="indicators"),
    path("billing/indicators/<slug:indicator>/", indicators.behind, name="behind"),
    path("billing/indicators/<slug:indicator>/target/", indicators.target, name="target"),
    path("billing/stopped/", prevention.stopped, name="stopped"),
    path("billing/stopped/<slug:rule>/", prevention.stopped_by, name="stopped_by"),
    path("billing/costs/", prevention.costs, name="costs"),
    path("billing/costs/<slug:month>/", prevention.cost, name="cost"),
    path("clients/<uuid:client_id>/charges/", charges.charges, name="charges"),
    path("billing/accounts/", accounts.accounts, name="accounts"),
    path("billing/write-offs/", adjusting.waiting, name="write_offs"),
    path("billing/desk/", desk.expected, name="desk"),
    path(_CLIENT, accounts.account, name="account"),
    path(_TRANSACTION, accounts.transaction, name="transaction"),
    path(f"{_TRANSACTION}reversal/", accounts.reverse, name="reverse"),
    path(f"{_CLIENT}payment/", desk.payment, name="payment"),
    path(f"{_CLIENT}payments/<uuid:payment_id>/", desk.receipt, name="receipt"),
    path(f"{_CLIENT}prepayment/", desk.apply, name="apply"),
    path(f"{_CLIENT}refund/", desk.refund, name="refund"),
    path(f"{_CLIENT}refund/paying/", desk.pay_out, name="pay_out"),
    path(f"{_CLIENT}transfer/", adjusting.pass_on, name="pass_on"),
    path(f"{_CLIENT}write-offs/new/", adjusting.ask, name="ask"),
    path(f"{_CLIENT}write-offs/<uuid:write_off_id>/", adjusting.decide, name="write_off"),
    path(f"{_CLIENT}statement/", statements.statement, name="statement"),
    path(f"{_CLIENT}statement.pdf", statements.pdf, name="statement_pdf"),
    path(f"{_CLIENT}statement/keeping/", statements.keep, name="keep_statement"),
    path(f"{_CLIENT}statement/sending/", statements.send, name="send_statement"),
    path("l/statement/", statements.opened, name="opened_statement"),
    path("settings/write-offs/", limits.limits, name="limits"),
    *(
        path(f"settings/write-offs/{role}/", limits.limit, {"role": role}, name=f"limit_{role}")
        for role in DEFAULT_LIMITS
    ),
]
