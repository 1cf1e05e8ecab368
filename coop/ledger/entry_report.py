"""The entries of the books as a spreadsheet, for whoever checks them outside the house."""

from flask_babel import gettext
from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.journal import Journal
from coop.ledger.transaction import Entry, Transaction
from coop.money import Money
from coop.period import DateRange
from coop.report import Report


def entries_report(stretch: DateRange, account: str | None = None, journal: str | None = None) -> Report:
    """The entries of a stretch of days, in the order of the books; of one account or journal if so asked."""
    query = (
        select(
            Entry.date,
            Journal.code,
            Transaction.number,
            Account.number.label("account"),
            Account.name,
            Transaction.description,
            Transaction.source,
            CostObject.name.label("cost_object"),
            Entry.vat,
            Entry.cents,
        )
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Journal, Journal.id == Transaction.journal_id)
        .join(Account, Account.id == Entry.account_id)
        .outerjoin(CostObject, CostObject.id == Entry.cost_object_id)
        .where(Entry.date >= stretch.begin)
        .order_by(Entry.date, Journal.code, Transaction.number, Entry.position)
    )
    if stretch.end is not None:
        query = query.where(Entry.date < stretch.end)
    if account is not None:
        query = query.where(Account.number == account)
    if journal is not None:
        query = query.where(Journal.code == journal)
    columns = (
        ("date", gettext("Dag")),
        ("label", gettext("Boeking")),
        ("account", gettext("Rekening")),
        ("name", gettext("Naam")),
        ("description", gettext("Omschrijving")),
        ("source", gettext("Bron")),
        ("cost_object", gettext("Dienst of project")),
        ("vat", gettext("Btw")),
        ("debit", gettext("Debet")),
        ("credit", gettext("Credit")),
    )
    nothing = Money.zero()
    return Report(
        columns,
        [
            {
                **row._mapping,
                "label": f"{row.code}-{row.number}",
                "debit": max(row.cents, nothing),
                "credit": max(-row.cents, nothing),
            }
            for row in db.session.execute(query)
        ],
    )
