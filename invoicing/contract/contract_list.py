"""The contracts as a list: found by state and words, the newest first, with what was invoiced of each."""

from datetime import date
from typing import NamedTuple

from flask_babel import lazy_gettext
from sqlalchemy import and_, func, or_, select, true, type_coerce

from coop.database import MoneyColumn, db
from coop.money import Money
from invoicing.contract.contract import Contract, ContractState
from invoicing.invoice import InvoiceLine
from members.party import Party, matches, words_of

STATE_NAMES = {
    ContractState.RUNNING: lazy_gettext("loopt"),
    ContractState.ENDED: lazy_gettext("afgelopen"),
}


class ContractRow(NamedTuple):
    """One contract as the list shows it."""

    id: int
    number: str
    state: str
    title: str
    customer: str
    begin: date
    end: date
    net: Money
    invoiced: Money


def found(
    *, words: str = "", state: str = "", below: int | None = None, limit: int | None, waiting: bool = False
) -> list[ContractRow]:
    """Those in this state whose number, title or customer holds every word; `waiting` are not taken up yet."""
    invoiced = (
        select(type_coerce(func.coalesce(func.sum(InvoiceLine.net), 0), MoneyColumn))
        .where(InvoiceLine.cost_object_id == Contract.cost_object_id)
        .scalar_subquery()
    )
    told = (
        or_(
            matches(word),
            Contract.title.icontains(word, autoescape=True),
            Contract.number.icontains(word, autoescape=True),
            Contract.reference.icontains(word, autoescape=True),
        )
        for word in words_of(words)
    )
    query = (
        select(
            Contract.id,
            Contract.number,
            Contract.state,
            Contract.title,
            Party.name,
            Contract.begin,
            Contract.end,
            Contract.net,
            invoiced,
        )
        .join(Party, Party.id == Contract.party_id)
        .where(and_(true(), *told))
        .order_by(Contract.id.desc())
        .limit(limit)
    )
    if state in list(ContractState):
        query = query.where(Contract.state == state)
    if waiting:
        query = query.where(Contract.taken_up_at.is_(None), Contract.state == ContractState.RUNNING)
    if below is not None:
        query = query.where(Contract.id < below)
    return [ContractRow(*row) for row in db.session.execute(query)]
