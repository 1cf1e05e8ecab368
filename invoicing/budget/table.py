"""A budget as a spreadsheet: the same columns go out and come in, so that a file can be filled in and read again.

The headings are words of the file and not of the screen: they are the same in every language.
"""

from collections.abc import Iterable

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.errors import Refusal
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.money import Money
from coop.report import Report
from coop.spreadsheet import BadRows, Row, Unreadable
from coop.workbook_reading import any_rows
from invoicing.budget.line import Place
from invoicing.budget.sheet import NOTHING, SheetRow

ACCOUNT, NAME, KIND, OBJECT, YEAR, AMOUNT = "rekening", "naam", "soort", "dienst", "jaar", "bedrag"
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
KEYS = ("account", "name", "kind", "cost_object", "year", "amount", *(f"month_{n:02d}" for n in range(1, 13)))
HEADINGS = (ACCOUNT, NAME, KIND, OBJECT, YEAR, AMOUNT, *MONTHS)

Filled = dict[Place, Money | list[Money]]
"""What a file says of each place: twelve months, or only the year."""


def as_report(rows: Iterable[SheetRow], year: int) -> Report:
    """The rows under the headings of the file."""
    return Report(
        [(key, heading.capitalize()) for key, heading in zip(KEYS, HEADINGS, strict=True)],
        [_cells(row, year) for row in rows],
    )


def read(content: bytes, name: str, year: int) -> Filled:
    """What a workbook or CSV says of the budget of a year; a row without an amount says nothing.

    Raises Unreadable, and BadRows with a sentence for every fault.
    """
    rows = any_rows(content, name, (ACCOUNT,))
    if rows and not {AMOUNT, *MONTHS} & set(rows[0].values):
        raise Unreadable(
            gettext("%(file)s mist de bedragen: een kolom bedrag, of een kolom voor elke maand.", file=name)
        )
    accounts, objects = _known()
    found: Filled = {}
    lines: dict[Place, int] = {}
    faults: list[tuple[int, str]] = []
    for row in rows:
        said: list[str] = []
        account, cost_object = _account(row, accounts, said), _object(row, objects, said)
        amounts = _amounts(row, said)
        _must_be_of(row, year, said)
        if account is not None and cost_object is not None:
            place = account, cost_object
            before = lines.setdefault(place, row.line)
            if before != row.line:
                said.append(gettext("deze rekening en dienst staan ook al op regel %(line)s", line=before))
            elif amounts is not None:
                found[place] = amounts
        faults += [(row.line, sentence) for sentence in said]
    if faults:
        raise BadRows(faults)
    return found


def _cells(row: SheetRow, year: int) -> dict[str, object]:
    head: tuple[object, ...] = (
        row.number,
        row.account,
        "opbrengst" if row.side == "C" else "kosten",
        row.cost_object if row.cost_object_id else "",
        year,
        row.total,
    )
    return dict(zip(KEYS, (*head, *row.months), strict=True))


def _known() -> tuple[dict[str, int], dict[str, int]]:
    """The keys of the accounts of income and costs by number; of services and projects by name and by code."""
    accounts = select(Account.number, Account.id).where(Account.kind == "P", Account.active)
    objects: dict[str, int] = {}
    for one in db.session.scalars(select(CostObject).order_by(CostObject.id)):
        for word in (one.name, one.code, one.code.partition(":")[2]):
            objects.setdefault(word.lower(), one.id)
    return {row.number: row.id for row in db.session.execute(accounts)}, objects


def _account(row: Row, known: dict[str, int], said: list[str]) -> int | None:
    number = row.text(ACCOUNT)
    if number in known:
        return known[number]
    said.append(
        gettext("rekening %(number)s is geen rekening van opbrengsten of kosten die in gebruik is", number=number)
        if number
        else gettext("de kolom rekening is leeg; vul die in")
    )
    return None


def _object(row: Row, known: dict[str, int], said: list[str]) -> int | None:
    name = row.text(OBJECT)
    if not name or name.lower() in known:
        return known[name.lower()] if name else 0
    said.append(gettext("een dienst of project %(name)s kennen we niet", name=name))
    return None


def _amounts(row: Row, said: list[str]) -> Money | list[Money] | None:
    parts: dict[str, Money | None] = {}
    for column in (AMOUNT, *MONTHS):
        try:
            parts[column] = row.amount(column)
        except Refusal as refusal:
            said.append(refusal.sentence)
    if len(parts) <= len(MONTHS):
        return None
    year, months = parts[AMOUNT], [parts[month] or NOTHING for month in MONTHS]
    if all(parts[month] is None for month in MONTHS):
        return year
    total = sum(months, NOTHING)
    if year is not None and year != total:
        said.append(gettext("de maanden zijn samen %(months)s en het bedrag is %(year)s", months=total, year=year))
    return months


def _must_be_of(row: Row, year: int, said: list[str]) -> None:
    if row.text(YEAR) not in {"", str(year)}:
        said.append(
            gettext("het jaar is %(other)s en dit is de begroting van %(year)s", other=row.text(YEAR), year=year)
        )
