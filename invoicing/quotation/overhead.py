"""What part of overhead a quotation bears, suggested from the books of the last twelve whole months.

overhead = costs that belong to no service or project ÷ costs that belong to one
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select, type_coerce

from coop.database import MoneyColumn, db
from coop.ledger.account import Account
from coop.ledger.total import Total
from coop.money import Money, half_up

MOST = 10_000
"""More than as much again as the work itself is no overhead to ask of anybody."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The two sums it comes from, over the months of [begin, end)."""

    begin: date
    end: date
    general: Money
    direct: Money

    @property
    def basis_points(self) -> int | None:
        """The overhead in hundredths of a per cent, rounded to whole per cents; None where nothing was booked."""
        if self.direct <= Money.zero() or self.general < Money.zero():
            return None
        return half_up(self.general.cents * 100, self.direct.cents) * 100

    @property
    def is_usable(self) -> bool:
        """Whether a quotation can bear it; a wijk that has only just begun has more overhead than work."""
        return self.basis_points is not None and self.basis_points <= MOST


def suggestion(today: date) -> Suggestion:
    """What the books say: the costs of twelve months up to the month at hand, in one statement."""
    end = today.replace(day=1)
    begin = end.replace(year=end.year - 1)
    booked = type_coerce(Total.debit - Total.credit, MoneyColumn)
    general, direct = db.session.execute(
        select(
            func.sum(case((Total.cost_object_id == 0, booked), else_=0)),
            func.sum(case((Total.cost_object_id != 0, booked), else_=0)),
        )
        .join(Account, Account.id == Total.account_id)
        .where(Account.kind == "P", Account.side == "D", Total.month >= begin, Total.month < end)
    ).one()
    return Suggestion(begin, end, general or Money.zero(), direct or Money.zero())
