"""The weeks ahead: what comes in, what goes out, and what is left at the end of each, without any database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coop.money import Money
from coop.period import week
from invoicing.liquidity.flow import Flow, FlowKind

WEEKS = 13
MOST = 26
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on: its flows, and what stands on our accounts at its end."""

    begin: date
    flows: Sequence[Flow]
    balance: Money

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.begin + WEEK - timedelta(days=1)

    @property
    def came(self) -> Money:
        """What comes in."""
        return sum((one.amount for one in self.incoming), Money.zero())

    @property
    def went(self) -> Money:
        """What goes out, above zero."""
        return sum((-one.amount for one in self.outgoing), Money.zero())

    @property
    def incoming(self) -> list[Flow]:
        """Each flow that comes in."""
        return [one for one in self.flows if one.amount.cents > 0]

    @property
    def outgoing(self) -> list[Flow]:
        """Each flow that goes out."""
        return [one for one in self.flows if one.amount.cents < 0]

    def by_kind(self) -> dict[FlowKind, Money]:
        """What each kind of flow comes to, in their fixed order."""
        sums: dict[FlowKind, Money] = {}
        for one in self.flows:
            sums[one.kind] = sums.get(one.kind, Money.zero()) + one.amount
        return {kind: sums[kind] for kind in FlowKind if kind in sums}


def weeks(start: Money, flows: Iterable[Flow], today: date, count: int = WEEKS) -> list[Week]:
    """So many weeks, this one first; what should have moved before today is taken to move now."""
    first = week(today).begin
    by_week: dict[date, list[Flow]] = {first + WEEK * number: [] for number in range(count)}
    for flow in flows:
        begin = week(max(flow.day, today)).begin
        if begin in by_week:
            by_week[begin].append(flow)
    made, balance = [], start
    for begin, moved in by_week.items():
        balance = sum((one.amount for one in moved), balance)
        made.append(Week(begin, sorted(moved, key=lambda one: (one.day, one.kind, one.source, one.text)), balance))
    return made
