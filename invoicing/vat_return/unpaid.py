"""Input VAT on what we do not pay: we owe it again one year after the supplier could claim the money.

Wet OB 1968 art. 29 lid 7 and 8 (version 2026-01-01, read): the part that belongs to what is unpaid, and it is
deducted again when it is paid after all. It is told in the return of the period in which the year is over.
"""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coop.database import db
from coop.money import Money
from coop.rules.vat_return import certain_on
from invoicing.purchase import Purchase
from invoicing.purchase_list import Listed, still_open
from invoicing.vat_period import VatPeriod


def owed_again(period: VatPeriod) -> Money:
    """The VAT that was deducted on purchases of which the year ends in a period, as far as they are unpaid."""
    open_ = {one.id: one.open for one in still_open() if _is_owed_again(one, period)}
    bought = select(Purchase).where(Purchase.id.in_(open_)).options(selectinload(Purchase.lines))
    found = db.session.scalars(bought)
    return sum((_deducted(one).times(open_[one.id].cents, one.payable.cents) for one in found), Money.zero())


def _is_owed_again(one: Listed, period: VatPeriod) -> bool:
    return one.open > Money.zero() and period.stretch.contains(certain_on(one.due_on))


def _deducted(purchase: Purchase) -> Money:
    return sum((line.deducted for line in purchase.lines), Money.zero())
