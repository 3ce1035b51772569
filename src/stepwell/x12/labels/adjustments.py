"""Why less was paid than charged, and what to do about it. Source: docs/sources.md#adjustments"""

from typing import Final, NamedTuple


class Reason(NamedTuple):
    """A claim adjustment reason code.

    label  what it means
    next   what to do
    """

    label: str
    next: str


_CLIENT: Final = "bill the client"
_WRITE_OFF: Final = "write it off under the contract"
_FIX: Final = "correct the claim and send it again"
_APPEAL: Final = "review it for an appeal"

CLAIM_STATUS: Final = {
    "1": "processed as the first payer",
    "2": "processed as the second payer",
    "3": "processed as the third payer",
    "4": "denied",
    "19": "processed as the first payer and forwarded to another",
    "20": "processed as the second payer and forwarded to another",
    "21": "processed as the third payer and forwarded to another",
    "22": "taken back: this reverses what was said before",
    "23": "not theirs, forwarded to another payer",
    "25": "a prediction only, nothing is paid",
}

GROUP: Final = {
    "CO": "not the client's to pay",
    "PR": "the client's to pay",
    "OA": "neither the client's nor under the contract",
    "PI": "reduced by the payer, not the client's to pay",
    "CR": "a correction",
}

REASON: Final = {
    "1": Reason("deductible", _CLIENT),
    "2": Reason("coinsurance", _CLIENT),
    "3": Reason("copay", _CLIENT),
    "4": Reason("modifier does not fit the procedure", _FIX),
    "5": Reason("place of service does not fit the procedure", _FIX),
    "6": Reason("age does not fit the procedure", _FIX),
    "8": Reason("procedure does not fit the kind of provider", _FIX),
    "11": Reason("diagnosis does not fit the procedure", _FIX),
    "15": Reason("authorization number missing or wrong", _FIX),
    "16": Reason("something is missing or wrong; the remark code says what", _FIX),
    "18": Reason("exact duplicate", "look for the original claim before anything else"),
    "22": Reason("another payer should pay first", "ask the client which payer is first"),
    "23": Reason("effect of what an earlier payer decided", "post it with the other payer's remittance"),
    "24": Reason("paid under a capitation agreement", "check the contract"),
    "26": Reason("before the coverage began", "check the coverage again"),
    "27": Reason("after the coverage ended", "check the coverage again"),
    "29": Reason("sent too late", "look for proof of timely filing; never bill the client"),
    "31": Reason("client not known to the payer", "check the member id"),
    "35": Reason("lifetime maximum reached", "check the cap and whether it may apply"),
    "45": Reason("above the contract or fee schedule", _WRITE_OFF),
    "50": Reason("not found medically necessary", "appeal with the record, or ask for a call between physicians"),
    "96": Reason("not covered; the remark code says why", "compare with what the payer said about benefits"),
    "97": Reason("included in the payment of another service", "check whether the services may be billed together"),
    "109": Reason("sent to the wrong payer", "find the right payer, often a carve-out, and send it there"),
    "119": Reason("benefit maximum reached", "check the cap and whether it may apply"),
    "129": Reason("what an earlier payer said is missing or wrong", "add the other payer's remittance"),
    "146": Reason("diagnosis not valid on that day", _FIX),
    "150": Reason("record does not support this level of service", _APPEAL),
    "151": Reason("record does not support this many or this often", _APPEAL),
    "167": Reason("diagnosis not covered", "compare with what the payer said about benefits"),
    "170": Reason("not paid to this kind of provider", "check credentials and contract"),
    "177": Reason("eligibility requirements not met", "check the coverage again"),
    "183": Reason("referring provider may not refer this", "check credentials"),
    "185": Reason("rendering provider may not do this", "check credentials"),
    "193": Reason("the payer stands by its decision", "decide on the next level of appeal"),
    "197": Reason("no authorization or notice", "ask for a late authorization, or appeal"),
    "198": Reason("more than was authorized", "compare with the authorization; ask for an extension, or appeal"),
    "200": Reason("coverage had lapsed", "check the coverage again"),
    "204": Reason("not covered under this plan", "compare with what the payer said about benefits"),
    "226": Reason("requested information was not provided", "send the records"),
    "227": Reason("information asked of the client was not provided", "call the client"),
    "234": Reason("not paid separately", "check whether the services may be billed together"),
    "236": Reason("not payable with another service of that day", "check whether the services may be billed together"),
    "242": Reason("provider is not in the network", "check the network status on that day"),
    "243": Reason("not authorized by the network or primary provider", "get the referral"),
    "251": Reason("attachment incomplete", "send the records"),
    "252": Reason("attachment needed", "send the records"),
    "253": Reason("federal reduction (sequestration)", "write it off"),
    "256": Reason("not payable under the managed care contract", "check the contract"),
    "288": Reason("no referral", "get the referral"),
    "B7": Reason("provider was not certified on that day", "check credentials"),
    "B13": Reason("paid before", "look for the earlier payment"),
    "B20": Reason("another provider gave part of it", "check who was paid"),
}

REMARK: Final = {
    "M20": "procedure code missing or wrong",
    "M51": "procedure code missing or wrong",
    "M62": "authorization number missing or wrong",
    "M76": "diagnosis missing or wrong",
    "M86": "something similar was paid already",
    "MA01": "it can be appealed",
    "MA04": "what the first payer decided is missing",
    "MA07": "forwarded to Medicaid",
    "MA18": "forwarded to the supplemental payer",
    "MA130": "cannot be processed: send a new claim, no appeal",
    "N20": "not payable with another service of that day",
    "N30": "client is not eligible for this service",
    "N54": "claim and authorization do not agree",
    "N56": "wrong code for this service or day",
    "N95": "this kind of provider may not bill this",
    "N115": "decided under a local coverage rule",
    "N127": "sent to the wrong payer",
    "N130": "see the plan's benefits",
    "N290": "rendering provider's number missing or wrong",
    "N362": "too many units or days",
    "N381": "see the contract",
    "N382": "member id missing or wrong",
    "N386": "decided under a national coverage rule",
    "N479": "what the first payer decided is missing",
    "N519": "modifiers do not go together",
    "N640": "more often than is allowed",
    "N706": "records are missing",
    "M127": "records are missing",
}

PROVIDER_REASON: Final = {
    "WO": "recovery of an overpayment",
    "FB": "balance carried forward",
    "L6": "interest",
    "72": "refund by the provider",
    "50": "charge for late filing",
    "AH": "fee",
    "CS": "adjustment",
}

METHOD: Final = {
    "ACH": "bank transfer",
    "CHK": "check",
    "FWT": "wire transfer",
    "BOP": "a way the payer chose",
    "NON": "no payment",
}
