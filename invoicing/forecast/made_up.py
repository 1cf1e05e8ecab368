"""What a month ahead is made up of: each service and cost, what is certain of it, and the agreements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from coop.money import Money
from invoicing.exploitatie.commitment import Commitment
from invoicing.forecast.forecast import Forecast
from invoicing.forecast.history import REST
from invoicing.forecast.names import Key
from invoicing.forecast.outlook import MonthAhead


@dataclass(frozen=True, slots=True)
class Part:
    """One service, kind of cost, or what comes by itself: what is expected, and what of it is certain."""

    name: str
    is_income: bool
    certain: Money
    expected: Money
    last_year: Money


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The parts of a month, income first, and what is agreed for it."""

    parts: Sequence[Part]
    agreed: Sequence[Commitment]


def made_up(found: Forecast, month: MonthAhead) -> MadeUp:
    """Everything in a month; its parts add up to it to the cent."""
    sure, history = found.certain, found.history
    agreed: dict[int, int] = {}
    for (key, day), cents in sure.agreed.items():
        if day == month.month:
            agreed[history.place(key)] = agreed.get(history.place(key), 0) + cents
    parts = []
    for place, (series, expected) in enumerate(zip(history.series, month.parts, strict=True)):
        certain = agreed.get(place, 0) + history.begun.get((place, month.month), 0)
        back = history.months - 12 + found.months.index(month)
        last = series.amounts[back] if 0 <= back < history.months else 0
        if expected or certain or last:
            shown = min(max(0, certain), max(0, expected))
            name = _name(found, place, series.sign)
            parts.append(Part(name, series.sign > 0, Money(shown), Money(expected), Money(last)))
    parts += _spread(found, month)
    rows = [row for day, row in sure.rows if day == month.month]
    return MadeUp(sorted(parts, key=lambda part: (not part.is_income, -part.expected.cents)), rows)


def _spread(found: Forecast, month: MonthAhead) -> Iterator[Part]:
    names = {"C": gettext("Subsidie en wat vooruit is ontvangen"), "D": gettext("Afschrijving en vaste spreiding")}
    for side, name in names.items():
        spread = found.certain.spread.items()
        cents = Money(sum(cents for ((at, _), day), cents in spread if at == side and day == month.month))
        if cents:
            yield Part(name, side == "C", cents, cents, Money.zero())


def _name(found: Forecast, place: int, sign: int) -> str:
    keys: list[Key] = [key for key, at in found.history.places.items() if at == place]
    if (("C" if sign > 0 else "D"), REST) in keys:
        return str(gettext("Alle andere diensten") if sign > 0 else gettext("Alle andere kosten"))
    return found.history.names.get(keys[0], "") or str(gettext("Niet verdeeld"))
