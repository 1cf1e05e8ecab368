"""Where an entry stands in the VAT return: its box, by its mark and its account."""

import re
from dataclasses import dataclass

from coop.ledger import chart
from coop.money import Money
from coop.rules import book, bought
from invoicing import vat_mark

OWED = {chart.VAT_HIGH: "1a", chart.VAT_LOW: "1b", chart.VAT_REVERSED: "2a"}
"""The accounts with the VAT we owe, and the box of an entry on them that bears no mark."""

ACCOUNTS = (*OWED, chart.VAT_INPUT)
"""What a return equals the movement of."""

INPUT = "5b"
EXEMPT, SCHEME, OUTSIDE = "exempt", "kor", "outside"
"""Turnover beside the boxes."""

_SOLD = re.compile(r"(S|Z|AE|E|O)(\d+)")
_BOXES = {"Z": "1e", "AE": "1e", "E": EXEMPT, "O": OUTSIDE}
_RATES = {"high": "1a", "low": "1b"}


@dataclass(frozen=True, slots=True)
class Place:
    """A box, or the name of what stands beside them; either in its turnover or in its VAT."""

    box: str
    is_vat: bool
    is_bought: bool = False

    def counted(self, cents: int) -> Money:
        """What an entry adds to it: sold and owed stand in credit, bought and deducted in debit."""
        return Money(cents if self.is_bought else -cents)


def place_of(mark: str | None, account: str) -> Place | None:
    """Where an entry counts, None where it does not."""
    if account == chart.VAT_INPUT:
        return Place(INPUT, is_vat=True, is_bought=True)
    box = _box_of(mark or "")
    if account in OWED:
        return Place(box if box and box[0].isdigit() else OWED[account], is_vat=True)
    if box is None:
        return None
    return Place(box, is_vat=False, is_bought=bool(mark and mark.startswith(f"{vat_mark.BOUGHT}:")))


def touches(account: str, mark: str | None) -> bool:
    """Whether an entry belongs in a return, so that it cannot be dated in one that was filed."""
    return account in ACCOUNTS or (mark is not None and not mark.startswith(f"{vat_mark.BOUGHT}:"))


def _box_of(mark: str) -> str | None:
    if mark == vat_mark.KOR:
        return SCHEME
    sold = _SOLD.fullmatch(mark)
    if sold is not None:
        return _BOXES.get(sold[1]) or _box_of_rate(int(sold[2]))
    rule = mark.removeprefix(f"{vat_mark.BOUGHT}:")
    return next((each.box for each in bought.bought_rules() if each.code == rule), None)


def _box_of_rate(basis_points: int) -> str:
    try:
        return _RATES.get(book.rate_named(basis_points), "1c")
    except book.NoFigure:
        return "1c"
