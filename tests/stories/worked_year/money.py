"""Money that comes in and goes out, each for what it is about."""

from sqlalchemy import select

from coop.database import db
from coop.ledger.chart import BANK, VAT_RETURN, WAGES_DUE
from coop.ledger.memorial import post_by_hand
from coop.ledger.opening import item
from coop.ledger.opening.item import OpeningItem
from coop.ledger.posting import Line
from coop.money import Money
from invoicing import payment, purchase_payment
from invoicing.grants import grant, receiving
from invoicing.invoice import by_number
from members import share_booking
from tests.stories.worked_year.bought import by_paper
from tests.stories.worked_year.house import member
from tests.stories.worked_year.paper import Row


def move(row: Row) -> None:
    """Book what moved."""
    verbs = {
        "invoice": _of_invoice,
        "purchase": _of_purchase,
        "shares": _of_shares,
        "grant": _of_grant,
        "wages": _by_hand,
        "VAT": _by_hand,
        "old item": _of_old_books,
    }
    verbs[row["What"]](row, row.money("In") - row.money("Out"))


def _of_invoice(row: Row, moved: Money) -> None:
    invoice = by_number(row["Which"])
    if moved > Money.zero():
        payment.book(invoice, row.day(), moved, row["Way"])
    else:
        payment.refund(invoice, row.day(), -moved, row["Way"])


def _of_purchase(row: Row, moved: Money) -> None:
    purchase_payment.pay(by_paper(row["Which"]), row.day(), -moved, row["Way"])


def _of_shares(row: Row, moved: Money) -> None:
    share_booking.receive(member(row["Which"]), moved, row.day(), row["Way"])


def _of_grant(row: Row, moved: Money) -> None:
    [given] = grant.grants()
    receiving.receive(given, row.day(), moved, row["Way"])


def _of_old_books(row: Row, moved: Money) -> None:
    found = db.session.scalars(select(OpeningItem).where(OpeningItem.account == row["Which"])).one()
    item.settle(found, row.day(), abs(moved), row["Way"])


def _by_hand(row: Row, moved: Money) -> None:
    account = {"wages": WAGES_DUE, "VAT": VAT_RETURN}[row["What"]]
    lines = (Line(BANK, moved.cents), Line(account, -moved.cents))
    post_by_hand(row.day(), f"{row['What']} {row['Which']}", lines)
