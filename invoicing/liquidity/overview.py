"""The weeks ahead as a report of rows: for the command line, spreadsheets and programs."""

from collections.abc import Sequence

from flask_babel import gettext

from coop.report import Report
from invoicing.liquidity.flow import KIND_NAMES, Flow
from invoicing.liquidity.liquidity import Liquidity


def overview(found: Liquidity) -> Report:
    """A row for each week; beside them the start, the floor and the first week below it."""
    columns = (
        ("week", gettext("Week van")),
        ("came", gettext("Erin")),
        ("went", gettext("Eruit")),
        ("balance", gettext("Saldo")),
        ("below", gettext("Onder het laagste saldo")),
    )
    rows = [
        {
            "week": one.begin,
            "came": one.came,
            "went": one.went,
            "balance": one.balance,
            "below": found.is_below(one),
            "kinds": {kind.value: amount for kind, amount in one.by_kind().items()},
        }
        for one in found.weeks
    ]
    below = found.below
    facts = {
        "start": found.start,
        "floor": found.floor,
        "first_below": below.begin if below else None,
        "not_counted": found.not_counted,
    }
    return Report(columns, rows, facts)


def flows(found: Sequence[Flow]) -> Report:
    """What moves, each by itself."""
    columns = (
        ("day", gettext("Dag")),
        ("kind", gettext("Soort")),
        ("text", gettext("Wat")),
        ("amount", gettext("Bedrag")),
    )
    rows = [
        {"day": one.day, "kind": str(KIND_NAMES[one.kind]), "text": one.text, "amount": one.amount}
        for one in found
    ]
    return Report(columns, rows)
