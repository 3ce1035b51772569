"""Choices of billing. Source: docs/sources.md#ledger."""

from enum import StrEnum


class Account(StrEnum):
    """What an entry is booked to. With the client, and for payers the policy, it is one account of the ledger."""

    CLIENT = "client"
    PAYER = "payer"
    CHARGES = "charges"
    CONTRACTUAL = "contractual"
    DENIED = "denied"
    OTHER = "other"
    WRITE_OFF = "write_off"
    SLIDING_FEE = "sliding_fee"
    FUND = "fund"
    CASH = "cash"
    CHECK = "check"
    CARD = "card"
    EFT = "eft"
    PREPAYMENT = "prepayment"
    REFUND = "refund"
    PROVIDER_LEVEL = "provider_level"
    UNPOSTED = "unposted"
    PAYER_CREDIT = "payer_credit"
    PAYER_REFUND = "payer_refund"
    INTEREST = "interest"
    PAYER_FEES = "payer_fees"


ACCOUNT_LABELS = {
    Account.CLIENT: "Owed by the client",
    Account.PAYER: "Owed by the payer",
    Account.CHARGES: "Charges",
    Account.CONTRACTUAL: "Contractual adjustments",
    Account.DENIED: "Denied",
    Account.OTHER: "Other adjustments",
    Account.WRITE_OFF: "Written off",
    Account.SLIDING_FEE: "Sliding fee discounts",
    Account.FUND: "Paid by funds of ours",
    Account.CASH: "Cash",
    Account.CHECK: "Checks",
    Account.CARD: "Cards",
    Account.EFT: "Electronic transfers",
    Account.PREPAYMENT: "Prepayments",
    Account.REFUND: "Refunds to pay out",
    Account.PROVIDER_LEVEL: "Provider-level adjustments",
    Account.UNPOSTED: "Paid, and not posted yet",
    Account.PAYER_CREDIT: "Credit of payers",
    Account.PAYER_REFUND: "Refunds due to payers",
    Account.INTEREST: "Interest income",
    Account.PAYER_FEES: "Fees of payers",
}


class Kind(StrEnum):
    """What a transaction does."""

    CHARGE = "charge"
    CONTRACTUAL = "contractual"
    ADJUSTMENT = "adjustment"
    PAYER_PAYMENT = "payer_payment"
    TRANSFER = "transfer"
    PAYMENT = "payment"
    PREPAYMENT_APPLIED = "prepayment_applied"
    REFUND = "refund"
    REFUND_PAID = "refund_paid"
    WRITE_OFF = "write_off"
    SLIDING_FEE = "sliding_fee"
    AWARD = "award"
    PROVIDER_LEVEL = "provider_level"
    UNPOSTED = "unposted"
    PLACEMENT = "placement"
    PAYER_REFUND_PAID = "payer_refund_paid"
    REVERSAL = "reversal"


KIND_LABELS = {
    Kind.CHARGE: "Charge",
    Kind.CONTRACTUAL: "Contractual adjustment",
    Kind.ADJUSTMENT: "Adjustment by the payer",
    Kind.PAYER_PAYMENT: "Payment by the payer",
    Kind.TRANSFER: "Share passed on",
    Kind.PAYMENT: "Payment by the client",
    Kind.PREPAYMENT_APPLIED: "Prepayment applied",
    Kind.REFUND: "Refund",
    Kind.REFUND_PAID: "Refund paid out",
    Kind.WRITE_OFF: "Write-off",
    Kind.SLIDING_FEE: "Sliding fee discount",
    Kind.AWARD: "Award from a fund",
    Kind.PROVIDER_LEVEL: "Provider-level adjustment",
    Kind.UNPOSTED: "Payment not posted yet",
    Kind.PLACEMENT: "Money of a payer placed",
    Kind.PAYER_REFUND_PAID: "Refund sent to the payer",
    Kind.REVERSAL: "Reversal",
}


class Stopped(StrEnum):
    """What a rule stopped: a day before it was charged, or a claim before it left."""

    DAY = "day"
    CLAIM = "claim"


class Stopping(StrEnum):
    """How it ended that a rule stopped something."""

    MENDED = "mended"
    GONE = "gone"
    LEFT = "left"


STOPPED_LABELS = {Stopped.DAY: "Day of care", Stopped.CLAIM: "Claim"}
STOPPING_LABELS = {
    Stopping.MENDED: "Mended",
    Stopping.GONE: "Not billed like that any more",
    Stopping.LEFT: "Decided not to bill",
}


class Source(StrEnum):
    """What a transaction came from; its `source_id` names the row."""

    CHARGE = "charge"
    CLAIM = "claim"
    REMITTANCE_LINE = "remittance_line"
    REMITTANCE = "remittance"
    PAYMENT = "payment"
    WRITE_OFF = "write_off"
    SLIDING_FEE = "sliding_fee"
    AWARD = "award"
    PLACEMENT = "placement"
    BY_HAND = "by_hand"


SOURCE_LABELS = {
    Source.CHARGE: "Charge",
    Source.CLAIM: "Claim",
    Source.REMITTANCE_LINE: "Remittance",
    Source.REMITTANCE: "Remittance as a whole",
    Source.PAYMENT: "Receipt",
    Source.WRITE_OFF: "Write-off asked for",
    Source.SLIDING_FEE: "Sliding fee",
    Source.AWARD: "Award asked for",
    Source.PLACEMENT: "Money of a payer",
    Source.BY_HAND: "Entered by hand",
}


class Way(StrEnum):
    """How a client pays."""

    CASH = "cash"
    CHECK = "check"
    CARD = "card"


WAY_LABELS = {Way.CASH: "Cash", Way.CHECK: "Check", Way.CARD: "Card"}


class Origin(StrEnum):
    """Whose money a payment of a client is. It is kept for the client, and told to no payer."""

    CLIENT = ""
    LOAN = "loan"
    CROWDFUNDING = "crowdfunding"
    CHARITY = "charity"
    EMPLOYER = "employer"
    FAMILY = "family"
    OTHER = "other"


ORIGIN_LABELS = {
    Origin.CLIENT: "The client’s own",
    Origin.LOAN: "Loan for health care",
    Origin.CROWDFUNDING: "Crowdfunding",
    Origin.CHARITY: "Church or charity",
    Origin.EMPLOYER: "Employer",
    Origin.FAMILY: "Family or friends",
    Origin.OTHER: "Somebody else",
}


class WriteOffReason(StrEnum):
    """Why nobody is asked for the money any more."""

    SMALL_BALANCE = "small_balance"
    HARDSHIP = "hardship"
    TIMELY_FILING = "timely_filing"
    DENIED = "denied"
    UNCOLLECTIBLE = "uncollectible"
    COURTESY = "courtesy"
    DIED = "died"


REASON_LABELS = {
    WriteOffReason.SMALL_BALANCE: "Small balance",
    WriteOffReason.HARDSHIP: "Hardship, documented for this person",
    WriteOffReason.TIMELY_FILING: "Filed too late",
    WriteOffReason.DENIED: "Denied, and appeals are over",
    WriteOffReason.UNCOLLECTIBLE: "Cannot be collected",
    WriteOffReason.COURTESY: "Mistake of ours",
    WriteOffReason.DIED: "The client died",
}


class Ending(StrEnum):
    """Why a charge does not stand any more."""

    CHANGED = "changed"
    HELD = "held"
    NO_CARE = "no_care"


ENDING_LABELS = {
    Ending.CHANGED: "Something changed: another charge took its place",
    Ending.HELD: "Something is missing now: the day is held",
    Ending.NO_CARE: "Nothing was attended after all",
}
