"""The demo of direct debit: a dozen who pay by mandate, a collection of a while ago, and some that can be made."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select

from coop import clock
from coop.database import db
from coop.demo import made_up_iban
from invoicing.direct_debit import making, signing, withdrawing
from invoicing.direct_debit.bank_day import first_due
from invoicing.direct_debit.collection import Collection
from invoicing.direct_debit.making import NothingToCollect
from invoicing.direct_debit.mandate import Mandate
from invoicing.direct_debit.signing import Signed
from invoicing.open_items import open_items
from members.party import Party

MANDATES = 12
COLLECTED = 5
AGO = timedelta(days=20)


def settle(_random: Random) -> None:
    """Nobody gave a mandate yet."""


def live(_random: Random, _month: date, until: date) -> None:
    """In the month that is still going on, let some who owe something sign; the first of them are collected."""
    if until.day == 1:
        return
    owing = _owing()
    with clock.at(until - AGO - timedelta(days=3)):
        _sign(owing[:COLLECTED])
    with clock.at(until - AGO), suppress(NothingToCollect):
        withdrawing.send(making.make(first_due(clock.today())).id)
    with clock.at(until - timedelta(days=3)):
        _sign(owing[COLLECTED:])


def summary() -> dict[str, object]:
    """How many mandates there are, and what was collected."""
    return {
        "machtigingen": db.session.scalar(select(func.count()).select_from(Mandate)) or 0,
        "incasso's": db.session.scalar(select(func.count()).select_from(Collection)) or 0,
    }


def _owing() -> list[Party]:
    """Who owes something and can be mailed, the latest."""
    owing = {item.party_id for item in open_items() if item.open.cents > 0}
    found = select(Party).where(Party.id.in_(owing), Party.kind == "person", Party.email != "")
    return list(db.session.scalars(found.order_by(Party.id.desc()).limit(MANDATES)))


def _sign(parties: list[Party]) -> None:
    for party in parties:
        signing.sign(party, Signed(party.name, made_up_iban(party.id), party.name))
