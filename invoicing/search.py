"""Finding invoices, payments, purchases and lines of the bank, by words, number or amount."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import and_, or_, select

from coop.database import db
from coop.filters import day
from coop.permission import Permission
from coop.search import Asked, Finder, Hit
from invoicing import open_items
from invoicing.bank import line_list
from invoicing.invoice import Invoice
from invoicing.payment import Payment
from invoicing.purchase import Purchase
from members.party import Party, matches


def invoices(asked: Asked, limit: int) -> Sequence[Hit]:
    """By number, customer or amount, credit notes too; the latest first."""
    which = and_(*open_items.about(" ".join(asked.words)))
    if asked.amount is not None:
        which = or_(which, Invoice.payable.in_([asked.amount, -asked.amount]))
    query = (
        select(Invoice.number, Party.name, Invoice.issued_on, Invoice.payable)
        .join(Party, Party.id == Invoice.party_id)
        .where(which)
        .order_by(Invoice.issued_on.desc(), Invoice.number.desc())
        .limit(limit)
    )
    return [
        Hit(number, f"{name} · {day(issued_on)}", "invoices.show", {"number": number}, payable)
        for number, name, issued_on, payable in db.session.execute(query)
    ]


def payments(asked: Asked, limit: int) -> Sequence[Hit]:
    """What customers paid or got back, by the amount; it leads to the invoice."""
    if asked.amount is None:
        return []
    query = (
        select(Payment.invoice_number, Party.name, Payment.day, Payment.amount)
        .join(Invoice, Invoice.number == Payment.invoice_number)
        .join(Party, Party.id == Invoice.party_id)
        .where(Payment.amount.in_([asked.amount, -asked.amount]))
        .order_by(Payment.day.desc(), Payment.id.desc())
        .limit(limit)
    )
    return [
        Hit(number, f"{name} · {day(on)}", "invoices.show", {"number": number}, amount)
        for number, name, on, amount in db.session.execute(query)
    ]


def bank_lines(asked: Asked, limit: int) -> Sequence[Hit]:
    """By name, account number, text or amount, the latest first."""
    return [
        Hit(
            line.name or line.description[:60],
            f"{day(line.booked_on)} · {line.description[:80]}",
            "matching.show",
            {"line_id": line.id},
            line.amount,
        )
        for line in line_list.latest(limit, words=_as_words(asked))
    ]


def purchases(asked: Asked, limit: int) -> Sequence[Hit]:
    """By supplier, number or amount, the latest first."""
    which = and_(*(matches(word) | Purchase.number.icontains(word, autoescape=True) for word in asked.words))
    if asked.amount is not None:
        which = or_(which, Purchase.payable.in_([asked.amount, -asked.amount]))
    query = (
        select(Purchase.id, Purchase.number, Party.name, Purchase.day, Purchase.payable)
        .join(Party, Party.id == Purchase.supplier_id)
        .where(which)
        .order_by(Purchase.day.desc(), Purchase.id.desc())
        .limit(limit)
    )
    return [
        Hit(f"{name} {number}", day(on), "purchases.show", {"purchase_id": id_}, payable)
        for id_, number, name, on, payable in db.session.execute(query)
    ]


def _as_words(asked: Asked) -> str:
    """The list of the bank reads an amount in one word."""
    return asked.amount.decimal() if asked.amount is not None else " ".join(asked.words)


def _all_invoices(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "invoices.index", {"q": asked.text}


def _all_lines(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "bank.lines", {"q": _as_words(asked)}


def _all_purchases(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "purchases.index", {"q": asked.text}


finders = [
    Finder(lazy_gettext("Facturen"), Permission.INVOICES_READ, invoices, 30, _all_invoices),
    Finder(lazy_gettext("Betalingen"), Permission.INVOICES_READ, payments, 35),
    Finder(lazy_gettext("Bankregels"), Permission.LEDGER_READ, bank_lines, 40, _all_lines),
    Finder(lazy_gettext("Inkoop"), Permission.LEDGER_READ, purchases, 45, _all_purchases),
]
