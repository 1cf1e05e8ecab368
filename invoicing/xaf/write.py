"""Writing the XML Auditfile Financieel 4.0 of a year, as a stream: memory stays flat, however many lines.

The schema is that of the tax administration (XmlauditfileXAF_4.0). Names stand in `custSupName` only; no address
or mail goes along, for the books can be checked without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree
from sqlalchemy import func, select

from coop.database import db
from coop.ledger import chart, journal
from coop.ledger.account import Account
from coop.ledger.journal import Journal, journals
from coop.ledger.total import Total
from coop.ledger.transaction import Entry
from coop.period import DateRange
from coop.period import year as year_of
from invoicing.xaf import master, vat
from invoicing.xaf.element import add, amount, side
from invoicing.xaf.names import Names
from invoicing.xaf.parties import PREFIX, names, relations
from invoicing.xaf.ready import accounts_of, must_be_ready
from invoicing.xaf.transactions import Booked, booked

NAMESPACE = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
JOURNAL_TYPES = {
    journal.SALES: "S",
    journal.PURCHASES: "P",
    journal.BANK: "B",
    journal.CASH: "C",
    journal.MEMORIAL: "M",
}
OFFSETS = {journal.BANK: chart.BANK, journal.CASH: chart.CASH}
_put = etree.SubElement  # for texts of our own making; `add` also takes what people typed


@dataclass(frozen=True, slots=True)
class Written:
    """What went into the file."""

    transactions: int
    lines: int


def write(out: IO[bytes], number: int) -> Written:
    """Write the audit file of a year; raises NotReady, with every reason, before a byte is written.

    It tells of one moment when the session does: see `coop.database.one_moment`.
    """
    year = year_of(number)
    accounts = accounts_of(year)
    must_be_ready(accounts)
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        # The elements within bear no namespace of their own: they stand in this one.
        with xml.element(f"{{{NAMESPACE}}}auditfile", nsmap={None: NAMESPACE}):
            xml.write(master.header(year))
            with xml.element("company"):
                _write_master(xml, year, accounts)
                with xml.element("transactions"):
                    return _write_transactions(xml, year)


def _write_master(xml: Any, year: DateRange, accounts: list[Account]) -> None:
    for element in master.house():
        xml.write(element)
    with xml.element("customersSuppliers"):
        for relation in relations(year):
            xml.write(master.customer_or_supplier(relation))
    xml.write(master.ledger(accounts))
    xml.write(master.vat_codes(year))
    xml.write(master.periods(year))
    xml.write(master.opening_balance(year))


def _write_transactions(xml: Any, year: DateRange) -> Written:
    _write_texts(xml, _totals(year))
    known, transactions, lines = names(), 0, 0
    for one in journals():
        with xml.element("journal"):
            _write_texts(xml, _journal(one))
            for transaction in booked(one, year):
                xml.write(_transaction(one.code, transaction, known))
                transactions += 1
                lines += len(transaction.rows)
    return Written(transactions, lines)


def _write_texts(xml: Any, texts: Iterator[tuple[str, str]]) -> None:
    for tag, text in texts:
        with xml.element(tag):
            xml.write(text)


def _totals(year: DateRange) -> Iterator[tuple[str, str]]:
    """They stand before the lines, so they are asked first: the sums from the kept totals."""
    within = (Entry.date >= year.begin, Entry.date < year.end)
    yield "linesCount", str(db.session.scalar(select(func.count(Entry.id)).where(*within)) or 0)
    sums = select(func.sum(Total.debit), func.sum(Total.credit)).where(
        Total.month >= year.begin, Total.month < year.end
    )
    debit, credit = db.session.execute(sums).one()
    yield "totalDebit", amount(debit.cents if debit else 0)
    yield "totalCredit", amount(credit.cents if credit else 0)


def _journal(one: Journal) -> Iterator[tuple[str, str]]:
    yield "jrnID", one.code
    yield "desc", one.name
    yield "jrnTp", JOURNAL_TYPES.get(one.code, "Z")
    if one.code in OFFSETS:
        yield "offsetAccID", OFFSETS[one.code]


def _transaction(code: str, transaction: Booked, known: Names) -> Any:
    head, invoice = transaction.head, transaction.invoice
    day = head.date.isoformat()
    element = etree.Element("transaction")
    _put(element, "nr").text = str(head.number)
    add(element, "desc", known.masked(head.description))
    _put(element, "periodNumber").text = str(head.date.month)
    _put(element, "trDt").text = day
    add(element, "Source", head.source)
    shares = vat.shares(transaction.rows, head.date)
    paper = invoice or f"{code}-{head.number}"
    for row in transaction.rows:
        line, party = _put(element, "trLine"), row.party
        _put(line, "nr").text = str(row.position)
        _put(line, "accID").text = row.account
        add(line, "docRef", paper)
        _put(line, "effDate").text = day
        _put(line, "amnt").text = amount(row.cents)
        _put(line, "amntTp").text = side(row.cents)
        if party and party.startswith(PREFIX):
            _put(line, "custSupID").text = party[len(PREFIX) :]
            if invoice:
                add(line, "invRef", invoice)
        if row.cost:
            add(line, "cost", row.cost)
        if row.position in shares:
            mark, rate, cents = shares[row.position]
            tax = _put(line, "vat")
            _put(tax, "vatID").text = mark
            _put(tax, "vatPerc").text = rate
            _put(tax, "vatAmnt").text = amount(cents)
            _put(tax, "vatAmntTp").text = side(cents)
    return element
