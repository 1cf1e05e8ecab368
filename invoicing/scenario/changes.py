"""What could be otherwise: percentages of price, volume, wage and overhead, hours, grants and a new contract.

Changes are written as words by name, as they stand in an address and are kept: `p3=5` is 5 % on the price of the
cost object with key 3, `v3` its volume, `g7=4` that grant 7 ends before April. What is not written stays as today.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from coop.errors import Refusal
from coop.money import Money, NotAnAmount
from members.engagement import EngagementKind

ALL = 10_000
"""Percentages are hundredths of a per cent, so this is all of it."""
HIGHEST = 50 * ALL
LONGEST_CONTRACT = 100_000
"""Hours a year."""

WAGE, OVERHEAD, VOLUNTEERS = "loon", "overhead", "vrijwilligers"
AMOUNT, HOURS, ENGAGEMENT, BEGINS = "contract", "contract_uren", "contract_inzet", "contract_vanaf"
WHO = (
    EngagementKind.EMPLOYEE,
    EngagementKind.APPRENTICE,
    EngagementKind.PARTICIPATION,
    EngagementKind.VOLUNTEER,
)
"""Who can do the work of a contract; a starter sends an invoice, whose price nobody knows yet."""

_EACH = re.compile(r"([pvg])(\d{1,9})")
_HOUSE = (WAGE, OVERHEAD, VOLUNTEERS)
_CONTRACT = (AMOUNT, HOURS, ENGAGEMENT, BEGINS)


class WrongChange(Refusal):
    """A change is a percentage or an amount that can be; anything else is refused, not guessed."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that is not there yet: what it brings and asks in a whole year, and its first month (1 to 12)."""

    amount: Money
    hours: int
    engagement: str = EngagementKind.EMPLOYEE
    begins: int = 1

    @property
    def months(self) -> int:
        """How many months of the year it runs."""
        return 13 - self.begins


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is otherwise than today, in hundredths of a per cent."""

    price: Mapping[int, int] = field(default_factory=dict)
    volume: Mapping[int, int] = field(default_factory=dict)
    wage: int = 0
    overhead: int = 0
    volunteers: int = 0
    """Of the hours of employees the part that volunteers take over; below zero the other way round."""
    grants: Mapping[int, int] = field(default_factory=dict)
    """The first month (1 to 12) without each grant that ends."""
    contract: Contract | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether all stays as it is."""
        return self == Changes()


def read(said: Mapping[str, str]) -> Changes:
    """Read changes from their words; names that are none of ours are passed over. Raises WrongChange."""
    each: dict[str, dict[int, int]] = {"p": {}, "v": {}, "g": {}}
    for name, text in said.items():
        match = _EACH.fullmatch(name)
        if match and text.strip():
            kind, key = match[1], int(match[2])
            value = _month(text, name) if kind == "g" else _percent(text, name)
            if value:
                each[kind][key] = value
    return Changes(
        price=each["p"],
        volume=each["v"],
        wage=_percent(said.get(WAGE, ""), WAGE),
        overhead=_percent(said.get(OVERHEAD, ""), OVERHEAD),
        volunteers=_percent(said.get(VOLUNTEERS, ""), VOLUNTEERS, ALL),
        grants=each["g"],
        contract=_contract(said),
    )


def read_kept(kept: object) -> Changes:
    """Read changes that were kept, of which every name is ours; raises WrongChange."""
    if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
        raise WrongChange(gettext("Dit scenario is niet te lezen."))
    if any(not (_EACH.fullmatch(name) or name in (*_HOUSE, *_CONTRACT)) for name in kept):
        raise WrongChange(gettext("Dit scenario is niet te lezen."))
    return read(kept)


def write(changes: Changes) -> dict[str, str]:
    """The words of changes, only what is otherwise, always in the same order; reading them gives the same."""
    said = {f"p{key}": percent(value) for key, value in sorted(changes.price.items())}
    said |= {f"v{key}": percent(value) for key, value in sorted(changes.volume.items())}
    house = zip(_HOUSE, (changes.wage, changes.overhead, changes.volunteers), strict=True)
    said |= {name: percent(value) for name, value in house if value}
    said |= {f"g{key}": str(month) for key, month in sorted(changes.grants.items())}
    if changes.contract is not None:
        contract = changes.contract
        said |= {
            AMOUNT: contract.amount.decimal(),
            HOURS: str(contract.hours),
            ENGAGEMENT: str(contract.engagement),
            BEGINS: str(contract.begins),
        }
    return said


def percent(value: int) -> str:
    """Hundredths of a per cent as somebody types them: 5, -2,5."""
    whole, _, rest = Money(value).decimal().replace(".", "").partition(",")
    rest = rest.rstrip("0")
    return f"{whole},{rest}" if rest else whole


def _percent(text: str, name: str, highest: int = HIGHEST) -> int:
    plain = text.strip().removesuffix("%").strip().removeprefix("+").replace("−", "-")
    if not plain:
        return 0
    try:
        value = Money.parse(plain).cents  # hundredths, as cents are
    except NotAnAmount as wrong:
        raise WrongChange(gettext("Schrijf een percentage als 5 of -2,5."), name) from wrong
    if not -ALL <= value <= highest:
        raise WrongChange(gettext("Kies een percentage van -100 tot %(most)s.", most=percent(highest)), name)
    return value


def _month(text: str, name: str) -> int:
    if not text.strip().isdecimal() or not 0 <= int(text) <= 12:
        raise WrongChange(gettext("Kies een maand."), name)
    return int(text)


def _contract(said: Mapping[str, str]) -> Contract | None:
    typed, hours = said.get(AMOUNT, "").strip(), said.get(HOURS, "").strip() or "0"
    try:
        amount = Money.parse(typed) if typed else Money.zero()
    except NotAnAmount as wrong:
        raise WrongChange(wrong.sentence, AMOUNT) from wrong
    if amount.cents < 0:
        raise WrongChange(gettext("Een contract brengt geld op. Vul een bedrag in boven € 0."), AMOUNT)
    if not hours.isdecimal() or len(hours) > 6 or int(hours) > LONGEST_CONTRACT:
        raise WrongChange(gettext("Vul hele uren in, zoals 300."), HOURS)
    if not amount and not int(hours):
        return None
    who = said.get(ENGAGEMENT, "") or EngagementKind.EMPLOYEE
    if who not in WHO:
        raise WrongChange(gettext("Kies wie het werk doet."), ENGAGEMENT)
    begins = _month(said.get(BEGINS, "") or "1", BEGINS)
    return Contract(amount, int(hours), EngagementKind(who), max(1, begins))
