"""What the tests of grants begin with: a request that closes, a grant with rules, and costs to charge."""

from datetime import date

from coop.ledger import chart
from coop.ledger.journal import PURCHASES
from coop.ledger.posting import Line, Posting, post
from coop.ledger.transaction import transaction
from coop.money import Money
from invoicing.grants import asking, grant, lines
from invoicing.grants.grant import Grant
from invoicing.grants.request import CoverKind, GrantRequest
from members.party import Party
from tests.members.cast import organisation

BEGIN, END = date(2026, 1, 1), date(2027, 1, 1)


def a_request(giver: Party | None = None, requested: int = 800_000) -> GrantRequest:
    """Twelve thousand euro of costs in two activities: income, own means and somebody else pay four of it."""
    made = asking.draft(giver or organisation(), "Wijkeconomie Beijum", Money(requested), BEGIN, END)
    meeting = lines.add_activity(made, "Ontmoeting")
    lines.add_cost(meeting, "Huur van de wijkwinkel", amount=Money(600_000), account="45105")
    learning = lines.add_activity(made, "Leren en werken")
    lines.add_cost(learning, "Begeleiding", minutes=200 * 60, rate=Money(3000))
    lines.add_cover(made, CoverKind.INCOME, "Verhuur van de zaal", Money(200_000))
    lines.add_cover(made, CoverKind.ELSEWHERE, "Fonds Buurtkracht", Money(150_000), granted=True)
    lines.add_cover(made, CoverKind.OWN, "Reserve", Money(50_000))
    return made


def a_grant(cents: int = 1_200_000, giver: Party | None = None, begin: date = BEGIN, end: date = END) -> Grant:
    """A grant of the municipality for a year."""
    return grant.award(
        giver or organisation(), "Groen in de wijk", Money(cents), begin, end, awarded_on=begin, reference="GRN-14"
    )


def a_bill(key: int, cents: int, day: date, account: str = chart.MATERIALS, place: int | None = None) -> int:
    """A cost in the books; returns the key of its entry."""
    lines = [Line(account, cents, cost_object=place), Line(chart.BANK, -cents)]
    [made] = post([Posting(PURCHASES, day, f"bill:{key}", "Materiaal", lines)])
    return transaction(made.id).entries[0].id
