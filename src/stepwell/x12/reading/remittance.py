"""Reads an 835. Source: docs/sources.md#x12"""

from collections.abc import Iterator
from typing import Final

from stepwell.x12.issues import Severity
from stepwell.x12.parts import Party, Remark
from stepwell.x12.reading import pieces
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import BLANKS, Reader
from stepwell.x12.remittances import (
    Account,
    Adjudication,
    Batch,
    Payment,
    ProviderAdjustment,
    Remittance,
    RemittedClaim,
    ServiceLine,
    Totals,
)

_MIA_REMARKS: Final = (5, 20, 21, 22, 23)
_MOA_REMARKS: Final = (3, 4, 5, 6, 7)
_PLB_PAIRS: Final = range(3, 15, 2)


def _remittance(reader: Reader, root: Loop) -> Remittance:
    trace = reader.only(root.all("TRN"))
    payer, payee, others = _parties(reader, root)
    loose = root.within("CLP")
    return Remittance(
        payment=_payment(reader, root),
        trace=pieces.traces([trace])[0] if trace else None,
        references=pieces.references(reader, root.all("REF")),
        dates=pieces.times(reader, root.all("DTM")),
        payer=payer,
        payee=payee,
        other_parties=others,
        batches=(*((Batch("", (), loose),) if loose else ()), *root.within("LX")),
        provider_adjustments=tuple(one for row in root.all("PLB") for one in _provider_adjustments(reader, row)),
        more=pieces.segments(reader, root.all("CUR")),
    )


def _payment(reader: Reader, root: Loop) -> Payment | None:
    row = reader.only(root.all("BPR"))
    if row is None:
        sentence = "There is no BPR segment: this remittance does not say how much is paid."
        reader.issue("X12-203", Severity.ERROR, sentence, root.head)
        return None
    e = row[1] + BLANKS
    return Payment(
        handling=e[1],
        amount=reader.due_amount(row, 2),
        credit=e[3],
        method=e[4],
        form=e[5],
        sender=Account(e[6], e[7], e[8], e[9]),
        originator=e[10],
        supplement=e[11],
        receiver=Account(e[12], e[13], e[14], e[15]),
        day=reader.day(row, 16),
    )


def _parties(reader: Reader, root: Loop) -> tuple[Party | None, Party | None, tuple[Party, ...]]:
    """Return payer, payee, and whoever else is named."""
    parties = root.within("N1")
    payer = next((one for one in parties if one.entity == "PR"), None)
    payee = next((one for one in parties if one.entity == "PE"), None)
    for party, role in ((payer, "pays"), (payee, "is paid")):
        if party is None:
            reader.issue("X12-203", Severity.WARNING, f"No N1 segment says who {role}.", root.head)
    return payer, payee, tuple(one for one in parties if one is not payer and one is not payee)


def _batch(_: Reader, loop: Loop) -> Batch:
    totals = (Totals(elements[0], tuple(elements[1:])) for _, elements in loop.all("TS3", "TS2"))
    return Batch(pieces.element(loop.head, 1), tuple(totals), loop.within("CLP"))


def _claim(reader: Reader, loop: Loop) -> RemittedClaim:
    row = loop.head
    e = row[1] + BLANKS
    parties = tuple(map(pieces.named, loop.all("NM1")))
    return RemittedClaim(
        e[1],
        e[2],
        reader.due_amount(row, 3),
        reader.due_amount(row, 4),
        reader.amount(row, 5),
        e[6],
        e[7],
        e[8],
        e[9],
        tuple(map(reader.canonical, row[1][10:])),
        pieces.adjustments(reader, loop.all("CAS")),
        parties,
        tuple(_adjudication(one[1]) for one in loop.all("MIA", "MOA")),
        pieces.references(reader, loop.all("REF")),
        pieces.times(reader, loop.all("DTM")),
        pieces.contacts(loop.all("PER")),
        pieces.amounts(reader, loop.all("AMT")),
        pieces.quantities(reader, loop.all("QTY")),
        loop.within("SVC"),
        reader.number(row),
    )


def _line(reader: Reader, loop: Loop) -> ServiceLine:
    row = loop.head
    e = row[1] + BLANKS
    return ServiceLine(
        pieces.procedure(reader, row, 1),
        reader.due_amount(row, 2),
        reader.due_amount(row, 3),
        e[4],
        reader.amount(row, 5),
        pieces.procedure(reader, row, 6),
        reader.amount(row, 7),
        pieces.times(reader, loop.all("DTM")),
        pieces.adjustments(reader, loop.all("CAS")),
        pieces.references(reader, loop.all("REF")),
        pieces.amounts(reader, loop.all("AMT")),
        pieces.quantities(reader, loop.all("QTY")),
        tuple(Remark(pieces.element(one, 1), pieces.element(one, 2)) for one in loop.all("LQ")),
        reader.number(row),
    )


def _adjudication(elements: list[str]) -> Adjudication:
    at = _MIA_REMARKS if elements[0] == "MIA" else _MOA_REMARKS
    e = elements + BLANKS
    return Adjudication(elements[0], tuple(elements[1:]), tuple(e[index] for index in at if e[index]))


def _provider_adjustments(reader: Reader, row: Row) -> Iterator[ProviderAdjustment]:
    e = row[1] + BLANKS
    year_end, number = reader.day(row, 2), reader.number(row)
    for at in _PLB_PAIRS:
        if e[at] or e[at + 1] or at == _PLB_PAIRS[0]:
            reason, _, reference = reader.canonical(e[at]).partition(":")
            yield ProviderAdjustment(e[1], year_end, reason, reference, reader.due_amount(row, at + 1), number)


_LINE: Final = Kind(_line, {"SVC": 7}, {"DTM": 2, "CAS": pieces.CAS, "REF": 4, "AMT": 3, "QTY": 3, "LQ": 2})
_CLAIM: Final = Kind(
    _claim,
    {"CLP": 14},
    {"CAS": pieces.CAS, "NM1": 9, "MIA": 24, "MOA": 9, "REF": 4, "DTM": 2, "PER": 8, "AMT": 3, "QTY": 3},
    (_LINE,),
)
GRAMMAR: Final = Grammar(
    Kind(
        _remittance,
        {},
        {"BPR": 16, "TRN": 4, "CUR": 24, "REF": 4, "DTM": 2, "PLB": 14},
        (
            Kind(pieces.party, {"N1": 4}, {"N3": 2, "N4": 7, "PER": 8, "REF": 4, "RDM": 0}),
            Kind(_batch, {"LX": 1}, {"TS3": 24, "TS2": 19}, (_CLAIM,)),
            _CLAIM,
        ),
    )
)
