"""What givers have signed and what is not in the books yet: the months of a grant that are still to come."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, exists, select

from coop.database import rows
from coop.ledger import chart, monthly
from coop.ledger.cost_object import CostObject
from coop.period import next_month
from coop.period import year as the_year
from invoicing.exploitatie.commitment import Commitment, Source
from invoicing.grants.grant import Grant, GrantSettlement, parts_of, source_of
from members.party import Party

# Put in words once: that takes longer than a short answer.
_OPEN = (
    select(
        Grant.id,
        Grant.purpose,
        Grant.reference,
        Grant.amount,
        Grant.begin.label("begin"),
        Grant.end.label("end"),
        Grant.cost_object_id,
        CostObject.name.label("cost_object"),
        CostObject.kind,
        Party.id.label("giver_id"),
        Party.name.label("giver"),
    )
    .join(Party, Party.id == Grant.giver_id)
    .outerjoin(CostObject, CostObject.id == Grant.cost_object_id)
    .where(
        ~exists().where(GrantSettlement.grant_id == Grant.id, GrantSettlement.undone_on.is_(None)),
        Grant.begin < bindparam("end"),
    )
    .order_by(Grant.begin, Grant.id)
)


def months_to_come(year: int, today: date) -> Iterator[Commitment]:
    """The months of a year that are not in the result yet; in the running year also late ones of before."""
    due = [
        (given, part, monthly.source_of(source_of(given.id), part.month))
        for given in rows(_OPEN, {"end": the_year(year).end})
        for part in parts_of(given.amount, given.begin, given.end)
        if part.amount and (part.month.year == year or part.month.year < year == today.year)
    ]
    there = monthly.booked(source for *_, source in due)
    for given, part, source in due:
        if source not in there:
            yield Commitment(
                chart.GRANTS,
                given.cost_object_id or 0,
                given.cost_object or "",
                given.giver,
                given.purpose,
                next_month(part.month) - timedelta(days=1),
                part.amount,
                source=source_of(given.id),
                reference=given.reference,
                party_id=given.giver_id,
                is_project=given.kind == "project",
            )


commitments = [Source(months_to_come, 40)]
