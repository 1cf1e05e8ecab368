"""Money: a whole number of euro cents, so that no cent is ever lost or invented."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext

from coop.errors import Refusal

# "1.234,50", "1234,5" and "12.50": groups of three only with dots before a decimal comma,
# a lone dot with one or two digits behind it is a decimal point.
_AMOUNT = re.compile(
    r"(?P<sign>[-−]?)\s*(?:€|EUR)?\s*(?P<sign2>[-−]?)\s*"
    r"(?:(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}))?|(?P<pointed>\d+)\.(?P<points>\d{1,2}))"
)
_LARGEST = 10**13


class NotAnAmount(Refusal):
    """An amount is written as 12,50 or 12.50 or 1.234,50; anything else is refused, not guessed."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in whole euro cents; adding, negating and splitting keep every cent."""

    cents: int

    @classmethod
    def zero(cls) -> "Money":
        """Nothing at all."""
        return cls(0)

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read an amount as a Dutch person types it; raises NotAnAmount rather than guess."""
        match = _AMOUNT.fullmatch(text.strip())
        if match is None or (match["sign"] and match["sign2"]):
            raise NotAnAmount(gettext("Schrijf het bedrag als 12,50 of 1.234,50."))
        whole = (match["whole"] or match["pointed"]).replace(".", "")
        cents = int(whole) * 100 + int((match["cents"] or match["points"] or "0").ljust(2, "0"))
        if cents > _LARGEST:
            raise NotAnAmount(gettext("Dit bedrag is te groot."))
        return cls(-cents if match["sign"] or match["sign2"] else cents)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __abs__(self) -> "Money":
        return Money(abs(self.cents))

    def __mul__(self, times: int) -> "Money":
        return Money(self.cents * times)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __radd__(self, other: int) -> "Money":
        """Let the built-in sum() start at 0."""
        if other != 0:
            return NotImplemented
        return self

    def times(self, numerator: int, denominator: int) -> "Money":
        """This amount × numerator ÷ denominator, rounded half up (away from zero) to a cent."""
        return Money(half_up(self.cents * numerator, denominator))

    def share(self, basis_points: int) -> "Money":
        """So many hundredths of a per cent of this amount (2100 = 21 %), rounded half up."""
        return self.times(basis_points, 10_000)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Give the whole amount away by weight: the parts add up to it to the cent.

        The cents that rounding leaves go to the largest remainders, the earliest first.
        Raises ValueError when there is no positive weight to give it to.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("a split needs weights of zero or more, and one above zero")
        sign = -1 if self.cents < 0 else 1
        exact = [Fraction(abs(self.cents) * weight, total) for weight in weights]
        parts = [int(part) for part in exact]
        left = abs(self.cents) - sum(parts)
        by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in by_remainder[:left]:
            parts[i] += 1
        return [Money(sign * part) for part in parts]

    def __str__(self) -> str:
        """As on Dutch paper: € 1.234,50."""
        return f"€ {self.decimal()}"

    def decimal(self) -> str:
        """The bare Dutch number: -1.234,50."""
        whole, cents = divmod(abs(self.cents), 100)
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{whole:,}".replace(",", ".") + f",{cents:02d}"

    def plain(self) -> str:
        """The number as machines write it: -1234.50."""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole}.{cents:02d}"


def half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to a quotient, halves away from zero, as VAT is rounded (EN 16931)."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -rounded if numerator < 0 else rounded
