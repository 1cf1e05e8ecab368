"""The file of a payment order for the bank: pain.001.001.09, a customer credit transfer in euros (SEPA).

Built element by element in the order of the schema, so that every amount comes from whole cents. An address is
structured, with at least town and country, as the SEPA rule book asks from November 2026 on; without a town there
is none, for that is not compulsory within the European Economic Area.
"""

from typing import Any

from lxml import etree
from stdnum.nl import postcode as nl_postcode

from coop import clock, wijk
from coop.money import Money
from invoicing.paying_out.order import PaymentOrder, Payout
from invoicing.sepa_letters import sepa_text

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_NAME, _TEXT = 70, 140

Element = Any
"""An element of lxml, which ships no types."""


def written(order: PaymentOrder) -> bytes:
    """The file of an order; only the transfers that were not taken out are in it."""
    payouts, house = order.standing, wijk.current()
    root = etree.Element(_tag("Document"), nsmap={None: NAMESPACE})
    whole = _node(root, "CstmrCdtTrfInitn")
    name = sepa_text(house.legal_name or house.name, _NAME)
    head = _node(whole, "GrpHdr")
    _leaf(head, "MsgId", order.code)
    _leaf(head, "CreDtTm", clock.local(clock.now()).strftime("%Y-%m-%dT%H:%M:%S"))
    _totals(head, payouts)
    _leaf(_node(head, "InitgPty"), "Nm", name)
    batch = _node(whole, "PmtInf")
    _leaf(batch, "PmtInfId", order.code)
    _leaf(batch, "PmtMtd", "TRF")
    _leaf(batch, "BtchBookg", "false")  # a line for each on the statement, so that each is found again
    _totals(batch, payouts)
    _leaf(_node(_node(batch, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _leaf(_node(batch, "ReqdExctnDt"), "Dt", order.pay_on.isoformat())
    debtor = _node(batch, "Dbtr")
    _leaf(debtor, "Nm", name)
    _address(debtor, house, order.iban)
    _leaf(_node(_node(batch, "DbtrAcct"), "Id"), "IBAN", order.iban)
    # The bank knows itself by our account number (EPC132-08: IBAN only).
    _leaf(_node(_node(_node(batch, "DbtrAgt"), "FinInstnId"), "Othr"), "Id", "NOTPROVIDED")
    _leaf(batch, "ChrgBr", "SLEV")
    for payout in payouts:
        _transfer(batch, payout)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _transfer(batch: Element, payout: Payout) -> None:
    one = _node(batch, "CdtTrfTxInf")
    _leaf(_node(one, "PmtId"), "EndToEndId", payout.end_to_end)
    _leaf(_node(one, "Amt"), "InstdAmt", payout.amount.plain(), Ccy="EUR")
    creditor = _node(one, "Cdtr")
    _leaf(creditor, "Nm", sepa_text(payout.payee.holder, _NAME))
    _address(creditor, payout.party, payout.payee.iban)
    _leaf(_node(_node(one, "CdtrAcct"), "Id"), "IBAN", payout.payee.iban)
    _leaf(_node(one, "RmtInf"), "Ustrd", sepa_text(payout.text, _TEXT))


def _address(parent: Element, party: Any, iban: str) -> None:
    town = sepa_text(party.city, 35)
    if not town:
        return
    dutch = nl_postcode.is_valid(party.postcode)
    address = _node(parent, "PstlAdr")
    for name, text, longest in (
        ("StrtNm", party.street, 70),
        ("BldgNb", party.house_number, 16),
        ("PstCd", party.postcode, 16),
        ("TwnNm", town, 35),
        ("Ctry", "NL" if dutch else iban[:2], 2),
    ):
        if words := sepa_text(text, longest):
            _leaf(address, name, words)


def _totals(parent: Element, payouts: list[Payout]) -> None:
    _leaf(parent, "NbOfTxs", str(len(payouts)))
    _leaf(parent, "CtrlSum", sum((one.amount for one in payouts), Money.zero()).plain())


def _node(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, _tag(name))


def _leaf(parent: Element, name: str, words: str, **attributes: str) -> None:
    etree.SubElement(parent, _tag(name), attributes).text = words


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
