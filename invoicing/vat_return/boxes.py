"""The boxes of a return: exact to the cent as the ledger has them, and in whole euros as the form wants them.

Worked, with VAT owed of € 1.234,50 (1a) and € 99,49 (1b) and input VAT of € 200,50:

    1a 1.235    1b 99    5a 1.334    5b 201    5g 1.133    exact 1.133,49, so 0,49 is rounded away

and in our own favour, where that was confirmed: 1a 1.234, 1b 99, 5a 1.333, 5b 201, 5g 1.132.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coop.money import Money, half_up
from coop.rules.vat_return import box_rules
from invoicing.vat_return.place import INPUT

OWED_SUM, TOTAL = "5a", "5g"


@dataclass(frozen=True, slots=True)
class Amounts:
    """The two amounts of a box, to the cent; nothing where nothing was booked."""

    turnover: Money = field(default_factory=Money.zero)
    vat: Money = field(default_factory=Money.zero)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.turnover + other.turnover, self.vat + other.vat)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form: what is declared, in whole euros (None for an amount it does not have), and the exact."""

    code: str
    name: str
    turnover: Money | None
    vat: Money | None
    exact: Amounts


@dataclass(frozen=True, slots=True)
class Declared:
    """All boxes; `difference` is what rounding makes of the exact amount, above zero when we pay more for it."""

    boxes: Sequence[Box]
    exact: Money

    @property
    def payable(self) -> Money:
        """Box 5g: what we pay, below zero what we get back."""
        return self.boxes[-1].vat or Money.zero()

    @property
    def difference(self) -> Money:
        """What is declared less what was booked."""
        return self.payable - self.exact


def declare(exact: Mapping[str, Amounts], *, own_favour: bool) -> Declared:
    """Fill in the form: each box by itself in whole euros, half up unless our own favour is allowed."""
    owed = sum((amounts.vat.cents for code, amounts in exact.items() if code != INPUT), 0)
    paid = exact.get(INPUT, Amounts()).vat.cents
    known = {
        **exact,
        OWED_SUM: Amounts(vat=Money(owed)),
        TOTAL: Amounts(vat=Money(owed - paid)),
    }
    vats: dict[str, Money] = {}
    boxes = []
    for rule in box_rules():
        amounts = known.get(rule.code, Amounts())
        if rule.code == OWED_SUM:
            vat = sum((vats[code] for code in vats if code != INPUT), Money.zero())
        elif rule.code == TOTAL:
            vat = vats[OWED_SUM] - vats[INPUT]
        else:
            vat = _whole(amounts.vat, up=rule.code == INPUT) if own_favour else _nearest(amounts.vat)
        if rule.has_vat:
            vats[rule.code] = vat
        turnover = _nearest(amounts.turnover) if rule.has_turnover else None
        boxes.append(Box(rule.code, rule.name, turnover, vat if rule.has_vat else None, amounts))
    return Declared(boxes, Money(owed - paid))


def _nearest(amount: Money) -> Money:
    return Money(half_up(amount.cents, 100) * 100)


def _whole(amount: Money, *, up: bool) -> Money:
    euros = -(-amount.cents // 100) if up else amount.cents // 100
    return Money(euros * 100)
