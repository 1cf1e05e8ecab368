"""What was still open in the old books on an account that a sub-ledger explains, and how it is settled.

An old invoice has no page here and no VAT: that was all done in the old books. What is left of it counts with the
sub-ledger, so that the two keep agreeing, until somebody pays.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from coop import clock
from coop.database import Model, db, pk
from coop.errors import NotFound, Refusal
from coop.ledger.chart import BANK, CASH
from coop.ledger.journal import BANK as BANK_JOURNAL
from coop.ledger.journal import CASH as CASH_JOURNAL
from coop.ledger.posting import Line, Posted, Posting, post, reverse
from coop.ledger.standing import next_source, standing
from coop.money import Money

WAYS = {"bank": (BANK_JOURNAL, BANK), "cash": (CASH_JOURNAL, CASH)}


class WrongAmount(Refusal):
    """Of an item no more is settled than is left."""


class NotYet(Refusal):
    """What is booked has happened."""


class OpeningItem(Model):
    """One amount of the opening; debit above zero, as is what is left of it."""

    __tablename__ = "ledger_opening_item"
    __audited__ = ("remaining",)

    id: Mapped[int] = pk()
    transaction_id: Mapped[int] = mapped_column(ForeignKey("ledger_transaction.id"), index=True)
    account: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Money]
    remaining: Mapped[Money]

    @property
    def fact(self) -> str:
        """The name under which the ledger knows what was paid of it."""
        return f"opening_item:{self.id}"

    @property
    def is_owed_to_us(self) -> bool:
        """Whether somebody pays us, rather than we them."""
        return self.amount.cents > 0


def settle(item: OpeningItem, day: date, amount: Money, way: str) -> Posted:
    """Book what was paid of an item, in part or whole; raises WrongAmount, NotYet and what posting raises."""
    if not Money.zero() < amount <= abs(item.remaining):
        raise WrongAmount(gettext("Er staat nog %(most)s open.", most=abs(item.remaining)), "amount")
    if day > clock.today():
        raise NotYet(gettext("Deze dag moet nog komen."), "day")
    moved = amount.cents if item.is_owed_to_us else -amount.cents
    journal, money = WAYS[way]
    text = gettext("Uit de oude boeken, post %(number)s", number=item.id)  # the label may hold a name
    lines = (Line(money, moved), Line(item.account, -moved))
    [made] = post([Posting(journal, day, next_source(item.fact), text, lines)])
    item.remaining -= Money(moved)
    db.session.flush()
    return made


def undo(item: OpeningItem, on: date) -> Posted:
    """Reverse what was booked last of an item; raises NotFound when there is nothing."""
    found = standing(item.fact)
    if found is None:
        raise NotFound(gettext("Hier is niets van betaald."))
    back = sum((entry.cents for entry in found.entries if entry.account.number == item.account), Money.zero())
    made = reverse(
        found.id, on, f"reversal:{found.label}", gettext("Teruggedraaid: %(what)s", what=found.description)
    )
    item.remaining -= back
    db.session.flush()
    return made


def items(transaction_id: int) -> Sequence[OpeningItem]:
    """The items of an opening, by account."""
    query = select(OpeningItem).where(OpeningItem.transaction_id == transaction_id)
    return db.session.scalars(query.order_by(OpeningItem.account, OpeningItem.id)).all()


def settled_items(transaction_id: int) -> Sequence[OpeningItem]:
    """Those of which something was paid."""
    return [item for item in items(transaction_id) if item.remaining != item.amount]


def still_open() -> Sequence[OpeningItem]:
    """The items of which something is left."""
    return db.session.scalars(select(OpeningItem).where(OpeningItem.remaining != 0)).all()


def find(item_id: int) -> OpeningItem:
    """The item with this number; raises NotFound."""
    found = db.session.get(OpeningItem, item_id)
    if found is None:
        raise NotFound(gettext("Deze post is er niet."))
    return found


def left_by_account() -> dict[str, Money]:
    """What is left of the opening on each account: the part that no sub-ledger of ours explains."""
    query = select(OpeningItem.account, func.sum(OpeningItem.remaining)).group_by(OpeningItem.account)
    return {account: left for account, left in db.session.execute(query)}  # noqa: C416 - rows, not pairs
