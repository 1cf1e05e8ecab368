"""The weeks ahead in sentences: whether there is always enough, and from when on not."""

from dataclasses import dataclass

from flask_babel import gettext

from coop.filters import day as shown
from coop.money import Money
from invoicing.liquidity.liquidity import Liquidity
from invoicing.whole_euros import in_euros


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it holds, in a sentence and what to know beside it; `kind` is good, warn or bad."""

    kind: str
    sentence: str
    more: str


def answer(found: Liquidity) -> Answer:
    """The first week below the floor by its name, or the week that comes closest."""
    below, lowest, count = found.below, found.lowest, len(found.weeks)
    least = gettext(
        "Het laagst is het in de week van %(day)s: %(amount)s.",
        day=shown(lowest.begin),
        amount=in_euros(lowest.balance),
    )
    if below is None and found.floor is None:
        return Answer("good", gettext("De komende %(count)s weken blijft er geld over.", count=count), least)
    if below is None:
        sentence = gettext(
            "De komende %(count)s weken blijft er steeds meer dan %(floor)s over.",
            count=count,
            floor=in_euros(found.floor or Money.zero()),
        )
        return Answer("good", sentence, least)
    if below.balance.cents < 0:
        sentence = gettext("In de week van %(day)s komen we geld te kort.", day=shown(below.begin))
        return Answer("bad", sentence, least)
    sentence = gettext(
        "In de week van %(day)s komt het geld onder jullie laagste saldo van %(floor)s.",
        day=shown(below.begin),
        floor=in_euros(found.floor or Money.zero()),
    )
    return Answer("warn", sentence, least)


def how_people_pay(found: Liquidity) -> str:
    """How late people mostly pay."""
    late = found.usually_late
    if late > 0:
        said = gettext("Klanten betalen meestal %(days)s dagen na de laatste dag.", days=late)
    elif late < 0:
        said = gettext("Klanten betalen meestal %(days)s dagen voor de laatste dag.", days=-late)
    else:
        said = gettext("Klanten betalen meestal op de laatste dag.")
    if not found.not_counted:
        return str(said)
    lost = gettext(
        "%(amount)s staat al zo lang open dat we er niet op rekenen.", amount=in_euros(found.not_counted)
    )
    return f"{said} {lost}"
