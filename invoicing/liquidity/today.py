"""On the home of the treasurer: the weeks in which the money ends below the floor."""

from flask_babel import ngettext

from coop.filters import day as shown
from coop.permission import Permission
from coop.today import Task, Waiting
from invoicing.liquidity import floor


def below() -> Waiting:
    """How many weeks the last look ahead found below it."""
    return Waiting(floor.told().weeks, address={"weken": 26})


def words(number: int) -> str:
    """What waits, with the first of these weeks by its day."""
    first = shown(floor.told().first)
    return str(
        ngettext(
            "week met te weinig geld: die van %(first)s",
            "weken met te weinig geld, het eerst die van %(first)s",
            number,
            first=first,
        )
    )


tasks = [Task("liquidity.show", Permission.BUDGET_EDIT, below, words, 9)]
