"""The annual accounts on paper, for the members' meeting that adopts them (BW 2:58)."""

from flask_babel import format_date

from coop import clock, wijk
from coop.ledger.annual.statement import Annual
from coop.ledger.period import is_closed
from coop.paper import report
from coop.period import year


def printed(annual: Annual) -> bytes:
    """Balance sheet and profit and loss as PDF; what can still change says so."""
    return report.printed(
        "annual",
        annual=annual,
        house=wijk.current(),
        closed=is_closed(year(annual.year)),
        day=format_date(clock.today(), "d MMMM y"),
    )
