"""What givers have signed and what is not in the books yet: the months of a grant that are still to come."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from coop.database import db
from coop.ledger import chart
from coop.ledger.cost_object import CostObject
from coop.ledger.monthly import steps
from coop.period import next_month
from coop.period import year as the_year
from invoicing.exploitatie.commitment import Commitment, Source
from invoicing.grants.grant import Grant, GrantSettlement
from members.party import Party

# Put in words once: that takes longer than a short answer.
_OPEN = (
    select(Grant, Party.id.label("giver_id"), Party.name.label("giver"), CostObject.name.label("cost_object"))
    .join(Party, Party.id == Grant.giver_id)
    .outerjoin(CostObject, CostObject.id == Grant.cost_object_id)
    .where(~Grant.settlements.any(GrantSettlement.undone_on.is_(None)), Grant.begin < bindparam("end"))
    .options(joinedload(Grant.settlements))
    .order_by(Grant.begin, Grant.id)
)


def months_to_come(year: int, today: date) -> Iterator[Commitment]:
    """The months of a year that are not in the result yet; in the running year also late ones of before."""
    found = db.session.execute(_OPEN, {"end": the_year(year).end}).unique().all()
    for row, run in zip(found, steps([row.Grant.monthly() for row in found]), strict=True):
        given: Grant = row.Grant
        for step in run:
            month = step.part.month
            late = year == today.year and month.year < year
            if step.transaction_id is None and step.part.amount and (month.year == year or late):
                yield Commitment(
                    chart.GRANTS,
                    given.cost_object_id or 0,
                    row.cost_object or "",
                    row.giver,
                    given.purpose,
                    next_month(month) - timedelta(days=1),
                    step.part.amount,
                    source=given.source,
                    reference=given.reference,
                    party_id=row.giver_id,
                )


commitments = [Source(months_to_come, 40)]
