"""What is asked of the members' meeting: to adopt the budgets that are still drafts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import BigInteger, cast, func, select, type_coerce

from coop.database import db
from coop.ledger.account import Account
from coop.money import Money
from invoicing.budget.line import BudgetLine
from invoicing.budget.version import BudgetVersion
from invoicing.whole_euros import in_euros

NOTHING = Money.zero()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that the meeting can adopt, in three amounts."""

    year: int
    number: int
    income: Money
    costs: Money

    @property
    def result(self) -> Money:
        """What it leaves over."""
        return self.income - self.costs


def drafts(first: int, last: int) -> Sequence[Draft]:
    """The drafts of these years that hold something, in one statement."""
    amount = cast(func.sum(type_coerce(BudgetLine.amount, BigInteger)), BigInteger).label("amount")
    found: dict[tuple[int, int], dict[str, Money]] = {}
    for row in db.session.execute(
        select(BudgetVersion.year, BudgetVersion.number, Account.side, amount)
        .join(BudgetLine, BudgetLine.version_id == BudgetVersion.id)
        .join(Account, Account.id == BudgetLine.account_id)
        .where(BudgetVersion.adopted_on.is_(None), BudgetVersion.year >= first, BudgetVersion.year <= last)
        .group_by(BudgetVersion.year, BudgetVersion.number, Account.side)
        .order_by(BudgetVersion.year)
    ):
        found.setdefault((row.year, row.number), {})[row.side] = Money(row.amount)
    return [
        Draft(year, number, sides.get("C", NOTHING), sides.get("D", NOTHING))
        for (year, number), sides in found.items()
    ]


def question(draft: Draft) -> str:
    """The question as a sentence that can be voted on."""
    if draft.number > 1:
        asked = gettext(
            "Stemt de vergadering in met de nieuwe versie van de begroting van %(year)s?", year=draft.year
        )
    else:
        asked = gettext("Stemt de vergadering in met de begroting van %(year)s?", year=draft.year)
    facts = {"income": in_euros(draft.income), "costs": in_euros(draft.costs), "left": in_euros(abs(draft.result))}
    if draft.result < NOTHING:
        told = gettext("Er komt %(income)s in en er gaat %(costs)s uit. Dat is %(left)s tekort.", **facts)
    else:
        told = gettext("Er komt %(income)s in en er gaat %(costs)s uit. Er blijft %(left)s over.", **facts)
    return f"{asked} {told}"
