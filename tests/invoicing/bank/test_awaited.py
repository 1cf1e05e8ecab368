"""Money on its way."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from coop.database import db
from coop.ledger import chart
from coop.money import Money
from invoicing.bank import awaited
from invoicing.bank.awaited import Awaited

MONDAY = date(2026, 3, 2)


def test_what_is_on_its_way_is_waited_for_once(app: Flask) -> None:
    awaited.expect([_debit()])

    with pytest.raises(IntegrityError):
        awaited.expect([_debit()])


def test_nobody_waits_for_what_was_dropped(app: Flask) -> None:
    awaited.expect([_debit()])

    awaited.drop("collected:1", MONDAY)

    assert db.session.scalars(select(Awaited.dropped_on)).all() == [MONDAY]


def test_a_movement_of_nothing_is_refused(app: Flask) -> None:
    with pytest.raises(IntegrityError):
        awaited.expect([_debit(Money.zero())])


def _debit(amount: Money = Money(4000)) -> Awaited:  # noqa: B008 - money never changes
    return Awaited(
        source="collected:1",
        batch="INC-1",
        reference="E2E-1",
        account=chart.COLLECTING,
        amount=amount,
        day=MONDAY,
        text="Incasso van factuur 2026-0001",
    )
