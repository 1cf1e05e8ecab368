"""Why something in a bank file was not read, in words, for both formats alike."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext

from coop.money import Money
from invoicing.bank.told import Doubt


def negative(read: Money, is_credit: bool, day: date | None) -> Doubt:
    """An amount below zero: whether it came in or went out is then anybody's guess."""
    return Doubt(
        gettext(
            "Boeking van %(day)s: de bank schrijft een bedrag onder nul (%(amount)s) als “%(side)s”. "
            "Dat kan niet allebei kloppen; deze boeking is niet gelezen. Vraag de bank wat het is.",
            day=f"{day:%d-%m-%Y}" if day else "?",
            amount=read,
            side=gettext("bij") if is_credit else gettext("af"),
        ),
        is_entry=True,
        credit=read if is_credit else Money.zero(),
        debit=Money.zero() if is_credit else read,
    )


def no_account() -> Doubt:
    """A statement is of an account."""
    return Doubt(gettext("Bij een afschrift staat niet van welke rekening het is. Het is niet gelezen."))


def strange_currency(number: str, currency: str) -> Doubt:
    """The books are in euros."""
    return Doubt(
        gettext(
            "Afschrift %(number)s is in %(currency)s. Wij houden alleen euro’s bij; het is niet gelezen.",
            number=number,
            currency=currency,
        )
    )


def balances(number: str, opening: Money | None, closing: Money | None) -> Iterator[Doubt]:
    """Without both balances nobody can tell whether a line is missing."""
    if opening is None:
        yield Doubt(gettext("Het beginsaldo van afschrift %(number)s is niet te lezen.", number=number))
    if closing is None:
        yield Doubt(gettext("Het eindsaldo van afschrift %(number)s is niet te lezen.", number=number))


def entry(why: str, day: str = "") -> Doubt:
    """An entry that is left out, and why."""
    if day:
        return Doubt(gettext("Een boeking van %(day)s is niet gelezen: %(why)s.", day=day, why=why), is_entry=True)
    return Doubt(gettext("Een boeking is niet gelezen: %(why)s.", why=why), is_entry=True)
