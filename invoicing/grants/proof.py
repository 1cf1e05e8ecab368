"""A proof for `ledger verify`: no grant pays more than was awarded, which no single charge can tell."""

from flask_babel import gettext
from sqlalchemy import func, select

from coop.database import db
from coop.ledger.control import proof
from invoicing.grants.charge import GrantCharge
from invoicing.grants.grant import Grant


@proof
def no_more_than_awarded() -> list[str]:
    """The grants to which more was charged than they are."""
    too_much = (
        select(Grant.purpose)
        .join(GrantCharge, GrantCharge.grant_id == Grant.id)
        .group_by(Grant.id)
        .having(func.sum(GrantCharge.amount) > Grant.amount)
        .order_by(Grant.id)
    )
    return [
        gettext("ten laste van subsidie %(name)s staat meer dan er is toegekend", name=purpose)
        for purpose in db.session.scalars(too_much)
    ]
