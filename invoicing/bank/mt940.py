"""Reading MT940, the older format, in the dialects of the Dutch banks: a statement at a time.

Of our own and not the library for it: that stops at the first line it does not know, and we name it and go on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from flask_babel import gettext

from coop.money import Money
from invoicing.bank import clean, doubts, remittance
from invoicing.bank.account import normal
from invoicing.bank.told import Doubt, Entry, Heading, Parts

_TAG = re.compile(r":(\d\d[A-Z]?):(.*)", re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})\s*([\d,]+)", re.ASCII)
_ENTRY = re.compile(
    r"(?P<value>\d{6})(?P<booked>\d{4})?(?P<sign>R?[CD])[A-Z]?\s?(?P<amount>-?\d+(?:,\d*)?)"
    r"(?:[A-Z].{3})?(?P<reference>.*)",
    re.ASCII,
)
_MOST_LINES = 20
"""Of one entry; a bank gives six."""


@dataclass(slots=True)
class _Tag:
    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        return self.lines[0].strip()


def parts(lines: Iterator[str]) -> Parts:
    """Read the file from its lines; nothing in it raises."""
    statement: list[_Tag] = []
    for tag in _tags(lines):
        if statement and (tag.name == "20" or tag.name == "25" in {told.name for told in statement}):
            yield from _statement(statement)
            statement = []
        statement.append(tag)
    if statement:
        yield from _statement(statement)


def _tags(lines: Iterator[str]) -> Iterator[_Tag]:
    tag: _Tag | None = None
    for line in lines:
        found = _TAG.match(re.sub(r"^\{.*\{4:(?=:)", "", line))
        if found:
            if tag is not None:
                yield tag
            tag = _Tag(found[1], [found[2]])
        elif line.startswith(("-}", "{")) or line.strip() == "-":
            if tag is not None:
                yield tag
            tag = None
        elif tag is not None and len(tag.lines) < _MOST_LINES:
            tag.lines.append(line[:1000])
    if tag is not None:
        yield tag


def _statement(tags: list[_Tag]) -> Parts:
    told = {tag.name: tag for tag in reversed(tags)}
    if not told.keys() & {"25", "60F", "60M", "61", "62F", "62M"}:
        return
    opening, begins, opened_in = _balance(told.get("60F") or told.get("60M"))
    last = next((tag for tag in reversed(tags) if tag.name in {"62F", "62M"}), None)
    closing, ends, closed_in = _balance(last)
    account = normal(told["25"].first) if "25" in told else ""
    entries = [tag for tag in tags if tag.name == "61"]
    if not account:
        yield doubts.no_account()
        yield from (Doubt("", is_entry=True) for _ in entries)
        return
    number = next((clean.text(told[name].first, 60) for name in ("28C", "28") if name in told), "")
    if not number.strip("0/") and "20" in told:
        number = clean.text(told["20"].first, 60)
    strange = {opened_in, closed_in} - {"EUR", ""}
    if strange:
        yield doubts.strange_currency(number, min(strange))
        yield from (Doubt("", is_entry=True) for _ in entries)
        return
    if begins and ends and begins < ends and last is not None:
        begins += timedelta(days=1)  # the day of the opening balance is that of the closing before it
    yield Heading("mt940", account, number, begins, ends, opening, closing)
    yield from doubts.balances(number, opening, closing)
    for position, tag in enumerate(tags):
        if tag.name == "61":
            following = tags[position + 1] if position + 1 < len(tags) else None
            yield _entry(account, tag, following if following and following.name == "86" else None)


def _balance(tag: _Tag | None) -> tuple[Money | None, date | None, str]:
    found = _BALANCE.match(tag.first) if tag else None
    if found is None:
        return None, None, ""
    read = clean.amount(found[4], comma=True)
    return (-read if read and found[1] == "D" else read), clean.short_day(found[2]), found[3]


def _entry(account: str, tag: _Tag, about: _Tag | None) -> Entry | Doubt:
    line = re.sub(r"^(\d{6}(?:\d{4})?)\s+", r"\1", tag.first)
    found = _ENTRY.fullmatch(line)
    value = clean.short_day(found["value"]) if found else None
    read = clean.amount(found["amount"], comma=True) if found else None
    if found is None or value is None or read is None:
        return Doubt(
            gettext("Een boeking is niet te lezen: “%(text)s”.", text=clean.text(line, 60)), is_entry=True
        )
    is_credit = found["sign"] in {"C", "RD"}  # RD: an earlier debit is taken back
    if read < Money.zero():
        return doubts.negative(read, is_credit, value)
    booked = (clean.near(found["booked"], value) if found["booked"] else None) or value
    reference, _, own = found["reference"].partition("//")
    free = remittance.read(about.lines if about else [])
    beside = [remittance.iban(one) for one in chain([reference], tag.lines[1:])]
    given = remittance.given(reference)
    return Entry(
        booked_on=booked,
        value_on=value,
        amount=read if is_credit else -read,
        iban=next((one for one in (free.iban, *beside) if one and one != account), ""),
        name=free.name or _name_beside(tag, beside),
        description=free.description,
        end_to_end=free.end_to_end or ("" if remittance.iban(given) else given),
        mandate=free.mandate,
        reference=free.reference,
        bank_reference=remittance.given(own),
    )


def _name_beside(tag: _Tag, beside: list[str]) -> str:
    # ASN writes the account as the reference, and the name on the line below.
    return clean.text(" ".join(tag.lines[1:2]), 140) if beside[0] else ""
