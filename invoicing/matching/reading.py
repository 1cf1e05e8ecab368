"""A line as it is read: its text, the numbers in it, and whom we know by its account number."""

from collections.abc import Iterator
from functools import cached_property

from invoicing.bank.line import BankLine
from invoicing.matching import clues
from invoicing.matching.open_money import Open, OpenMoney


class Reading:
    """One line of the bank beside what is open."""

    def __init__(self, line: BankLine, money: OpenMoney) -> None:
        """Take the line, and what is open now."""
        self.line = line
        self.money = money
        self.amount = line.amount
        self.text = " ".join(filter(None, (line.description, line.reference, line.end_to_end)))

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers of invoices of ours that stand in the text."""
        return [number for number in clues.numbers(self.text) if self.money.invoice(number)]

    @cached_property
    def broken_numbers(self) -> list[str]:
        """The same, where the bank may have broken them."""
        found = clues.broken_numbers(self.text)
        return [number for number in found if number not in self.numbers and self.money.invoice(number)]

    @cached_property
    def strange_numbers(self) -> list[str]:
        """Numbers that look like one of ours and are none, so a key may have been hit wrong."""
        return [number for number in clues.numbers(self.text) if not self.money.invoice(number)]

    @cached_property
    def near(self) -> dict[str, list[Open]]:
        """For each number in the text the invoices that one wrong key would have made of it."""
        return {number: list(self._near(number)) for number in (*self.strange_numbers, *self.numbers)}

    def near_to(self, number: str) -> list[Open]:
        """The invoices that one wrong key would have made of a number."""
        return self.near[number] if number in self.near else list(self._near(number))

    def _near(self, number: str) -> Iterator[Open]:
        for digits in clues.near_numbers(number):
            found = self.money.invoice(f"{digits[:4]}-{digits[4:]}")
            if found is not None:
                yield found

    @cached_property
    def parties(self) -> frozenset[int]:
        """Whom we know by this account number, or by the mandate that it bears."""
        known = self.money.parties_of.get(self.line.iban, set())
        signed = self.money.party_of_mandate.get(self.line.mandate)
        return frozenset(known if signed is None else {*known, signed})

    def knows(self, one: Open) -> bool:
        """Whether the account number is known to be theirs."""
        return one.party_id in self.parties

    def names(self, one: Open) -> bool:
        """Whether the name of the other side may be theirs."""
        return clues.alike(self.line.name, one.name)

    def agrees(self, one: Open) -> bool:
        """Whether the other side may well be whose it is."""
        return self.knows(one) or self.names(one)

    def is_of(self, one: Open) -> bool:
        """Whether it comes from them for all we can see: a known account number, or their name with its letter."""
        return self.knows(one) or clues.same_person(self.line.name, one.name)
