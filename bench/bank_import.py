"""A bank file of 10,000 lines: read, weighed and stored, against a bare walk, a dictionary and one insert.

Bare: lxml walks the file once for the same fields, the number in each text is looked up in a dictionary of what is
open, and the driver stores the rows in one go. The house does that and knows what it saw before, cleans what
banks write, and weighs every clue. Booking what is certain comes on top and is told beside it.
Run: .venv/bin/python -m bench.bank_import [--lines N]
"""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from lxml import etree
from sqlalchemy import select

from bench.bank_year import OURS, Line, camt
from bench.house import Bench, arguments, house
from bench.ratio import PROCESSOR, in_turn, ratio, tell
from coop import clock, wijk
from coop.database import db
from coop.money import Money
from coop.rules import confirmation
from coop.rules.question import questions
from coop.wijk import Wijk
from invoicing.bank import importing
from invoicing.bank.line import BankLine
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.issuing import issue
from invoicing.matching import open_money, running, weighing
from invoicing.vat import VatGroup
from members.party import Person

_NUMBER = re.compile(r"20\d\d-\d{4,}")
COLUMNS = ("day", "cents", "iban", "name", "text", "reference")


def walked(file: bytes) -> Iterator[tuple[str, int, str, str, str, str]]:
    """The fields of each entry, in one walk with flat memory."""
    for _, entry in etree.iterparse(io.BytesIO(file), tag="{*}Ntry"):
        sign = -1 if entry.findtext("{*}CdtDbtInd") == "DBIT" else 1
        cents = round(float(entry.findtext("{*}Amt")) * 100) * sign
        detail = entry.find("{*}NtryDtls/{*}TxDtls")
        yield (
            entry.findtext("{*}BookgDt/{*}Dt"),
            cents,
            detail.findtext(".//{*}IBAN") or "",
            detail.findtext(".//{*}Nm") or "",
            detail.findtext(".//{*}Ustrd") or "",
            entry.findtext("{*}AcctSvcrRef") or "",
        )
        entry.clear()


class Import:
    """A house with as many open invoices as the file has lines."""

    def __init__(self, bench: Bench, lines: int) -> None:
        """Issue the invoices and make the file."""
        today = clock.today()
        db.session.add(Wijk(name="Wijkbedrijf", iban=OURS))
        db.session.flush()
        for question in questions():
            confirmation.confirm(question.code, "bench")
        people = [Person(name=f"Fatima Haddad{n}") for n in range(lines)]
        db.session.add_all(people)
        db.session.flush()
        self.numbers = issue([_draft(person, _price(n)) for n, person in enumerate(people)], today - timedelta(9))
        db.session.commit()
        label: frozenset[Any] = frozenset()
        told = [
            Line(today, _price(n).cents, f"NL20INGB{n:010d}", f"F HADDAD{n}", number, label)
            for n, number in enumerate(self.numbers)
        ]
        self.file = camt(told, [f"B{n}" for n in range(lines)], today, today, 0)
        self.connection = bench.driver()
        self.connection.execute(f"CREATE TABLE raw_line ({', '.join(COLUMNS)})")

    def bare(self) -> None:
        """Walk, look up and store."""
        open_now = dict.fromkeys(self.numbers, 4000)
        rows = list(walked(self.file))
        found = [open_now.get(match[0]) for row in rows if (match := _NUMBER.search(row[4]))]
        assert len(found) == len(rows)
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany("INSERT INTO raw_line VALUES (?, ?, ?, ?, ?, ?)", rows)
        self.connection.execute("ROLLBACK")

    def ours(self) -> None:
        """Take the file in and weigh each line, booking none."""
        [outcome] = importing.take_in("bench.xml", io.BytesIO(self.file))
        assert outcome.new == len(self.numbers)
        money, tolerance = open_money.read(clock.today()), wijk.current().small_difference
        lines = db.session.scalars(select(BankLine)).all()
        assert all(weighing.certain(line, money, tolerance) for line in lines)
        db.session.rollback()

    def booked(self) -> None:
        """The same, and what is certain booked."""
        [outcome] = importing.take_in("bench.xml", io.BytesIO(self.file))
        assert outcome.new == running.run().booked
        db.session.rollback()


def _draft(person: Person, price: Money) -> Draft:
    line = DraftLine("Tuin", price, price, VatGroup("S", 2100), "80501")
    return Draft(party_id=person.id, customer=customer_of(person), includes_vat=True, lines=[line])


def _price(number: int) -> Money:
    return Money(2000 + number % 4000)


def main() -> None:
    """Compare and tell."""
    given = arguments(__doc__, lines=10_000)
    with house("sqlite") as bench:
        import_ = Import(bench, given.lines)
        works = {"bare": import_.bare, "ours": import_.ours, "booked": import_.booked}
        took = in_turn(works, turns=5, seconds=120, clock=PROCESSOR)
        tell(
            "reading, weighing and storing / a bare walk, dictionary and insert",
            ratio(took["ours"], took["bare"]),
            most=3,
        )
        tell("with everything booked / the same", ratio(took["booked"], took["bare"]))


if __name__ == "__main__":
    main()
