"""Along the invoices one by one: which fall under the small businesses' scheme, and which goes over its limit.

Worked, with € 19.900 invoiced this year and three invoices of € 100 to residents waiting: the first makes € 20.000
and still carries no VAT; the second would pass the limit, so it has VAT again, and so has every one after it.
Without any database, so that the law can be tried on every list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from coop.ledger import chart
from coop.money import Money
from coop.rules import kor as rules
from invoicing.draft import Draft, DraftLine
from invoicing.invoice import Kind
from invoicing.vat import VatGroup

_BY_RATE = frozenset({chart.REVENUE_HIGH, chart.REVENUE_LOW, chart.REVENUE_ZERO})


@dataclass(frozen=True, slots=True)
class Walk:
    """The drafts as they are issued, and the place of the one that passed the limit, None when none did.

    `runs` says whether the scheme ran when it began.
    """

    drafts: Sequence[Draft]
    passed_at: int | None
    runs: bool


def walk(
    drafts: Sequence[Draft], covers: Callable[[date | None], bool], so_far: Money, limit: Money | None
) -> Walk:
    """Take the drafts in the order they are issued, after a turnover so far.

    `covers` says whether the scheme covers work of a day, None for work without one. Without a limit the scheme
    is not running, and only work of a day that was covered goes without VAT.
    """
    made: list[Draft] = []
    passed_at = None
    for place, draft in enumerate(drafts):
        without = _without_vat(draft, covers) if passed_at is None else draft
        if passed_at is None and limit is not None and so_far + turnover_of(without) > limit:
            passed_at, without = place, draft
        so_far += turnover_of(without)
        made.append(without)
    return Walk(made, passed_at, limit is not None)


def turnover_of(draft: Draft) -> Money:
    """What a draft adds to the turnover that counts; a credit note takes off."""
    counted, exempt = rules.counted(), group()
    return sum(
        (part.net for part in draft.totals.subtotals if part.group.category in counted or part.group == exempt),
        Money.zero(),
    )


@cache
def group() -> VatGroup:
    """How the scheme stands on an invoice."""
    scheme = rules.scheme()
    return VatGroup(scheme.ubl_category, 0, scheme.reason or "")


def without_vat(line: DraftLine) -> DraftLine:
    """A line as it is under the scheme; the price stays, all of it is turnover."""
    return replace(line, group=group(), account=account_of(line.account))


def account_of(revenue_account: str) -> str:
    """Where revenue goes under the scheme: what is named for a rate is exempt now, an account of its own stays."""
    return chart.REVENUE_EXEMPT if revenue_account in _BY_RATE else revenue_account


def _without_vat(draft: Draft, covers: Callable[[date | None], bool]) -> Draft:
    if draft.kind != Kind.INVOICE:
        return draft
    lines = [
        without_vat(line) if line.group.category in rules.counted() and covers(line.day) else line
        for line in draft.lines
    ]
    return draft if lines == list(draft.lines) else replace(draft, lines=lines)
