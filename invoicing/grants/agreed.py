"""What givers have signed and what is not in the books yet: the months of a grant that are still to come."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from coop.database import db
from coop.ledger import chart
from coop.ledger.monthly import steps
from coop.period import next_month
from coop.period import year as the_year
from invoicing.exploitatie.commitment import Commitment, Source
from invoicing.grants.grant import Grant, GrantSettlement

# Put in words once: that takes longer than a short answer.
_OPEN = (
    select(Grant)
    .where(~Grant.settlements.any(GrantSettlement.undone_on.is_(None)), Grant.begin < bindparam("end"))
    .options(joinedload(Grant.giver), joinedload(Grant.cost_object), selectinload(Grant.settlements))
    .order_by(Grant.begin, Grant.id)
)


def months_to_come(year: int, today: date) -> Iterator[Commitment]:
    """The months of a year that are not in the result yet; in the running year also late ones of before."""
    found = list(db.session.scalars(_OPEN, {"end": the_year(year).end}))
    for given, run in zip(found, steps([one.monthly() for one in found]), strict=True):
        for step in run:
            month = step.part.month
            late = year == today.year and month.year < year
            if step.transaction_id is None and step.part.amount and (month.year == year or late):
                yield Commitment(
                    chart.GRANTS,
                    given.cost_object_id or 0,
                    given.cost_object.name if given.cost_object else "",
                    given.giver.name,
                    given.purpose,
                    next_month(month) - timedelta(days=1),
                    step.part.amount,
                    source=given.source,
                    reference=given.reference,
                )


commitments = [Source(months_to_come, 40)]
