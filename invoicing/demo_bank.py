"""The bank of the demo: each month's statement, as the bank would make it, read in and matched.

Of the last months only; before that the treasurer booked what came in by hand.
"""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from coop import wijk
from coop.database import db
from coop.demo import made_up_iban
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.money import Money
from invoicing.bank import importing
from invoicing.bank.account import find_or_make
from invoicing.bank.awaited import Awaited
from invoicing.bank.line import BankLine
from invoicing.invoice import Invoice
from invoicing.matching import open_money, running
from invoicing.matching.booking import book
from invoicing.matching.drafted import Booking
from invoicing.matching.proposal import Goes, Part, Proposal

SINCE = date(2026, 9, 1)
TREATED_UNTIL = date(2026, 11, 1)
"""Of what came in before this day the treasurer booked the rest by hand; later it waits on the page."""
NOBODY = 9_000
"""Whose account it is where there is no party: the tax office, and who gets wages."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What is on the statement: a payment of an invoice, or what was booked by hand already."""

    day: date
    cents: int
    iban: str
    name: str
    text: str
    part: Part


_coming: list[Coming] = []
"""What customers paid since the last statement."""


def forget() -> None:
    """Begin with nothing on its way."""
    _coming.clear()


def pay(random: Random, invoice: Invoice, day: date, amount: Money) -> None:
    """A customer pays, most with the number and some in their own words."""
    said = (
        *[invoice.number] * 12,
        *[f"factuur {invoice.number}"] * 4,
        *[invoice.number.replace("-", "")] * 2,
        "tuin",
        "bedankt voor het werk",
        f"{invoice.number[:-1]}{(int(invoice.number[-1]) + 1) % 10}",
    )
    name = str(invoice.customer["name"])
    first, _, family = name.partition(" ")
    part = Part(Goes.INVOICE, invoice.number, amount)
    written = f"{first[:1]} {family}".strip() if family and not invoice.party.is_organisation else name
    facts = (made_up_iban(invoice.party_id), written.upper(), random.choice(said), part)
    _coming.append(Coming(day, amount.cents, *facts))


def statement(until: date) -> None:
    """Read in the statement up to a day: what customers paid, what was awaited, and what was booked by hand."""
    find_or_make(wijk.current().iban)
    begin = _begin()
    lines = [*_coming, *_awaited(begin, until), *_by_hand(begin, until)]
    _coming.clear()
    if not lines:
        return
    lines.sort(key=lambda line: (line.day, line.text))
    references = {f"WB{line.day:%y%m}{place:04d}": line for place, line in enumerate(lines, 1)}
    opening = balance(chart.BANK, begin).cents
    file = _mt940(references, opening, begin, until - timedelta(days=1))
    for _ in importing.take_in(f"afschrift-{begin:%Y-%m}.940", io.BytesIO(file.encode())):
        pass
    running.run()
    if until <= TREATED_UNTIL:
        waiting = select(BankLine).where(running.unbooked(), BankLine.bank_reference.in_(references))
        said = ("Met de hand geboekt.",)
        book(
            [
                Booking(line, Proposal((references[line.bank_reference].part,), said, 0))
                for line in db.session.scalars(waiting)
            ]
        )


def _begin() -> date:
    """The day after the last one that was read."""
    last = db.session.scalar(select(BankLine.booked_on).order_by(BankLine.booked_on.desc()).limit(1))
    return SINCE if last is None else max(SINCE, last.replace(day=1) + timedelta(days=32)).replace(day=1)


def _by_hand(begin: date, until: date) -> list[Coming]:
    found = []
    for one in open_money.by_hand(begin):
        if begin <= one.day < until:
            part = Part(Goes.BOOKED, one.source, one.amount)
            name, text = one.name.upper() or one.text.upper(), one.number if one.party_id else one.text
            found.append(Coming(one.day, one.amount.cents, made_up_iban(one.party_id or NOBODY), name, text, part))
    return found


def _awaited(begin: date, until: date) -> list[Coming]:
    """What was sent to the bank shows as one line for each message."""
    query = (
        select(Awaited.batch, Awaited.day, func.sum(Awaited.amount), func.min(Awaited.id))
        .where(Awaited.dropped_on.is_(None), Awaited.day >= begin, Awaited.day < until, Awaited.batch != "")
        .group_by(Awaited.batch, Awaited.day)
    )
    return [
        Coming(day, amount.cents, "", "", f"Verzamelboeking {batch}", Part(Goes.AWAITED, str(first), amount))
        for batch, day, amount, first in db.session.execute(query)
    ]


def _mt940(lines: dict[str, Coming], opening: int, begin: date, last: date) -> str:
    closing = opening + sum(line.cents for line in lines.values())
    told = [
        ":20:WIJKBEDRIJF",
        f":25:{wijk.current().iban}",
        f":28C:{begin:%m%y}/1",
        f":60F:{_balance(opening)[0]}{begin - timedelta(days=1):%y%m%d}EUR{_balance(opening)[1]}",
    ]
    for reference, line in lines.items():
        sign, amount = _balance(line.cents)
        told.append(f":61:{line.day:%y%m%d}{line.day:%m%d}{sign}{amount}NTRFNONREF//{reference}")
        told.append(
            f":86:/TRTP/SEPA OVERBOEKING/IBAN/{line.iban}/NAME/{line.name}/REMI/{line.text}/EREF/NOTPROVIDED"
        )
    told.append(f":62F:{_balance(closing)[0]}{last:%y%m%d}EUR{_balance(closing)[1]}")
    return "\n".join([*told, "-", ""])


def _balance(cents: int) -> tuple[str, str]:
    return "C" if cents >= 0 else "D", f"{abs(cents) // 100},{abs(cents) % 100:02d}"
