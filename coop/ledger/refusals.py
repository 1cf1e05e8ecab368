"""The ledger's refusals, and how what the database refuses becomes one of them."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.exc import DBAPIError

from coop.errors import Refusal, Stale


class Unbalanced(Refusal):
    """In every transaction debit equals credit, on two lines or more."""


class AlreadyPosted(Stale):
    """The same fact is never posted twice: each source has one transaction, each transaction one reversal."""


class PeriodClosed(Refusal):
    """In a closed period nothing changes any more."""


class ReturnFiled(Refusal):
    """Of a period that was declared nothing with VAT changes any more."""


class UnknownAccount(Refusal):
    """An entry stands on an account of the chart that is in use."""


class Sealed(Refusal):
    """What is posted is never changed or removed, only reversed."""


def unbalanced() -> Unbalanced:
    """Debit and credit differ, or there is no second line."""
    return Unbalanced(gettext("Debet en credit zijn niet gelijk. Een boeking heeft minstens twee regels."))


def already_posted(source: str = "") -> AlreadyPosted:
    """The source has its transaction."""
    return AlreadyPosted(gettext("Dit is al geboekt: %(source)s.", source=source))


def period_closed() -> PeriodClosed:
    """The day lies in a closed period."""
    return PeriodClosed(gettext("Deze periode is gesloten. Kies een latere datum."), field="date")


def return_filed() -> ReturnFiled:
    """The day lies in a period of which the VAT return was filed."""
    return ReturnFiled(
        gettext("Over deze dag is al btw-aangifte gedaan. Kies een latere datum, dan telt het in de volgende."),
        field="date",
    )


def unknown_account(number: str) -> UnknownAccount:
    """The number is not in the chart, or no longer in use."""
    return UnknownAccount(gettext("Rekening %(number)s bestaat niet of is niet in gebruik.", number=number))


def refusal_of(trouble: DBAPIError) -> Refusal | None:
    """The refusal behind an error of the database, None when it is something else."""
    said = str(trouble.orig)
    refused: tuple[tuple[tuple[str, ...], Callable[[], Refusal]], ...] = (
        (("ledger:closed",), period_closed),
        (("ledger:filed",), return_filed),
        (("ledger:inactive",), lambda: unknown_account("")),
        (("ledger:unbalanced", "ledger:entries"), unbalanced),
        (("ledger:posted", "ledger:reversed", "_source", "_reversal_of"), already_posted),
    )
    for words, refusal in refused:
        if any(word in said for word in words):
            return refusal()
    if "ledger:" in said:
        return Sealed(gettext("Wat geboekt is, verandert niet meer. Draai de boeking terug en boek opnieuw."))
    return None
