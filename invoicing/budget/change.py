"""What changed between two versions of a budget, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop.money import Money
from invoicing.budget.sheet import NOTHING, YEAR, Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class Change:
    """A line that is not what it was; twelve months before and after."""

    row: SheetRow
    before: tuple[Money, ...]
    after: tuple[Money, ...]

    @property
    def was(self) -> Money:
        """The year before."""
        return sum(self.before, NOTHING)

    @property
    def now(self) -> Money:
        """The year after."""
        return sum(self.after, NOTHING)

    @property
    def difference(self) -> Money:
        """What came on top; below zero for what went off."""
        return self.now - self.was

    @property
    def for_the_result(self) -> Money:
        """What it does to the result: more costs make it less."""
        return self.difference if self.row.side == "C" else -self.difference

    @property
    def only_the_months(self) -> bool:
        """Whether the year stayed what it was and only its months moved."""
        return self.was == self.now


def changes(before: Sheet, after: Sheet) -> Sequence[Change]:
    """Every line that differs, as the versions list them; together they are the difference of the results."""
    old, new = ({row.place: row for row in one.rows} for one in (before, after))
    found = [
        Change(row, old[place].months if place in old else YEAR, new[place].months if place in new else YEAR)
        for place, row in {**old, **new}.items()
    ]
    ordered = sorted(found, key=lambda one: (one.row.side == "D", one.row.number, one.row.cost_object))
    return [one for one in ordered if one.before != one.after]
