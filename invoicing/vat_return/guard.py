"""The guard before the guard: what the database would refuse in a filed period is refused in words first."""

from collections.abc import Sequence

from coop import clock
from coop.ledger.posting import Line, Posting, about_to_post
from coop.ledger.refusals import return_filed
from invoicing.vat_return.filed import filed_until
from invoicing.vat_return.ledger_sums import SOURCE
from invoicing.vat_return.place import touches


def bears_vat(lines: Sequence[Line]) -> bool:
    """Whether any of these lines belongs in a return."""
    return any(line.cents and touches(line.account, line.vat) for line in lines)


@about_to_post.subscribe
def refuse_in_a_filed_period(postings: Sequence[Posting]) -> None:
    """Raise ReturnFiled for a posting with VAT that is dated where a return was filed."""
    # A period is over before its return is filed, so what is dated this month needs no look.
    month = clock.today().replace(day=1)
    old = [
        posting.date
        for posting in postings
        if posting.date < month and not posting.source.startswith(SOURCE) and bears_vat(posting.lines)
    ]
    until = filed_until() if old else None
    if until is not None and min(old) < until:
        raise return_filed()
