"""The VAT rules of what we buy: at which rate, and whether the supplier charges it or we owe it ourselves."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from coop.rules import book


@dataclass(frozen=True)
class BoughtRule:
    """What can stand on a supplier's line.

    With a `box` of the VAT return the supplier charges no VAT and we owe it (reverse charge); `asks` is the code
    of the question that must be confirmed before it is used.
    """

    code: str
    rate: str | None = None
    box: str | None = None
    asks: str | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether we owe the VAT instead of the supplier."""
        return self.box is not None

    def basis_points(self, on: date) -> int:
        """The rate on a day, 0 where there is none; raises NoFigure."""
        return book.vat_rate(self.rate, on).basis_points if self.rate else 0


def bought_rules() -> list[BoughtRule]:
    """Every rule a line can have."""
    return [BoughtRule(**row) for row in book.read("vat")["bought"]]


def bought_rule(code: str) -> BoughtRule:
    """The rule by its code; raises NoFigure."""
    for rule in bought_rules():
        if rule.code == code:
            return rule
    raise book.NoFigure(gettext("De btw-regel %(code)s staat niet in het regelboek.", code=code))
