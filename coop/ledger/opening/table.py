"""Opening balances from a spreadsheet: an account with an amount on one side, one a row."""

from flask_babel import gettext

from coop.errors import Refusal
from coop.ledger.opening.given import Given, GivenLine
from coop.money import Money
from coop.spreadsheet import Row, rows_of

NEEDED = ("rekening", "debet", "credit")


def read(content: bytes, name: str) -> Given:
    """Read the columns rekening, debet, credit and, where there is one, omschrijving; raises Unreadable.

    What is wrong with a row is kept as a fault, so that all of them are told at once.
    """
    given = Given(year=None)
    for row in rows_of(content, name, NEEDED):
        try:
            given.lines.append(_line(row))
        except Refusal as refusal:
            given.faults.append((row.line, refusal.sentence.removesuffix(".")))
    return given


def _line(row: Row) -> GivenLine:
    number = row.needed("rekening")
    debit, credit = _amount(row, "debet"), _amount(row, "credit")
    if bool(debit) == bool(credit):
        raise Refusal(gettext("vul bij rekening %(number)s óf debet óf credit in", number=number))
    return GivenLine(row.line, number, debit - credit, row.text("omschrijving")[:200])


def _amount(row: Row, column: str) -> Money:
    text = row.text(column)
    try:
        return Money.parse(text) if text else Money.zero()
    except Refusal as wrong:
        raise Refusal(
            gettext(
                "het bedrag %(text)s bij rekening %(number)s is niet te lezen. %(how)s",
                text=text,
                number=row.text("rekening"),
                how=wrong.sentence,
            )
        ) from wrong
