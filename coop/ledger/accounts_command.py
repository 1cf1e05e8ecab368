"""`coop import accounts`: the chart of accounts from a spreadsheet, all rows or none."""

import re
from pathlib import Path

import click
from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.spreadsheet import Row, all_or_nothing, not_read, read

NEEDED = ("nummer", "naam", "zijde", "soort")
COLUMNS = {*NEEDED, "rgs", "kern", "actief"}

_SIDES = {"d": "D", "debet": "D", "debit": "D", "c": "C", "credit": "C"}
_KINDS = {"b": "B", "balans": "B", "p": "P", "w": "P", "resultaat": "P", "winst en verlies": "P"}
_YES = {"ja": True, "j": True, "1": True, "nee": False, "n": False, "0": False}


class BadAccount(Refusal):
    """An account has a number of digits, a name, a side and a kind, and keeps its number and kind."""


@click.group("import")
def command() -> None:
    """Inlezen uit een werkblad."""


@command.command("accounts")
@click.argument("file", metavar="BESTAND.csv", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Controleer alleen, verander niets.")
def import_accounts(file: Path, dry_run: bool) -> None:
    """Lees grootboekrekeningen in: nummer, naam, zijde (D/C), soort (B/P), en rgs, kern, actief.

    Van een rekening die er al is blijft staan wat in de regel leeg is.
    """
    rows = read(file, NEEDED)
    there = {account.number: account for account in db.session.scalars(select(Account))}
    seen: set[str] = set()

    def make(row: Row) -> bool:
        number = row.needed("nummer")
        if number in seen:
            raise BadAccount(gettext("rekening %(number)s staat er twee keer in", number=number))
        seen.add(number)
        return _put(row, there.get(number))

    new = all_or_nothing(rows, make)
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    done = gettext("Alleen gecontroleerd") if dry_run else gettext("Ingelezen")
    click.echo(
        gettext(
            "%(done)s: %(new)s nieuwe rekeningen, %(changed)s bijgewerkt.",
            done=done,
            new=sum(new),
            changed=len(new) - sum(new),
        )
    )
    if strange := not_read(rows, COLUMNS):
        click.echo(strange, err=True)


def _put(row: Row, there: Account | None) -> bool:
    """Make the account of a row or bring it up to date; says whether it is new."""
    number, kind = row.needed("nummer"), _choice(row, "soort", _KINDS)
    if not re.fullmatch(r"[0-9]{3,10}", number):
        raise BadAccount(gettext("%(number)s is geen rekeningnummer: gebruik 3 tot 10 cijfers", number=number))
    if there is not None and there.kind != kind:
        raise BadAccount(gettext("rekening %(number)s kan niet van soort veranderen", number=number))
    account = there or Account(number=number, kind=kind, rgs="", core=True, active=True)
    row.needed("naam")
    account.name = row.short("naam", 120)
    account.side = _choice(row, "zijde", _SIDES)
    account.rgs = row.short("rgs", 20) or account.rgs
    account.core = _truth(row, "kern", account.core)
    account.active = _truth(row, "actief", account.active)
    db.session.add(account)
    return there is None


def _choice(row: Row, column: str, choices: dict[str, str]) -> str:
    value = row.needed(column).lower()
    if value not in choices:
        raise BadAccount(
            gettext(
                "%(value)s in de kolom %(column)s kennen we niet; kies uit %(choices)s",
                value=value,
                column=column,
                choices=", ".join(sorted(set(choices.values()))),
            )
        )
    return choices[value]


def _truth(row: Row, column: str, otherwise: bool) -> bool:
    value = row.text(column).lower()
    if not value:
        return otherwise
    if value not in _YES:
        raise BadAccount(gettext("vul in de kolom %(column)s ja of nee in", column=column))
    return _YES[value]
