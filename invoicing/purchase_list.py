"""The purchases as lists: the latest by the page, and everything that is still to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import Select, and_, func, literal, or_, select

from coop.database import MoneyColumn, db
from coop.money import Money
from coop.report import Report
from invoicing.purchase import Purchase
from invoicing.purchase_payment import PurchasePayment
from members.party import Party, matches


@dataclass(frozen=True, slots=True)
class Listed:
    """A purchase as a list shows it."""

    id: int
    supplier_id: int
    supplier: str
    number: str
    day: date
    due_on: date
    net: Money
    vat: Money
    payable: Money
    paid: Money | None
    reversed_on: date | None

    @property
    def open(self) -> Money:
        """What we still have to pay; nothing of what was undone."""
        return Money.zero() if self.reversed_on else self.payable - (self.paid or Money.zero())

    @property
    def state(self) -> str:
        """One word for it in the spreadsheet."""
        if self.reversed_on:
            return str(gettext("teruggedraaid"))
        return str(gettext("open") if self.open else gettext("betaald"))


def latest(limit: int | None = None, before: int | None = None, words: str = "") -> list[Listed]:
    """The purchases with these words, newest first, from the one before a number on."""
    query = _items(words).order_by(Purchase.day.desc(), Purchase.id.desc()).limit(limit)
    if before is not None:
        day = select(Purchase.day).where(Purchase.id == before).scalar_subquery()
        query = query.where(or_(Purchase.day < day, and_(Purchase.day == day, Purchase.id < before)))
    return [Listed(*row) for row in db.session.execute(query)]


def still_open(words: str = "") -> list[Listed]:
    """Every purchase that is not paid in full, the longest overdue first."""
    query = _items(words).where(Purchase.reversed_on.is_(None), _left() != 0)
    return [Listed(*row) for row in db.session.execute(query.order_by(Purchase.due_on, Purchase.id))]


def as_report(items: Sequence[Listed]) -> Report:
    """The list for a spreadsheet."""
    columns = (
        ("supplier", gettext("Leverancier")),
        ("number", gettext("Nummer")),
        ("day", gettext("Datum")),
        ("due_on", gettext("Betalen voor of op")),
        ("net", gettext("Zonder btw")),
        ("vat", gettext("Btw")),
        ("payable", gettext("Bedrag")),
        ("open", gettext("Nog open")),
        ("state", gettext("Stand")),
    )
    return Report(columns, [{key: getattr(item, key) for key, _ in columns} for item in items])


def _items(words: str) -> Select[Any]:
    query = (
        select(
            Purchase.id,
            Purchase.supplier_id,
            Party.name,
            Purchase.number,
            Purchase.day,
            Purchase.due_on,
            Purchase.net,
            Purchase.vat,
            Purchase.payable,
            _paid.c.amount,
            Purchase.reversed_on,
        )
        .join(Party, Party.id == Purchase.supplier_id)
        .outerjoin(_paid, _paid.c.purchase_id == Purchase.id)
    )
    for word in words.split():
        query = query.where(matches(word) | Purchase.number.contains(word, autoescape=True))
    return query


def _left() -> Any:
    return Purchase.payable - func.coalesce(_paid.c.amount, literal(Money.zero(), MoneyColumn()))


_paid = (
    select(PurchasePayment.purchase_id, func.sum(PurchasePayment.amount).label("amount"))
    .group_by(PurchasePayment.purchase_id)
    .subquery("paid")
)
