"""The file with which a bank is asked to collect (ISO 20022 pain.008, SEPA Core), in two versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from coop import clock
from coop.money import Money
from invoicing.sepa_letters import sepa_text

VERSIONS = ("08", "02")
"""The ones banks take: pain.008.001.08, and .02 where a bank is not so far."""

_NOT_PROVIDED = "NOTPROVIDED"
"""For the bank of an account, which its IBAN tells already."""


@dataclass(frozen=True, slots=True)
class Debit:
    """One amount off one account."""

    end_to_end: str
    amount: Money
    mandate: str
    signed_on: date
    holder: str
    iban: str
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The debits of one sequence type (FRST, RCUR or OOFF), which the bank books together."""

    id: str
    sequence: str
    debits: Sequence[Debit]


@dataclass(frozen=True, slots=True)
class Message:
    """A whole file: who asks it, for which day, and what."""

    id: str
    made_at: datetime
    due_on: date
    creditor: str
    iban: str
    creditor_id: str
    batches: Sequence[Batch]


def written(message: Message, version: str) -> bytes:
    """The message as a file of a version; the same message gives the same bytes."""
    name = f"urn:iso:std:iso:20022:tech:xsd:pain.008.001.{version}"
    root = etree.Element("Document", nsmap={None: name})
    body = etree.SubElement(root, "CstmrDrctDbtInitn")
    head = etree.SubElement(body, "GrpHdr")
    _text(head, "MsgId", message.id)
    _text(head, "CreDtTm", clock.local(message.made_at).strftime("%Y-%m-%dT%H:%M:%S"))
    _count(head, [debit for batch in message.batches for debit in batch.debits])
    _text(head, "InitgPty/Nm", sepa_text(message.creditor, 70))
    for batch in message.batches:
        _batch(etree.SubElement(body, "PmtInf"), message, batch)
    for element in root.iter():
        element.tag = f"{{{name}}}{element.tag}"
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _batch(part: etree._Element, message: Message, batch: Batch) -> None:
    _text(part, "PmtInfId", batch.id)
    _text(part, "PmtMtd", "DD")
    _text(part, "BtchBookg", "true")
    _count(part, batch.debits)
    kind = etree.SubElement(part, "PmtTpInf")
    _text(kind, "SvcLvl/Cd", "SEPA")
    _text(kind, "LclInstrm/Cd", "CORE")
    _text(kind, "SeqTp", batch.sequence)
    _text(part, "ReqdColltnDt", message.due_on.isoformat())
    _text(part, "Cdtr/Nm", sepa_text(message.creditor, 70))
    _text(part, "CdtrAcct/Id/IBAN", message.iban)
    _text(part, "CdtrAgt/FinInstnId/Othr/Id", _NOT_PROVIDED)
    _text(part, "ChrgBr", "SLEV")
    scheme = etree.SubElement(part, "CdtrSchmeId")
    other = _path(scheme, "Id/PrvtId/Othr")
    _text(other, "Id", message.creditor_id)
    _text(other, "SchmeNm/Prtry", "SEPA")
    for debit in batch.debits:
        _debit(etree.SubElement(part, "DrctDbtTxInf"), debit)


def _debit(part: etree._Element, debit: Debit) -> None:
    _text(part, "PmtId/EndToEndId", debit.end_to_end)
    _text(part, "InstdAmt", debit.amount.plain()).set("Ccy", "EUR")
    mandate = _path(part, "DrctDbtTx/MndtRltdInf")
    _text(mandate, "MndtId", debit.mandate)
    _text(mandate, "DtOfSgntr", debit.signed_on.isoformat())
    _text(part, "DbtrAgt/FinInstnId/Othr/Id", _NOT_PROVIDED)
    _text(part, "Dbtr/Nm", sepa_text(debit.holder, 70))
    _text(part, "DbtrAcct/Id/IBAN", debit.iban)
    _text(part, "RmtInf/Ustrd", sepa_text(debit.text, 140))


def _count(part: etree._Element, debits: Sequence[Debit]) -> None:
    _text(part, "NbOfTxs", str(len(debits)))
    _text(part, "CtrlSum", sum((debit.amount for debit in debits), Money.zero()).plain())


def _text(part: etree._Element, path: str, text: str) -> etree._Element:
    made = _path(part, path)
    made.text = text
    return made


def _path(part: etree._Element, path: str) -> etree._Element:
    for name in path.split("/"):
        part = etree.SubElement(part, name)
    return part
