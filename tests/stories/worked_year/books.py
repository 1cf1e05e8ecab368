"""What the treasurer does for the books: agreements, grants, schedules, returns, the end of a year."""

from coop.ledger.schedule import schedule
from coop.ledger.year.closing import close_year
from coop.ledger.year.decision import decide
from invoicing import cost_rate, kor_joining, taxed_share
from invoicing.grants import grant
from invoicing.vat_return.filing import file
from members import contribution, share_booking
from members.engagement import EngagementKind
from tests.stories.worked_year.house import member, party, value_of_a_share
from tests.stories.worked_year.paper import Row


def agree(row: Row) -> None:
    """Write down what was agreed, from a day on."""
    verbs = {
        "a share": value_of_a_share,
        "an hour of an employee": _hourly_rate,
        "an hour of an apprentice": _hourly_rate,
        "contribution of a member": _contribution,
        "taxed share in per cent": _taxed_share,
    }
    verbs[row["What"]](row)


def join_the_scheme(row: Row) -> None:
    """Tell that we take part in the small businesses' scheme."""
    kor_joining.begin(row.day("From"), row.day("Notified"))


def issue_shares(row: Row) -> None:
    """Issue shares to a member."""
    share_booking.issue(member(row["Member"]), int(row["Shares"]), row.day())


def award(row: Row) -> None:
    """Enter a grant that was awarded."""
    grant.award(party(row["Giver"]), "Twee jaar wijk", row.money("Amount"), row.day("From"), row.day("Until"))


def spread(row: Row) -> None:
    """Enter what belongs to several months."""
    schedule.enter(
        row["Kind"],
        row["What"],
        row["Debit"],
        row["Credit"],
        row.money("Amount"),
        row.day("From"),
        int(row["Months"]),
    )


def declare(row: Row) -> None:
    """File a return."""
    file(row["Return"])


def close(row: Row) -> None:
    """Close a year after a look at its doubts."""
    close_year(int(row["Year"]), looked=True)


def divide(rows: list[Row]) -> None:
    """Book what the members decided on a result."""
    first = rows[0]
    decide(int(first["Year"]), first.day(), [(row["Account"], row.money("Amount")) for row in rows])


def _hourly_rate(row: Row) -> None:
    kind = EngagementKind(row["What"].removeprefix("an hour of an "))
    cost_rate.set_rate(kind, row.day("From"), row.money("Amount"))


def _contribution(row: Row) -> None:
    contribution.set_rate(row.day("From").year, row.money("Amount"))
    contribution.make_dues(row.day("From").year)


def _taxed_share(row: Row) -> None:
    taxed_share.set_share(row.day("From").year, row.money("Amount").cents, "Verhouding van de omzet.")
