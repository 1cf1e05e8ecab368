"""What holds whatever happens: the clearing account is what stands, and a mandate that ended takes nothing."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.errors import Refusal
from coop.ledger.verify import verify
from coop.money import Money
from invoicing import payment
from invoicing.bank.awaited import CameBack, came_back, return_undone
from invoicing.direct_debit import making, message, withdrawing
from invoicing.direct_debit.bank_day import first_due
from invoicing.direct_debit.collection import Collection, CollectionItem
from invoicing.direct_debit.mandate import Ended, standing
from invoicing.invoice import Invoice
from members.party import Party
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import MONDAY, bank_line, clearing, customer, invoiced, signed
from tests.members.cast import person

STEPS = ("sign", "withdraw", "collect", "wait")
EVENTS = ("collect", "all", "item", "send", "back", "refuse", "none", "pay", "end", "later")
THREE_YEARS = timedelta(days=3 * 366)


@pytest.fixture(autouse=True)
def _wijk(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        db.session.commit()
        yield


def test_in_every_order_only_a_mandate_that_stands_takes_anything() -> None:
    for steps in itertools.product(STEPS, repeat=4):
        if steps[-1] == "collect":  # nothing else is to be seen
            _follow(steps)
            db.session.rollback()


def _follow(steps: tuple[str, ...]) -> None:
    """Live through these steps, and keep beside it by hand until when the mandate lasts."""
    party, today, lasts_until = person(), MONDAY, date.min
    invoiced(party, on=date(2026, 2, 2))
    for step in steps:
        with clock.at(today):
            if step == "sign":
                with suppress(Refusal):
                    signed(party)
                if lasts_until <= today:
                    lasts_until = today.replace(year=today.year + 3)
            elif step == "withdraw":
                there = standing(party.id)
                if there is not None:
                    withdrawing.end_mandate(there, Ended.CUSTOMER)
                lasts_until = date.min
            elif step == "wait":
                today += THREE_YEARS
            else:
                lasts_until = _collect(party, today, lasts_until, steps)


def _collect(party: Party, today: date, lasts_until: date, steps: tuple[str, ...]) -> date:
    due_on, open_ = first_due(today), payment.owed(_invoice(party)) - payment.paid(_invoice(party))
    expected = bool(open_) and lasts_until > due_on
    taken = None
    with suppress(Refusal):
        taken = making.make(due_on)
    assert (taken is not None) == expected, steps
    return due_on.replace(year=due_on.year + 3) if taken else lasts_until


def _invoice(party: Party) -> Invoice:
    return db.session.scalars(select(Invoice).where(Invoice.party_id == party.id)).one()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(EVENTS), min_size=1, max_size=8), st.data())
def test_items_file_and_clearing_account_say_the_same_whatever_happens(
    events: list[str], data: st.DataObject
) -> None:
    db.session.rollback()
    today = MONDAY
    with clock.at(today):
        for name in ("Ali Demir", "Fatima Haddad", "Jan de Vries"):
            signed(customer(name, data.draw(st.integers(1, 100_000))))
    for event in ("collect", *events):
        with clock.at(today), suppress(Refusal):
            _do(event, data)
        today += timedelta(days=10 if event == "later" else 0)
        _says_the_same()
    assert verify().first_fault is None
    db.session.rollback()


def _do(step: str, data: st.DataObject) -> None:
    items = list(db.session.scalars(select(CollectionItem).order_by(CollectionItem.id)))
    item = data.draw(st.sampled_from(items)) if items else None
    if step == "collect":
        making.make(first_due(clock.today()))
    elif item is None:
        return
    elif step == "all":
        withdrawing.withdraw(item.collection_id)
    elif step == "item":
        withdrawing.withdraw_item(item)
    elif step == "send":
        withdrawing.send(item.collection_id)
    elif step == "pay":
        payment.book(item.invoice, clock.today(), Money(data.draw(st.integers(1, 5000))))
    elif step == "end":
        withdrawing.end_mandate(item.mandate, Ended.CUSTOMER)
    elif step == "refuse":
        withdrawing.refuse(item, data.draw(st.sampled_from(("AM04", "MD01"))))
    elif step == "back":
        day = clock.today()
        code = data.draw(st.sampled_from(("AM04", "MD01", "", "ZZ99")))
        came_back.tell(CameBack(item.source, day, code, bank_line(day, -item.amount.cents).id))
    elif step == "none" and item.return_line_id is not None:
        return_undone.tell(CameBack(item.source, clock.today(), item.return_code, item.return_line_id))


def _says_the_same() -> None:
    db.session.flush()
    items = db.session.scalars(select(CollectionItem)).all()
    assert clearing() == sum((item.amount for item in items if item.stands), Money.zero())
    for collection in db.session.scalars(select(Collection)):
        if collection.sent_on is None and collection.file_sha:
            told = etree.fromstring(message.content(collection)).iter("{*}InstdAmt")
            assert sum(int(str(one.text).replace(".", "")) for one in told) == collection.total.cents
    numbers = [item.invoice_number for item in items if item.stands]
    assert len(numbers) == len(set(numbers))
