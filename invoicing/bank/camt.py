"""Reading CAMT.053, every version: an element at a time, so that a file of any length fits in memory.

Of our own and not the library for it: that holds the whole file, and stops at the first thing that is wrong.
"""

from typing import IO, Any

from flask_babel import gettext

from coop import safe_xml
from coop.money import Money
from invoicing.bank import clean, doubts, remittance
from invoicing.bank.account import normal
from invoicing.bank.told import Doubt, Entry, Heading, Part, Parts

_OPENING = ("OPBD", "PRCD", "ITBD")
_CLOSING = ("CLBD", "ITBD")
_NOT_YET = {"PDNG", "INFO", "FUTR"}


def parts(stream: IO[bytes]) -> Parts:
    """Read the file; raises NotXml where it breaks, after what stood before."""
    heading: Heading | None = None
    begun = False
    for element in safe_xml.elements_of(stream, ("Ntry", "Stmt")):
        name = _name(element)
        statement = element if name == "Stmt" else element.getparent()
        if statement is None or _name(statement) != "Stmt":
            continue
        if not begun:
            begun = True
            heading, told = _heading(statement)
            yield from told
        if name == "Stmt":
            begun = False
            if heading is not None and heading.closing is None and _balance(element, _CLOSING) is not None:
                yield Doubt(
                    gettext(
                        "Het eindsaldo van afschrift %(number)s staat achter de boekingen.", number=heading.number
                    )
                )
            _forget(element)
            continue
        entry = _entry(element)
        yield entry if heading is not None else Doubt("", is_entry=True)
        _forget(element)


def _forget(element: Any) -> None:
    # What was read is let go of, or 50,000 entries would all be held. The element itself must stay until the next.
    element.clear(keep_tail=False)
    before = element.getprevious()
    if before is not None and _name(before) == _name(element):
        element.getparent().remove(before)


def _heading(statement: Any) -> tuple[Heading | None, list[Part]]:
    account = normal(_text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id"))
    number = clean.text(_text(statement, "Id") or _text(statement, "ElctrncSeqNb") or "?", 60)
    if not account:
        return None, [doubts.no_account()]
    currency = _text(statement, "Acct/Ccy")
    if currency not in {"", "EUR"}:
        return None, [doubts.strange_currency(number, clean.text(currency, 3))]
    first, last = _balance(statement, _OPENING), _balance(statement, _CLOSING)
    opening, closing = _worth(first), _worth(last)
    heading = Heading(
        "camt",
        account,
        number,
        clean.day(_text(statement, "FrToDt/FrDtTm")) or _day(first, "Dt"),
        clean.day(_text(statement, "FrToDt/ToDtTm")) or _day(last, "Dt"),
        opening,
        closing,
    )
    return heading, [heading, *doubts.balances(number, opening, closing)]


def _entry(entry: Any) -> Entry | Doubt:
    day = _day(entry, "BookgDt") or _day(entry, "ValDt")
    shown = f"{day:%d-%m-%Y}" if day else ""
    amount = _amount(entry, "Amt")
    sign = _text(entry, "CdtDbtInd")
    is_credit = sign == "CRDT"
    if sign not in {"CRDT", "DBIT"}:
        return doubts.entry(gettext("er staat niet bij of het bij of af is"), shown)
    if amount is None:
        return doubts.entry(gettext("het bedrag is niet te lezen als euro’s"), shown)
    if amount < Money.zero():
        return doubts.negative(amount, is_credit, day)
    if day is None:
        return doubts.entry(gettext("de datum is niet te lezen"))
    state = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if state in _NOT_YET:
        return doubts.entry(gettext("de bank heeft die nog niet echt geboekt"), shown)
    detail = _detail(entry)
    extra = remittance.read([_text(entry, "AddtlNtryInf")])
    other = "Dbtr" if is_credit else "Cdtr"
    parties = _at(detail, "RltdPties")
    told = [_words(detail, "RmtInf/Ustrd"), _words(detail, "AddtlTxInf")]
    return Entry(
        booked_on=day,
        value_on=_day(entry, "ValDt"),
        amount=amount if is_credit else -amount,
        iban=_iban(parties, f"{other}Acct") or extra.iban,
        name=clean.text(_text(parties, f"{other}/Nm") or _text(parties, f"{other}/Pty/Nm") or extra.name, 140),
        description=clean.text(next(filter(None, told), extra.description), 1000),
        end_to_end=remittance.given(_text(detail, "Refs/EndToEndId") or extra.end_to_end),
        mandate=remittance.given(_text(detail, "Refs/MndtId") or extra.mandate),
        reference=clean.text(_text(detail, "RmtInf/Strd/CdtrRefInf/Ref") or extra.reference),
        # Not NtryRef: where a bank numbers the entries of each file anew, the same entry would look like another.
        bank_reference=remittance.given(_text(entry, "AcctSvcrRef")),
    )


def _detail(entry: Any) -> Any:
    # A batch tells of many: who they were is then not one fact, and its text is that of the entry.
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    return details[0] if len(details) == 1 else None


def _balance(statement: Any, codes: tuple[str, ...]) -> Any:
    found: dict[str, Any] = {}
    for balance in statement.findall("{*}Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        if codes is _CLOSING or code not in found:  # of several in between, the first opens and the last closes
            found[code] = balance
    return next((found[code] for code in codes if code in found), None)


def _worth(balance: Any) -> Money | None:
    amount, sign = _amount(balance, "Amt"), _text(balance, "CdtDbtInd")
    if amount is None or (sign not in {"CRDT", "DBIT"} and amount):
        return None
    return -amount if sign == "DBIT" else amount


def _amount(place: Any, path: str) -> Money | None:
    found = _at(place, path)
    if found is None or found.get("Ccy", "EUR") != "EUR":
        return None
    told = "".join(found.itertext()).strip()
    return clean.amount(told, comma="," in told)


def _day(place: Any, path: str) -> Any:
    return clean.day(_text(place, f"{path}/Dt")) or clean.day(_text(place, f"{path}/DtTm"))


def _iban(parties: Any, path: str) -> str:
    told = _text(parties, f"{path}/Id/IBAN") or _text(parties, f"{path}/Id/Othr/Id")
    return clean.text(told.replace(" ", "").upper(), 34)


def _words(place: Any, path: str) -> str:
    return " ".join(_plain(found) for found in _all(place, path))


def _text(place: Any, path: str) -> str:
    found = _at(place, path)
    return "" if found is None else _plain(found)


def _plain(found: Any) -> str:
    return (found.text or "").strip()


def _at(place: Any, path: str) -> Any:
    return None if place is None else place.find("/".join(f"{{*}}{name}" for name in path.split("/")))


def _all(place: Any, path: str) -> list[Any]:
    return [] if place is None else place.findall("/".join(f"{{*}}{name}" for name in path.split("/")))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
