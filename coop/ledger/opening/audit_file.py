"""Opening balances from an XML Auditfile Financieel, 3.2 or 4.0, that the old books wrote.

The file is read in one walk and never held as a whole. It comes from outside: entities are not filled in, nothing
is fetched, and a file with a document type of its own is refused, for an audit file has none.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext
from lxml import etree

from coop.ledger.chart import RESULT_OF_YEAR
from coop.ledger.opening.given import Fault, Given, GivenLine, NotOpened
from coop.money import Money

NAMESPACES = (
    "http://www.auditfiles.nl/XAF/3.2",
    "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.0/structures/XmlAuditfileFinancieel3.2.1",
    "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0",
)
RESULT_RGS = "BEivOreRvh"
_AMOUNT = re.compile(r"(-?)(\d{1,13})(?:\.(\d{1,2})0*)?")
_RGS = re.compile(r"[BW][A-Z][A-Za-z0-9]{2,10}")


def is_xml(content: bytes) -> bool:
    """Whether it begins as XML does, in whatever encoding."""
    return content.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<"


def read(content: bytes, *, at_end: bool = False) -> Given:
    """Read the opening balance, or what stands at the end of the year in order to open the next one with it.

    Raises NotOpened when it is no audit file at all; what is wrong inside it is kept as faults.
    """
    book = _Book(at_end)
    try:
        for element in _elements(content):
            book.meet(element)
    except etree.XMLSyntaxError as broken:
        why = str(broken.msg).partition(",")[0]
        raise NotOpened([(0, gettext("dit is geen heel XML-bestand: %(why)s", why=why))]) from broken
    return book.given()


def _elements(content: bytes) -> Iterator[Any]:
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    _, root = next(walk)
    _must_be_an_audit_file(root)
    for event, element in walk:
        if event == "end" and isinstance(element.tag, str):  # an entity that was not filled in has no name
            yield element


def _must_be_an_audit_file(root: Any) -> None:
    if root.getroottree().docinfo.doctype:
        raise NotOpened([(0, gettext("dit bestand brengt een eigen documenttype mee en dat lezen we niet"))])
    name = etree.QName(root)
    if name.localname != "auditfile" or name.namespace not in NAMESPACES:
        raise NotOpened([(0, gettext("dit is geen auditfile: we lezen XAF 3.2 en 4.0"))])


@dataclass
class _Sums:
    debit: int = 0
    credit: int = 0

    def add(self, cents: int) -> None:
        self.debit += max(cents, 0)
        self.credit += max(-cents, 0)

    def must_balance(self, where: int, what: str) -> Iterator[Fault]:
        if self.debit != self.credit:
            said = gettext("%(what)s is niet in balans: debet %(debit)s, credit %(credit)s")
            yield where, said % {"what": what, "debit": Money(self.debit), "credit": Money(self.credit)}


@dataclass
class _Book:
    """What the walk has met so far."""

    at_end: bool
    start: date | None = None
    journal: str = ""
    accounts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    opening: list[tuple[int, str, int]] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)
    sums: _Sums = field(default_factory=_Sums)
    faults: list[Fault] = field(default_factory=list)

    def meet(self, element: Any) -> None:
        """Take what an element tells at its end, and let go of it where it may be one of very many."""
        name = etree.QName(element).localname
        if name in _MEET:
            _MEET[name](self, element)
        if name in _MANY:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def header(self, element: Any) -> None:
        """Which year it is, in euros."""
        text, currency, where = _child(element, "startDate"), _child(element, "curCode"), element.sourceline
        try:
            self.start = date.fromisoformat(text[:10])
        except ValueError:
            self.faults.append((where, gettext("de begindatum %(text)s is geen datum", text=text)))
        if currency not in {"EUR", ""}:
            why = gettext("de bedragen zijn in %(currency)s, niet in euro", currency=currency)
            self.faults.append((where, why))
        if self.start is not None and (self.start.month, self.start.day) != (1, 1):
            why = gettext("het boekjaar begint niet op 1 januari, maar op %(day)s", day=self.start)
            self.faults.append((where, why))

    def account(self, element: Any) -> None:
        """An account of the old chart."""
        codes = [_child(element, tag) for tag in ("RGScode", "leadReference", "leadCode")]
        rgs = next((code for code in codes if _RGS.fullmatch(code)), "")
        self.accounts[_child(element, "accID")] = (_child(element, "accDesc"), _child(element, "accTp"), rgs)

    def opening_line(self, element: Any) -> None:
        """What stood on an account when the year began."""
        self.opening.append((element.sourceline, _child(element, "accID"), self._cents(element)))

    def opening_end(self, element: Any) -> None:
        """The opening balance as a whole."""
        if self.faults:
            return  # an amount that could not be read would be told twice
        sums = _Sums()
        for _, _, cents in self.opening:
            sums.add(cents)
        self.faults += sums.must_balance(element.sourceline, gettext("de beginbalans"))
        told = _cents_of(_child(element, "totalDebit"))
        if not self.faults and told is not None and told != sums.debit:
            said = gettext("de beginbalans noemt samen %(told)s, maar telt op tot %(sum)s")
            found = said % {"told": Money(told), "sum": Money(sums.debit)}
            self.faults.append((element.sourceline, found))

    def journal_id(self, element: Any) -> None:
        """Which journal the next transactions are in."""
        self.journal = element.text or ""

    def line(self, element: Any) -> None:
        """A line of a transaction."""
        number, cents = _child(element, "accID"), self._cents(element)
        self.moved[number] = self.moved.get(number, 0) + cents
        self.sums.add(cents)

    def transaction(self, element: Any) -> None:
        """The end of a transaction, whose lines add up to nothing."""
        number = _child(element, "nr")
        label = gettext("boeking %(number)s in dagboek %(journal)s", number=number, journal=self.journal)
        self.faults += self.sums.must_balance(element.sourceline, label)
        self.sums = _Sums()

    def given(self) -> Given:
        """What the books are opened with."""
        year = self.start.year if self.start else None
        lines = self._at_end() if self.at_end else self.opening
        if not lines and not self.faults:
            why = gettext("in dit bestand staat geen beginbalans; kies voor de stand aan het eind")
            self.faults.append((0, why))
        made = []
        for where, number, cents in lines:
            name, kind, rgs = self.accounts.get(number, ("", "", ""))
            made.append(GivenLine(where, number, Money(cents), name=name, rgs=rgs, kind=kind))
        return Given(year + self.at_end if year else None, made, self.faults)

    def _at_end(self) -> list[tuple[int, str, int]]:
        """What was there and what moved; what income and costs left stands on the account of the result."""
        left = dict(self.moved)
        for _, number, cents in self.opening:
            left[number] = left.get(number, 0) + cents
        result = sum(left.pop(number) for number in list(left) if self._is_result(number))
        own = next((number for number, facts in self.accounts.items() if facts[2] == RESULT_RGS), RESULT_OF_YEAR)
        left[own] = left.get(own, 0) + result
        return [(0, number, cents) for number, cents in sorted(left.items()) if cents]

    def _is_result(self, number: str) -> bool:
        return self.accounts.get(number, ("", "", ""))[1] == "P"

    def _cents(self, element: Any) -> int:
        text, side = _child(element, "amnt"), _child(element, "amntTp")
        cents = _cents_of(text)
        if cents is None or side not in {"D", "C"}:
            why = gettext("het bedrag %(text)s is niet te lezen", text=f"{text} {side}".strip())
            self.faults.append((element.sourceline, why))
            return 0
        return cents if side == "D" else -cents


_MEET = {
    "header": _Book.header,
    "ledgerAccount": _Book.account,
    "obLine": _Book.opening_line,
    "openingBalance": _Book.opening_end,
    "jrnID": _Book.journal_id,
    "trLine": _Book.line,
    "transaction": _Book.transaction,
}
_MANY = {"transaction", "customerSupplier"}


def _child(element: Any, tag: str) -> str:
    return (element.findtext(f"{{{etree.QName(element).namespace}}}{tag}") or "").strip()


def _cents_of(text: str) -> int | None:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    cents = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    return -cents if match[1] else cents
