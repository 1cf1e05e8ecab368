"""The trial balance as a report: the same rows for the command line and the spreadsheet."""

from collections.abc import Sequence

from flask_babel import gettext

from coop.ledger.balance import Balance
from coop.money import Money
from coop.report import Report


def as_report(lines: Sequence[Balance]) -> Report:
    """Number, name, beginning, debit, credit and end of each account, with the sums of both sides."""
    columns = [
        ("number", gettext("Rekening")),
        ("name", gettext("Naam")),
        ("before", gettext("Begin")),
        ("debit", gettext("Debet")),
        ("credit", gettext("Credit")),
        ("after", gettext("Eind")),
    ]
    rows = [
        {
            "number": line.number,
            "name": line.name,
            "before": line.before,
            "debit": line.debit,
            "credit": line.credit,
            "after": line.after,
        }
        for line in lines
    ]
    facts = {
        gettext("Debet"): sum((line.debit for line in lines), Money.zero()),
        gettext("Credit"): sum((line.credit for line in lines), Money.zero()),
    }
    return Report(columns, rows, facts)
