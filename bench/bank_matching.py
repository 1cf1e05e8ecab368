"""How much of a labelled year of bank lines matches itself, and how much of that is wrong.

The demo wijk is played again, but everybody pays over the bank: at the end of each month its file is taken in,
what is certain books itself, and the treasurer books the rest by its label, as people do.
Run: .venv/bin/python -m bench.bank_matching [--seed N] [--tell]
"""

import argparse
import io
from collections import Counter
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import select

from bench import bank_year
from bench.bank_year import Habits, Label, Line, Owed
from bench.house import house
from coop import audit, clock
from coop.database import db
from coop.demo_command import BEGIN, play
from coop.ledger import chart
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import demo, demo_bank, open_items, purchase_approval, purchase_payment
from invoicing.bank import importing
from invoicing.bank.line import BankLine
from invoicing.grants import grant
from invoicing.matching import open_money, running, weighing
from invoicing.matching.booking import book
from invoicing.matching.drafted import Booking
from invoicing.matching.match import BankMatch, Kind, standing
from invoicing.matching.proposal import Goes, Part, Proposal
from invoicing.matching.taught import teach
from invoicing.purchase import Purchase
from members.party import Party

ENERGY, ENERGY_ACCOUNT = "NL65RABO0300065264", "45140"


class Treasurer:
    """Takes in each month's file and keeps count of how it went."""

    def __init__(self, seed: int, tell: bool) -> None:
        """Take the dice of the people, and whether each line that was not booked is told."""
        self.habits = Habits(Random(seed))  # noqa: S311 - it plays
        self.suppliers: dict[int, str] = {}
        self.granted: set[int] = set()
        self.balance = 0
        self.tell = tell
        self.count: Counter[str] = Counter()
        self.month = date(2025, 1, 1)
        self.waiting: list[Line] = []

    def month_of_income(self, dice: Random) -> None:
        """In the place of the demo's own payments: everybody pays over the bank."""
        today = clock.today()
        self.month = today.replace(day=1)
        lines = bank_year.of_month(self.habits, self.owed(), self.month, today)
        lines += [*self._grants(), *self._costs(today), *self.waiting]
        self.waiting = []
        self.take_in(lines, today)

    def owed(self) -> list[Owed]:
        """What customers have at home and did not pay yet."""
        streets = {row.id: row.street for row in db.session.scalars(select(Party))}
        return [
            Owed(item.number, item.party_id, item.name, streets[item.party_id], item.issued_on, item.open.cents)
            for item in open_items.open_items()
            if item.open.cents > 0
        ]

    def month_of_purchases(self, month: date, until: date) -> None:
        """In the place of the demo's own: the suppliers are paid over the bank, early next month."""
        due = select(Purchase).where(Purchase.due_on >= month, Purchase.due_on < until).order_by(Purchase.id)
        found = list(db.session.scalars(due))
        left = purchase_payment.open_of_each(found)
        for one in found:
            iban = self.suppliers.setdefault(one.supplier_id, self.habits.iban())
            text = one.number if self.habits.dice.random() < 0.85 else "betaling factuur"
            label = frozenset({("purchase", str(one.id), -left[one.id].cents)})
            name = one.supplier.name.upper()[:70]
            self.waiting.append(Line(until, -left[one.id].cents, iban, name, text, label))

    def _grants(self) -> list[Line]:
        lines = []
        for one in grant.grants():
            for receipt in one.receipts:
                if receipt.id not in self.granted and receipt.day >= self.month:
                    self.granted.add(receipt.id)
                    label = frozenset({("booked", receipt.source, receipt.amount.cents)})
                    text = f"Subsidie {one.reference}"
                    who = ("NL47BNGH0285108595", "Gemeente Groningen")
                    lines.append(Line(receipt.day, receipt.amount.cents, *who, text, label))
        return lines

    def _costs(self, today: date) -> list[Line]:
        fee, energy = 1495, 18_000 + self.habits.dice.randrange(2_000)
        return [
            Line(today, -fee, "", "", "Kosten zakelijk betalingsverkeer", _on(chart.BANK_COSTS, -fee)),
            Line(today, -energy, ENERGY, "Energie Noord", "Termijnbedrag", _on(ENERGY_ACCOUNT, -energy)),
        ]

    def take_in(self, lines: list[Line], today: date) -> None:
        """Read a month of lines, and book by its label what did not book itself."""
        lines.sort(key=lambda line: line.day)
        named = {f"BL{self.count['lines'] + place:06d}": line for place, line in enumerate(lines)}
        self.count["lines"] += len(lines)
        file = bank_year.camt(lines, list(named), self.month, today, self.balance)
        self.balance += sum(line.cents for line in lines)
        [outcome] = importing.take_in("maand.xml", io.BytesIO(file))
        assert outcome.new == len(lines), outcome
        running.run()
        db.session.expire_all()
        for told in db.session.scalars(select(BankLine).where(BankLine.bank_reference.in_(list(named)))):
            self._judge(told, named[told.bank_reference])

    def _judge(self, told: BankLine, line: Line) -> None:
        match = standing(told.id)
        if match is not None:
            right = booked_as(match) == line.label
            self.count["certain" if right else "WRONG"] += 1
            self.count[f"by {match.how}"] += 1
            if not right:
                print(
                    "WRONG", line.text, "|", line.name, line.cents, set(line.label), booked_as(match), match.reason
                )
            return
        money = open_money.read(told.booked_on)
        three = weighing.best(told, money, Money(5))
        hit = any(_label(one) == line.label for one in three)
        self.count["among the three" if hit else "not proposed"] += 1
        if self.tell:
            print("waits" if hit else "MISSED", repr(line.text), "|", line.name, line.cents, set(line.label))
        self._by_hand(told, line)

    def _by_hand(self, told: BankLine, line: Line) -> None:
        parts = tuple(Part(Goes(goes), key, Money(cents)) for goes, key, cents in sorted(line.label))
        for part in parts:
            if part.goes == Goes.PURCHASE and int(part.key) in purchase_approval.waiting():
                with audit.actor("board"):
                    purchase_approval.approve(int(part.key), "demo")
        book([Booking(told, Proposal(parts, ("Met de hand.",), 0))])
        if parts[0].goes == Goes.ACCOUNT:
            words = "" if told.iban else "kosten zakelijk betalingsverkeer"
            teach(told.iban, told.amount, parts[0].key, None, words)


def booked_as(match: BankMatch) -> Label:
    """A match in the form of a label; what was let go is no part of it."""
    found = set()
    for part in match.parts:
        if part.kind == Kind.PAYMENT and part.payment is not None and part.amount:
            found.add(("invoice", part.payment.invoice_number, part.amount.cents))
        elif part.kind == Kind.PURCHASE and part.purchase_payment is not None:
            found.add(("purchase", str(part.purchase_payment.purchase_id), part.amount.cents))
        elif part.kind == Kind.BOOKED:
            found.add(("booked", part.source or "", part.amount.cents))
        elif part.amount:
            found.add((part.kind, part.account or "", part.amount.cents))
    return frozenset(found)


def _label(proposal: Proposal) -> Label:
    return frozenset((part.goes.value, part.key, part.amount.cents) for part in proposal.parts)


def _on(account: str, cents: int) -> Label:
    return frozenset({("account", account, cents)})


def measure(seed: int, tell: bool) -> Counter[str]:
    """Play the year and return what was counted."""
    treasurer = Treasurer(seed, tell)
    before: Any = demo._get_paid, demo._pay_suppliers, demo_bank.SINCE
    demo._get_paid = treasurer.month_of_income
    demo._pay_suppliers = treasurer.month_of_purchases
    demo_bank.SINCE = date.max  # the demo's own statements stay out of it
    try:
        play(seed)
    finally:
        demo._get_paid, demo._pay_suppliers, demo_bank.SINCE = before
    assert verify().first_fault is None
    return treasurer.count


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tell", action="store_true", help="tell each line that did not book itself")
    given = parser.parse_args()
    with house("sqlite"):
        count = measure(given.seed, given.tell)
    lines = count["lines"]
    print(f"lines {lines}, from {(clock.today() - BEGIN).days} days")
    for name in ("certain", "WRONG", "among the three", "not proposed"):
        print(f"{name:16} {count[name]:5}  {100 * count[name] / lines:6.2f} %")
    for name in sorted(name for name in count if name.startswith("by ")):
        print(f"{name:16} {count[name]:5}")


if __name__ == "__main__":
    main()
